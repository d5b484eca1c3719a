// A hunt in its middle when the machine that runs the world is killed: another machine goes on with it, and no hunter loses the
// connection, what was told, or the clock.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import type { AdminCache } from "@doubloon/shared/protocol/adminHunts";
import { isAfter } from "@doubloon/shared/time";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { freePort } from "../lib/testing/freePort.ts";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { type ClusterKeyFile, makeClusterKeyFile } from "./testing/clusterKeyFile.ts";
import { type Hunter, openHunter, qa } from "./testing/hunter.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 25 });

const HUNT = {
  definition: "governors-silver",
  announceSeconds: 60,
  countdownSeconds: 5,
  waveSeconds: [600, 600],
  podiumSeconds: 20,
  minCaches: 6,
  mimicOneIn: 0,
};

let redis: RedisServer;
let key: ClusterKeyFile;
let folder: string;
let servers: ServerProcess[] = [];
let hunters: Hunter[] = [];
beforeEach(async () => {
  redis = await startRedisServer();
  key = await makeClusterKeyFile();
  folder = await mkdtemp(join(tmpdir(), "doubloon-taken-over-"));
});
afterEach(async () => {
  for (const hunter of hunters) hunter.close();
  await Promise.all(servers.map((server) => server.kill()));
  await redis.stop();
  await key.remove();
  await rm(folder, { recursive: true, force: true });
  hunters = [];
  servers = [];
});

async function start(...flags: string[]): Promise<ServerProcess> {
  const server = await startServerProcess("--hunts", "off", ...flags);
  servers.push(server);
  return server;
}

const machine = (role: string, data: string, ...flags: string[]): Promise<ServerProcess> =>
  start(
    "--redis",
    redis.url,
    "--role",
    role,
    "--cluster-key",
    key.path,
    "--data",
    join(folder, data),
    ...flags,
  );

const stateOf = async ({ url }: ServerProcess): Promise<unknown> =>
  Object(await (await fetch(`${url}healthz`)).json()).status;

/** Lets the first hunter dig up a cache of the first wave, and returns its index. */
async function digUp(url: string, number: number): Promise<number> {
  const [digger] = hunters;
  const path = `players/${encodeURIComponent(digger.name)}`;
  const { caches } = await qa<{ caches: readonly AdminCache[] }>(url, `hunts/${number}/caches`);
  const cache = caches.find(({ state, wave }) => state === "hidden" && wave === 0);
  if (cache === undefined) throw new Error("no cache is hidden");
  await qa(url, path, { tileX: cache.tileX, tileY: cache.tileY });
  await until(async () => expect((await qa<{ tileX: number }>(url, path)).tileX).toBe(cache.tileX));
  digger.send({ kind: "dig" });
  await until(() => expect(digger.heard.finds.map((find) => find.cache)).toContain(cache.index));
  return cache.index;
}

it("a hunt goes on at another machine after its world was killed, for hunters who never lose the connection", async () => {
  // The hunt is made and half played on one machine with --qa, whose data folder the first world machine then has.
  const port = String(await freePort());
  const one = await start("--qa", "--data", join(folder, "one"), "--port", port);
  hunters = ["Ann", "Bea", "Cleo"].map((name) => openHunter(one.url, name));
  await until(() => {
    for (const { heard } of hunters) expect(heard.welcomes.length).toBe(1);
  });
  const { number } = await qa<{ number: number }>(one.url, "hunts", HUNT);
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  await qa(one.url, "clock", { speed: 20 });
  await until(() => {
    for (const { heard } of hunters) expect(heard.clues.length).toBeGreaterThan(0);
  });
  await qa(one.url, "clock", { speed: 1 });
  const cache = await digUp(one.url, number);
  await until(() => expect(hunters[0].heard.won).toBeGreaterThanOrEqual(100));
  const log = (await (await fetch(`${one.url}fair/log.json`)).json()) as { entries: unknown[] };
  await one.stop();
  // The gateway has the keys of the hunters' tokens from there.
  await cp(join(folder, "one"), join(folder, "gateway"), { recursive: true });

  const first = await machine("world", "one");
  await until(() => expect(first.log()).toContain("this machine runs the world"));
  const [second, gateway] = await Promise.all([
    machine("world", "two"),
    machine("gateway", "gateway", "--port", port),
  ]);
  await until(() => {
    for (const { heard } of hunters) {
      expect(heard.welcomes.length).toBeGreaterThan(1);
      expect(heard.hunter?.hunt).toBe(number);
    }
  });
  const { score } = hunters[0].heard.welcomes[1].standing;
  expect(score).toBeGreaterThanOrEqual(hunters[0].heard.won);
  await until(() => expect(second.log()).toContain("the standby is warm"));
  // On a busy machine a lease may have passed on by itself.
  const leader = await until(async () => {
    const states = await Promise.all([first, second].map(stateOf));
    expect(states.toSorted()).toEqual(["ok", "standby"]);
    return states[0] === "ok" ? first : second;
  });
  const before = hunters.map(({ heard }) => ({
    disconnects: heard.disconnects,
    clues: heard.clues.length,
    welcomes: heard.welcomes.length,
    ...heard.welcomes[heard.welcomes.length - 1],
  }));
  for (const { heard } of hunters) [heard.hunter, heard.hunts] = [undefined, undefined];

  await leader.kill();
  await until(() => {
    for (const [i, { heard }] of hunters.entries()) {
      expect(heard.welcomes.length).toBeGreaterThan(before[i].welcomes);
      // Thread, points and clues are told again.
      expect(heard.hunter?.hunt).toBe(number);
      expect(heard.clues.length).toBeGreaterThan(before[i].clues);
    }
  });
  for (const [i, { heard, connected }] of hunters.entries()) {
    expect([connected, heard.disconnects]).toEqual([true, before[i].disconnects]);
    const { playerId, tick, standing } = heard.welcomes[before[i].welcomes];
    expect(playerId).toBe(before[i].playerId);
    expect(standing.score).toBeGreaterThanOrEqual(before[i].standing.score);
    expect(isAfter(tick, before[i].tick)).toBe(true);
  }
  expect(hunters[0].heard.hunter?.points).toBeGreaterThanOrEqual(100);
  await until(() =>
    expect(hunters[0].heard.hunts?.hunts.find(({ hunt }) => hunt === number)?.phase).toBe("running"),
  );
  await until(async () => {
    const after = (await (await fetch(`${gateway.url}fair/log.json`)).json()) as { entries: unknown[] };
    expect(after.entries.slice(0, log.entries.length)).toEqual(log.entries);
    expect(verifyLog(after)).toMatchObject({ ok: true });
  });
  expect(hunters[0].heard.finds.map((find) => find.cache)).toContain(cache);
  // They can act: a reading is taken by the world that goes on.
  hunters[1].send({ kind: "read" });
  await until(() => expect(hunters[1].heard.readings.length).toBeGreaterThan(0));
});
