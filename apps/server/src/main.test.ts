// The server from the operator's point of view: real processes, exit codes, signals and output.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { freePort } from "./lib/testing/freePort.ts";
import { environmentOfServers } from "./wiring/testing/opsProgram.ts";
import { openPlayer } from "./wiring/testing/player.ts";
import { startServerProcess } from "./wiring/testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000 });
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 50_000, interval: 20 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-main-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs the server until it exits. */
async function run(...flags: string[]): Promise<{ code: number | null; out: string; lines: string[] }> {
  const env = environmentOfServers();
  const child = spawn(process.execPath, [MAIN, ...flags], { env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    err += text;
  });
  const [code] = await once(child, "close");
  return { code, out, lines: err.split("\n").filter((line) => line !== "" && !line.startsWith("{")) };
}

describe("problems that an operator can fix are one line and exit code 2", () => {
  test.each([
    ["an unknown flag", ["--prot", "1"], /unknown flag --prot/],
    ["a bad value", ["--port", "http"], /--port is "http", expected a port/],
    ["a map that is not there", ["--map", "/nowhere.tmj"], /\/nowhere\.tmj/],
    ["a data folder that cannot be made", ["--data", "/proc/doubloon"], /\/proc\/doubloon cannot be written/],
  ])("%s", async (_what, flags, line) => {
    const { code, lines } = await run("--port", "0", "--data", folder, ...flags);
    expect(lines).toEqual([expect.stringMatching(line)]);
    expect(code).toBe(2);
  });

  test("a taken port", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, lines } = await run("--data", folder, "--port", String(port));
    expect(lines).toEqual([`doubloon: port ${port} on 127.0.0.1 is taken; choose another with --port`]);
    expect(code).toBe(2);
    other.close();
  });

  test("a chosen ops port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, lines } = await run("--port", "0", "--data", folder, "--ops-port", String(port));
    expect(lines).toEqual([`doubloon: port ${port} on 127.0.0.1 is taken; choose another with --ops-port`]);
    expect(code).toBe(2);
    other.close();
  });

  test("a file instead of the data folder, and an invalid world", async () => {
    await writeFile(join(folder, "file"), "");
    const file = await run("--port", "0", "--data", join(folder, "file"));
    expect(file).toMatchObject({ code: 2, lines: [expect.stringContaining("expected a folder")] });
    await mkdir(join(folder, "data"));
    await writeFile(join(folder, "data/world.sqlite"), "no database at all, whatever it says");
    const damaged = await run("--port", "0", "--data", join(folder, "data"));
    expect(damaged).toMatchObject({ code: 2, lines: [expect.stringContaining("world.sqlite")] });
  });
});

test("a damaged database of game masters makes the console unavailable, not the game", async () => {
  await writeFile(join(folder, "admin.db"), "no database at all, whatever it says");
  const server = await startServerProcess("--data", folder);
  const health = await fetch(new URL("healthz", server.url));
  expect(await health.json()).toMatchObject({ status: "ok" });
  const refused = await fetch(new URL("admin/api/me", server.url), {
    headers: { cookie: `doubloon_session=${"A".repeat(43)}` },
  });
  expect(refused.status).toBe(503);
  expect(await refused.json()).toMatchObject({ code: "unavailable" });
  const player = openPlayer(server.url, "Anne");
  await until(() => expect(player.frames).toBeGreaterThan(0));
  player.close();
  await server.stop();
});

test("--help lists the flags and starts nothing", async () => {
  const { code, out } = await run("--help");
  expect(code).toBe(0);
  expect(out).toContain("--port");
});

test.each(["SIGINT", "SIGTERM"] as const)("%s sends a farewell and exits with 0", async (signal) => {
  const server = await startServerProcess();
  const player = openPlayer(server.url, "Anne");
  await until(() => expect(player.frames).toBeGreaterThan(0));
  process.kill(server.pid, signal);
  await until(() => expect(player.refusals[0]?.code).toBe("shuttingDown"));
  player.close();
  expect(await server.stop()).toBe(0);
});

test("a player returns to a restarted server as the same player; the game master is created once", async () => {
  const port = String(await freePort());
  const first = await startServerProcess("--data", folder, "--port", port);
  expect(first.gameMaster?.name).toBe("gamemaster");
  const player = openPlayer(first.url, "Anne");
  await until(() => expect(player.frames).toBeGreaterThan(0));
  expect(await first.stop()).toBe(0);
  const second = await startServerProcess("--data", folder, "--port", port);
  expect(second.gameMaster).toBeUndefined();
  await until(() => expect(player.welcomes.length).toBe(2));
  const [before, after] = player.welcomes;
  expect(after).toMatchObject({ playerId: before.playerId, name: "Anne", returning: true });
  player.close();
  await second.stop();
});

test("health and metrics are public, profiles are for game masters only", async () => {
  const server = await startServerProcess();
  const player = openPlayer(server.url, "Anne");
  await until(() => expect(player.frames).toBeGreaterThan(0));
  const health = await (await fetch(new URL("healthz", server.url))).json();
  expect(health).toMatchObject({ status: "ok", players: 1, tick: expect.any(Number) });
  await until(async () => {
    const metrics = await (await fetch(new URL("metrics", server.opsUrl))).text();
    expect(metrics).toMatch(/^doubloon_frames_sent_total [1-9]/m);
    expect(metrics).toMatch(/^doubloon_players 1$/m);
  });
  const ready = await fetch(new URL("readyz", server.opsUrl));
  expect([ready.status, await ready.json()]).toEqual([
    200,
    { ready: true, checks: { connections: "ok", save: "ok", server: "ok" } },
  ]);
  expect((await fetch(new URL("livez", server.opsUrl))).status).toBe(200);
  for (const path of ["metrics", "livez", "readyz"]) {
    expect((await fetch(new URL(path, server.url))).status).toBe(404);
  }
  player.close();
  await server.stop();
});

test("bots play, and end when the server is killed", async () => {
  const server = await startServerProcess("--bots", "3");
  await until(async () => {
    const health = await (await fetch(new URL("healthz", server.url))).json();
    expect(health).toMatchObject({ players: 3 });
  });
  const [bots] = await server.children();
  await server.kill();
  await until(() => expect(() => process.kill(bots, 0)).toThrow());
});
