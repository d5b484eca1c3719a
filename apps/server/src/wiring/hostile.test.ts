// A short attack on real servers beside well-behaved players: no process ends, and no such player is disconnected.
import { spawn } from "node:child_process";
import { afterEach, expect, it, vi } from "vitest";
import { repositoryPath } from "../startup/repository.ts";
import { openPlayer } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 });

const PROGRAM = repositoryPath("apps/swarm/src/hostile.ts");
const VICTIMS = 8;
/** Enough for each misbehaviour to occur several times. */
const CONNECTIONS = 1_500;

let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** Runs the attack until it ends by itself. */
async function attack(
  url: string,
  ...flags: string[]
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [PROGRAM, "--url", url, ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

it.each([
  ["a single process", "0"],
  ["a world and two gateways", "2"],
])("%s and its players survive an attack", async (_, gateways) => {
  server = await startServerProcess("--gateways", gateways);
  const before = await server.children();
  const { code, out, err } = await attack(
    server.url,
    ...["--connections", String(CONNECTIONS), "--rate", "200", "--seconds", "120", "--seed", gateways],
    ...["--victims", String(VICTIMS), "--quiet", "1", "--json"],
  );
  expect(err).toBe("");
  const report = JSON.parse(out);
  expect(report, server.log()).toMatchObject({
    serverRestarts: 0,
    victims: { players: VICTIMS, joined: VICTIMS, disconnects: 0 },
  });
  expect(report.connections).toBeGreaterThanOrEqual(CONNECTIONS);
  expect(report.messages).toBeGreaterThan(CONNECTIONS);
  // Some attackers must reach the world, otherwise most of the table is untested.
  expect(report.welcomes).toBeGreaterThan(0);
  expect(code).toBe(0);
  expect(await server.children()).toEqual(before);
  const player = openPlayer(server.url, "Newcomer");
  await vi.waitFor(() => expect(player.frames).toBeGreaterThan(0), { timeout: 60_000 });
  player.close();
  expect(await server.stop()).toBe(0);
});
