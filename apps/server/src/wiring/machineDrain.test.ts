// Machines with gateways only that are told to end, behind a balancer as simple as one can be: it connects a player to the first
// machine that accepts.
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { freePort } from "../lib/testing/freePort.ts";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { callServer } from "../ops/controlCall.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 20 });

let redis: RedisServer;
let key: ClusterKeyFile;
let world: ServerProcess;
let first: ServerProcess;
let second: ServerProcess;
let folder: string;
let balancer: Server;
let url: string;
const sockets = new Set<Socket>();
const players: Player[] = [];

beforeAll(async () => {
  redis = await startRedisServer();
  key = await makeClusterKeyFile();
  folder = mkdtempSync(join(tmpdir(), "doubloon-drain-"));
  const start = (name: string, role: string) =>
    startServerProcess(
      ...["--redis", redis.url, "--role", role, "--cluster-key", key.path, "--data", join(folder, name)],
    );
  [world, first, second] = await Promise.all([
    start("world", "world"),
    start("first", "gateway"),
    start("second", "gateway"),
  ]);
  const port = await freePort();
  balancer = createServer((socket) => pass(socket, [first, second]));
  await new Promise<void>((resolve) => balancer.listen(port, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${port}/`;
});
afterAll(async () => {
  for (const player of players) player.close();
  for (const socket of sockets) socket.destroy();
  balancer.close();
  await Promise.all([world, first, second].map((server) => server.kill()));
  await redis.stop();
  await key.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** The number of gateways of which the world has told this machine, as its control socket says. */
async function gatewaysKnownTo(name: string): Promise<number> {
  const { gateways } = await callServer(join(folder, name), "/drain", { act: "status" });
  return (gateways as unknown[]).length;
}

function pass(socket: Socket, [server, ...others]: readonly ServerProcess[]): void {
  if (server === undefined) return void socket.destroy();
  const onward = connect(Number(new URL(server.url).port), "127.0.0.1");
  for (const each of [socket, onward]) {
    sockets.add(each);
    each.once("close", () => sockets.delete(each));
  }
  onward.once("connect", () => {
    socket.pipe(onward).pipe(socket);
    onward.on("error", () => socket.destroy());
    socket.on("error", () => onward.destroy()).on("close", () => onward.destroy());
  });
  onward.once("error", () => {
    if (onward.connecting || onward.bytesRead === 0) pass(socket, others);
  });
}

it("SIGTERM to a machine moves its players to the others; the last machine ends like before", async () => {
  for (let i = 0; i < 6; i++) players.push(openPlayer(url, `Player ${i}`));
  await until(() => {
    for (const player of players) expect(player.frames).toBeGreaterThan(0);
  });
  await until(async () => expect(await gatewaysKnownTo("first")).toBe(2));

  // The machine with the world passes orders on to the gateway that they name.
  const rows = await callServer(join(folder, "world"), "/drain", { act: "status" });
  const [{ id }] = rows["gateways"] as { id: string }[];
  await expect(callServer(join(folder, "world"), "/drain", { act: "pause", gateway: id })).rejects.toThrow(
    "the gateway does not drain",
  );

  expect(await first.stop()).toBe(0);
  expect(first.log()).toContain("the gateway drains: its players are moved to the others");
  await until(() => {
    for (const player of players) {
      expect([player.connected, player.welcomes.length, player.losses]).toEqual([true, 2, 1]);
      expect(player.frames).toBeGreaterThan(0);
    }
  });
  for (const { welcomes, refusals } of players) {
    expect(refusals.map(({ code }) => code)).toEqual(["moving"]);
    expect(welcomes[1]).toMatchObject({
      playerId: welcomes[0].playerId,
      name: welcomes[0].name,
      returning: true,
    });
  }

  // There is nobody to move players to any more, once the world has told the second machine.
  await until(async () => expect(await gatewaysKnownTo("second")).toBe(1));
  expect(await second.stop()).toBe(0);
  await until(() => {
    for (const { refusals } of players) expect(refusals[1]).toMatchObject({ code: "shuttingDown" });
  });
});
