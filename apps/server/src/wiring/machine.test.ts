// World, standby and gateway as if on separate machines, over a real Redis, with real Socket.IO players.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { plainForm, writeTestMap } from "../map/testing/testMap.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 20 });

let redis: RedisServer;
let key: ClusterKeyFile;
let servers: ServerProcess[] = [];
let players: Player[] = [];
beforeEach(async () => {
  redis = await startRedisServer();
  key = await makeClusterKeyFile();
});
afterEach(async () => {
  for (const player of players) player.close();
  await Promise.all(servers.map((server) => server.kill()));
  await redis.stop();
  await key.remove();
  players = [];
  servers = [];
});

async function start(role: string, ...flags: string[]): Promise<ServerProcess> {
  const shared = ["--redis", redis.url, "--role", role, "--cluster-key", key.path];
  const server = await startServerProcess(...shared, ...flags);
  servers.push(server);
  return server;
}

const stateOf = async ({ url }: ServerProcess): Promise<unknown> =>
  Object(await (await fetch(`${url}healthz`)).json()).status;
/** Resolves once the world runs on that machine. */
const runsWorld = (server: ServerProcess): Promise<void> =>
  until(async () => expect(await stateOf(server)).toBe("ok"));

async function open(url: string, count: number): Promise<Player[]> {
  const opened = Array.from({ length: count }, (_, i) => openPlayer(url, `Player ${players.length + i}`));
  players.push(...opened);
  await until(() => {
    for (const player of opened) expect(player.frames).toBeGreaterThan(0);
  });
  return opened;
}

/** Resolves when all players have been welcomed again as the same players, on the connections they had. */
async function allBack(): Promise<void> {
  await until(() => {
    for (const player of players) {
      expect(player.welcomes.length).toBeGreaterThan(1);
      expect(player.frames).toBeGreaterThan(0);
    }
  });
  for (const player of players) expect([player.connected, player.losses]).toEqual([true, 0]);
  for (const { welcomes } of players) {
    expect(new Set(welcomes.map(({ playerId }) => playerId)).size).toBe(1);
    expect(welcomes.at(-1)?.returning).toBe(true);
  }
}

it("players at two gateways share one world, and a standby on another machine takes over when it dies", async () => {
  const roles = ["world", "world", "gateway", "gateway"];
  const [one, other, ...gateways] = await Promise.all(roles.map((role) => start(role)));
  for (const gateway of gateways) await open(gateway.url, 2);
  await until(() => {
    for (const player of players) expect(player.board?.online).toBe(4);
  });
  // On a busy machine the lease may have passed on by itself.
  const [world, standby] = await until(async () => {
    const states = await Promise.all([one, other].map(stateOf));
    expect(states.toSorted()).toEqual(["ok", "standby"]);
    return states[0] === "ok" ? [one, other] : [other, one];
  });
  const tickBefore = players[0].welcomes[0].tick;

  await world.kill();
  await runsWorld(standby);
  await allBack();
  // The standby continued the published world instead of starting a new one.
  expect(players[0].welcomes.at(-1)?.tick).toBeGreaterThan(tickBefore);
});

it("a gateway without a world is not ready but serves its metrics at once", async () => {
  const gateway = await start("gateway");
  const ready = async (): Promise<unknown> => (await fetch(`${gateway.opsUrl}readyz`)).json();
  expect(await ready()).toEqual({
    ready: false,
    checks: { connections: "ok", redis: "ok", server: "ok", world: "not heard yet" },
  });
  await until(async () => expect((await fetch(`${gateway.opsUrl}metrics`)).status).toBe(200));
  const world = await start("world");
  await until(async () => expect(await ready()).toMatchObject({ ready: true }));
  await world.kill();
  await until(async () => {
    expect(await ready()).toMatchObject({
      ready: true,
      checks: { world: expect.stringMatching(/^degraded: not heard for \d+ s$/) },
    });
  });
  const scrapes = await Promise.all(Array.from({ length: 20 }, () => fetch(`${gateway.opsUrl}metrics`)));
  for (const { status } of scrapes) expect(status).toBe(200);
});

it("the address of Redis does not appear in the arguments of child processes", async () => {
  const server = await startServerProcess("--redis", redis.url, "--gateways", "2", "--bots", "2");
  servers.push(server);
  const commandOf = (pid: number): Promise<string> => readFile(`/proc/${pid}/cmdline`, "utf8");
  await until(async () => {
    const commands = await Promise.all((await server.children()).map(commandOf));
    expect(commands.filter((command) => command.includes("gatewayProcess")).length).toBe(2);
    expect(commands.filter((command) => command.includes("--bots")).length).toBe(1);
    for (const command of commands) expect(command).not.toContain("redis:");
  });
  await until(async () => {
    const health = await (await fetch(`${server.url}healthz`)).json();
    expect(health).toMatchObject({ players: 2 });
  });
});

it("while Redis is away players stay connected and are told; the game continues when it is back", async () => {
  const machine = await start("all");
  await open(machine.url, 3);
  await redis.stop();
  await until(() => {
    for (const player of players) expect(player.notices.at(-1)?.kind).toBe("status");
  });
  for (const player of players) {
    expect(player.connected).toBe(true);
    expect(player.losses).toBe(0);
    player.walk(5);
  }
  await redis.start();
  await allBack();
  expect(await machine.stop()).toBe(0);
});

it("a machine with another cluster key refuses to start and says what to do", async () => {
  await start("gateway");
  await expect(startServerProcess("--redis", redis.url)).rejects.toThrow(
    /the cluster key in .* is not that of the machines at this Redis .*--cluster-key/,
  );
  const other = await startServerProcess("--redis", redis.url, "--redis-prefix", "other");
  servers.push(other);
  await runsWorld(other);
});

it("a gateway that differs from the world is refused, a standby does not start, both say why, and all play on", async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-other-map-"));
  try {
    const other = ["--map", await writeTestMap(folder, plainForm)];
    const world = await start("world");
    await runsWorld(world);
    await open((await start("gateway")).url, 2);

    const why = /versions differ: map \S+ at the gateway, \S+ at the world/;
    const gateway = await start("gateway", ...other);
    await until(async () => {
      const response = await fetch(`${gateway.opsUrl}readyz`);
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({ checks: { world: expect.stringMatching(why) } });
    });
    await until(() => {
      expect(gateway.log()).toMatch("the world refuses this gateway");
      expect(world.log()).toMatch("a gateway was refused");
      for (const server of [gateway, world]) expect(server.log()).toMatch(why);
    });
    await expect(start("world", ...other)).rejects.toThrow(
      /a world of another version runs \(versions differ: map \S+ at this machine, \S+ at the world\): .*stop all machines/,
    );
    await until(async () =>
      expect(await (await fetch(`${world.url}healthz`)).json()).toMatchObject({ status: "ok", players: 2 }),
    );
    for (const { connected, losses } of players) expect([connected, losses]).toEqual([true, 0]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
