// A gateway that serves players only: no page, no API, no namespace and no game master of the console.
import { afterEach, expect, it, vi } from "vitest";
import { openPlayer } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 120_000 });

let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.kill();
});

it("with --console off players play, and /admin/ says where the console is", async () => {
  server = await startServerProcess("--console", "off");
  const { url, gameMaster } = server;
  expect(gameMaster).toBeUndefined();
  for (const path of ["admin", "admin/", "admin/assets/index.js"]) {
    const answer = await fetch(url + path);
    expect([path, answer.status]).toEqual([path, 404]);
    expect(await answer.text()).toContain("--console on");
  }
  const login = { method: "POST", body: "{}", headers: { "content-type": "application/json", origin: url } };
  expect((await fetch(`${url}admin/api/login`, login)).status).toBe(404);
  expect((await fetch(`${url}debug/cpuprofile`)).status).toBe(404);
  const player = openPlayer(url, "Anne");
  await vi.waitFor(() => expect(player.frames).toBeGreaterThan(0), { timeout: 60_000, interval: 20 });
  player.close();
});
