// /readyz of real processes: a full gateway is not ready, and what all machines need at once never makes one unready.
import { afterEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { openPlayer, type Player } from "./testing/player.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 120_000, interval: 50 });

const CLOCK = new URL("./testing/clockOnSignal.ts", import.meta.url).href;
const MINUTES_AWAY = 10;
/** What each signal adds, see clockOnSignal.ts. */
const STEP_MINUTES = 5;

let redis: RedisServer | undefined;
let key: ClusterKeyFile | undefined;
let servers: ServerProcess[] = [];
let players: Player[] = [];
afterEach(async () => {
  for (const player of players) player.close();
  await Promise.all(servers.map((server) => server.kill()));
  await redis?.stop();
  await key?.remove();
  players = [];
  servers = [];
});

async function start(...flags: string[]): Promise<ServerProcess> {
  const server = await startServerProcess(...flags);
  servers.push(server);
  return server;
}

interface Probe {
  readonly status: number;
  readonly checks: Readonly<Record<string, string>>;
}

/** Starts a server whose clock a signal puts forward. */
async function startStepped(...flags: string[]): Promise<ServerProcess> {
  vi.stubEnv("NODE_OPTIONS", `--import ${CLOCK}`);
  return start(...flags).finally(() => vi.unstubAllEnvs());
}

async function probe({ opsUrl }: ServerProcess): Promise<Probe> {
  const response = await fetch(`${opsUrl}readyz`);
  const { checks } = (await response.json()) as Pick<Probe, "checks">;
  return { status: response.status, checks };
}

it.each([[[]], [["--gateways", "1"]]])("a gateway that is nearly full is not ready: %j", async (flags) => {
  const server = await start("--max-connections", "4", ...flags);
  await until(async () => expect(await probe(server)).toMatchObject({ status: 200 }));
  players = Array.from({ length: 4 }, (_, i) => openPlayer(server.url, `Player ${i}`));
  const check = flags.length === 0 ? "connections" : "gateways";
  await until(async () => {
    const { status, checks } = await probe(server);
    expect([status, checks[check]]).toEqual([503, "4 of 4 connections are open, more than 95 %"]);
  });
  players[0].close();
  await until(async () => expect(await probe(server)).toMatchObject({ status: 200 }));
});

it("ten minutes without Redis: every machine is degraded, none is unready or ends, and all go on by themselves", async () => {
  redis = await startRedisServer();
  key = await makeClusterKeyFile();
  const shared = ["--redis", redis.url, "--cluster-key", key.path, "--role"];
  const [world, single, fleet] = await Promise.all([
    startStepped(...shared, "world"),
    startStepped(...shared, "gateway"),
    startStepped(...shared, "gateway", "--gateways", "2"),
  ]);
  const machines = [world, single, fleet];
  await until(async () => {
    for (const server of machines) expect(await probe(server)).toMatchObject({ status: 200 });
  });
  players = [openPlayer(single.url, "Anne"), openPlayer(fleet.url, "Mary")];
  await until(() => {
    for (const { frames } of players) expect(frames).toBeGreaterThan(0);
  });
  const gateways = await fleet.children();

  await redis.stop();
  const statuses = new Set<number>();
  await until(async () => {
    const probes = await Promise.all(machines.map(probe));
    for (const { status } of probes) statuses.add(status);
    for (const { checks } of probes) expect(checks["redis"]).toBe("degraded: cannot be reached");
    expect(probes[1].checks["world"]).toMatch(/^degraded: not heard for \d+ s$/);
    expect(probes[2].checks["gateways"]).toMatch(/^degraded: not heard for \d+ s$/);
  });
  expect(players.map(({ connected, losses }) => [connected, losses])).toEqual([
    [true, 0],
    [true, 0],
  ]);
  // The time of all processes goes on in steps, and each has noticed before the next.
  for (let minutes = STEP_MINUTES; minutes <= MINUTES_AWAY; minutes += STEP_MINUTES) {
    for (const pid of [...machines.map(({ pid }) => pid), ...gateways]) process.kill(pid, "SIGUSR2");
    await until(async () => {
      const probes = await Promise.all(machines.map(probe));
      for (const { status } of probes) statuses.add(status);
      for (const { checks } of [probes[1], probes[2]]) {
        const silent = Object.values(checks).map((said) =>
          Number(/not heard for (\d+) s/.exec(said)?.[1] ?? 0),
        );
        expect(Math.max(...silent)).toBeGreaterThanOrEqual(60 * minutes);
      }
    });
  }
  expect(statuses).toEqual(new Set([200]));

  await redis.start();
  await until(async () => {
    const probes = await Promise.all(machines.map(probe));
    for (const { status } of probes) statuses.add(status);
    for (const { checks } of probes) expect(new Set(Object.values(checks))).toEqual(new Set(["ok"]));
  });
  expect(statuses).toEqual(new Set([200]));
  const frames = players.map((player) => player.frames);
  await until(() => {
    for (const [i, player] of players.entries()) expect(player.frames).toBeGreaterThan(frames[i]);
  });
  expect(await fleet.children()).toEqual(gateways);
});
