// Whole hunts with real servers and sockets under --qa: told, dug up, published and checked; and after a kill of the world or
// of a gateway in the middle they go on.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import type { AdminCache, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { TICK_HZ } from "@doubloon/shared/time";
import { afterEach, expect, it, vi } from "vitest";
import type { HuntPage } from "../http/huntRoutes.ts";
import { freePort } from "../lib/testing/freePort.ts";
import { type Hunter, openHunter, qa } from "./testing/hunter.ts";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });
const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 60_000, interval: 25 });

let server: ServerProcess | undefined;
let hunters: Hunter[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const hunter of hunters) hunter.close();
  hunters = [];
  await server?.stop();
  server = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const HUNT = {
  definition: "governors-silver",
  announceSeconds: 60,
  countdownSeconds: 5,
  waveSeconds: [300, 300],
  podiumSeconds: 20,
  minCaches: 6,
  mimicOneIn: 0,
};

/** Enough for the kernel to give some to each of two gateways. */
const MAX_HUNTERS = 64;
/** Speeds of the world's clock: to the end of a hunt, and for digging, which the hunt outlasts by far. */
const FAST = 200;
const DIGGING = 5;
const UNTIL_RUNNING_TICKS = (HUNT.announceSeconds + HUNT.countdownSeconds) * TICK_HZ;

async function start(data: string, ...flags: string[]): Promise<ServerProcess> {
  server = await startServerProcess("--qa", "--hunts", "off", "--data", data, ...flags);
  return server;
}

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-hunts-"));
  folders.push(folder);
  return folder;
}

/** Opens more hunters. */
async function open(url: string, count: number): Promise<void> {
  for (let i = 0; i < count; i++) hunters.push(openHunter(url, `Hunter ${hunters.length}`));
  await until(() => {
    for (const { heard } of hunters) expect(heard.welcomes.length).toBeGreaterThan(0);
  });
}

/** Opens hunters until each of two gateways has some: the kernel decides who is where. */
async function openAtBoth({ url, opsUrl }: ServerProcess): Promise<void> {
  for (let empty = true; empty; ) {
    expect(hunters.length).toBeLessThan(MAX_HUNTERS);
    await open(url, 8);
    empty = await until(async () => {
      const metrics = await (await fetch(`${opsUrl}metrics`)).text();
      const rows = [...metrics.matchAll(/^doubloon_gateway_players\{gateway="[\w-]+"\} (\d+)$/gm)];
      const counts = rows.map(([, count]) => Number(count));
      expect(counts).toHaveLength(2);
      expect(counts[0] + counts[1]).toBe(hunters.length);
      return counts.includes(0);
    });
  }
}

const page = async (): Promise<HuntPage["hunts"]> =>
  ((await (await fetch(`${server!.url}hunts.json`)).json()) as HuntPage).hunts;
const phaseOf = async (number: number): Promise<string | undefined> =>
  (await page()).find((hunt) => hunt.number === number)?.phase;
const places = async (number: number): Promise<readonly AdminCache[]> =>
  (await qa<{ caches: readonly AdminCache[] }>(server!.url, `hunts/${number}/caches`)).caches;
const log = async (): Promise<unknown> => (await fetch(`${server!.url}fair/log.json`)).json();

/** Steps to the start of a hunt that was just announced: by ticks, so that a slow test does not miss a part of the hunt. */
async function begin(number: number): Promise<void> {
  await qa(server!.url, "clock", { speed: DIGGING, stepTicks: UNTIL_RUNNING_TICKS });
  await until(async () => expect(await phaseOf(number)).toBe("running"));
}

/** Sets hunters down on a hidden cache and lets them dig until it is told as found. */
async function digUp(number: number, diggers: readonly Hunter[]): Promise<number> {
  const cache = await until(async () => {
    const hidden = (await places(number)).find(({ state, wave }) => state === "hidden" && wave === 0);
    expect(hidden).toBeDefined();
    return hidden!;
  });
  await until(async () => {
    for (const { name } of diggers)
      await qa(server!.url, `players/${encodeURIComponent(name)}`, {
        tileX: cache.tileX,
        tileY: cache.tileY,
      });
  });
  await until(async () => {
    for (const { name } of diggers) {
      const where = await qa<{ tileX: number }>(server!.url, `players/${encodeURIComponent(name)}`);
      expect(where.tileX).toBe(cache.tileX);
    }
  });
  for (const digger of diggers) digger.send({ kind: "dig" });
  await until(() => {
    expect(hunters[0].heard.finds.map((find) => find.cache)).toContain(cache.index);
  });
  return cache.index;
}

it.each([[[]], [["--gateways", "2"]]])("a whole hunt with flags %o", async (flags) => {
  const { url, opsUrl } = await start(await dataFolder(), ...flags);
  await open(url, 6);
  const { number } = await qa<{ number: number }>(url, "hunts", HUNT);
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  await begin(number);
  await until(() => {
    for (const { heard } of hunters) expect(heard.clues.map(({ kind }) => kind)).toContain("piece");
  });
  const cache = await digUp(number, hunters.slice(0, 2));
  await until(() => expect(hunters[0].heard.won + hunters[1].heard.won).toBeGreaterThanOrEqual(100));
  hunters[2].send({ kind: "read" });
  await until(() => expect(hunters[2].heard.readings.length).toBeGreaterThan(0));
  expect(hunters[3].heard.readings).toEqual([]);
  await qa(url, "clock", { speed: FAST });
  await until(() => {
    for (const { heard } of hunters) expect(heard.podiums).toHaveLength(1);
  });
  expect(hunters[0].heard.podiums[0].caches).toHaveLength(6);
  await until(async () => expect(await phaseOf(number)).toBe("archived"));
  const results = (await (await fetch(`${url}hunts/${number}.json`)).json()) as HuntResults;
  expect(results.caches.find(({ index }) => index === cache)).toMatchObject({ state: "found" });
  await until(async () => {
    const verdict = verifyLog(await log());
    expect(verdict).toMatchObject({ ok: true });
    if (verdict.ok) expect(verdict.hunts[number - 1].closed?.type).toBe("revealed");
  });
  const metrics = await (await fetch(`${opsUrl}metrics`)).text();
  expect(metrics).toMatch(/^doubloon_finds_total [1-9]/m);
  expect(metrics).toMatch(/^doubloon_clue_bytes_total [1-9]/m);
});

it("a hunt goes on after its server was killed, with its clock, its finds, its clues and its log", async () => {
  const data = await dataFolder();
  const port = String(await freePort());
  const first = await start(data, "--port", port);
  await open(first.url, 4);
  const { number } = await qa<{ number: number }>(first.url, "hunts", HUNT);
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  await begin(number);
  const cache = await digUp(number, [hunters[0]]);
  await until(() => expect(hunters[0].heard.won).toBeGreaterThanOrEqual(100));
  const won = hunters[0].heard.won;
  await until(() => expect(hunters[1].heard.clues.length).toBeGreaterThan(0));
  const before = (await log()) as { entries: unknown[] };
  const clues = hunters[1].heard.clues.length;
  await first.kill();
  await start(data, "--port", port);
  await until(() => {
    for (const { heard, connected } of hunters) {
      expect(connected).toBe(true);
      expect(heard.welcomes.length).toBeGreaterThan(1);
    }
  });
  expect(hunters[0].heard.welcomes.at(-1)?.standing.score).toBeGreaterThanOrEqual(won);
  await until(async () => expect(await phaseOf(number)).toBe("running"));
  expect((await places(number)).find(({ index }) => index === cache)?.state).toBe("found");
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  expect(hunters[0].heard.hunter?.points).toBeGreaterThanOrEqual(100);
  await until(() => expect(hunters[1].heard.clues.length).toBeGreaterThan(clues));
  await qa(server!.url, "clock", { speed: FAST });
  await until(async () => expect(await phaseOf(number)).toBe("archived"));
  const after = (await log()) as { entries: unknown[] };
  expect(after.entries.slice(0, before.entries.length)).toEqual(before.entries);
  expect(verifyLog(after)).toMatchObject({ ok: true });
});

it("a hunt goes on after one of its gateways was killed, and its players are hunters again", async () => {
  const { url } = await start(await dataFolder(), "--gateways", "2");
  await openAtBoth(server!);
  const { number } = await qa<{ number: number }>(url, "hunts", HUNT);
  await until(() => {
    for (const { heard } of hunters) expect(heard.hunter?.hunt).toBe(number);
  });
  await begin(number);
  await digUp(number, [hunters[0]]);
  await until(() => expect(hunters[0].heard.hunter?.points).toBeGreaterThanOrEqual(100));
  // Who is away is dropped after a minute of the world's time.
  await qa(url, "clock", { speed: 1 });
  const [victim] = await server!.children();
  process.kill(victim, "SIGKILL");
  await until(async () => expect(await server!.children()).not.toContain(victim));
  await until(() => {
    expect(hunters.some(({ heard }) => heard.disconnects > 0)).toBe(true);
    for (const { heard, connected } of hunters) {
      expect(connected).toBe(true);
      expect(heard.welcomes).toHaveLength(1 + heard.disconnects);
      expect(heard.hunter?.hunt).toBe(number);
    }
  });
  await until(async () =>
    expect(verifyLog(await log())).toMatchObject({ ok: true, hunts: [{ found: [{}] }] }),
  );
  expect(hunters[0].heard.hunter?.points).toBeGreaterThanOrEqual(100);
  await qa(url, "clock", { speed: DIGGING });
  await digUp(number, [hunters[1]]);
});
