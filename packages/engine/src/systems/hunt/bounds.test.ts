// The bounds of a hunt's rules, which a small hunt never meets: how many keep a cache, share a strike, wait at a chest.
import { Mark } from "@doubloon/shared/hunt/marks";
import { FACINGS, Pose } from "@doubloon/shared/hunt/pose";
import { PROBE_TICKS, STRIKE_SHARE_TICKS, THREAD_HUNTERS } from "@doubloon/shared/hunt/rules";
import { TICK_HZ } from "@doubloon/shared/time";
import { Action } from "@doubloon/shared/wire/input";
import { expect, test } from "vitest";
import { CacheState } from "../../hunts/caches.ts";
import { nonceOf, ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";
import { MAX_HINTS } from "./clues.ts";
import { probe } from "./probe.ts";
import { tune, untune } from "./threads.ts";

const plain = { ...shortHunt, mimicOneIn: 0, waveTicks: [900, 800, 800] };

function running(players: number, hunt = plain): ScriptedHunt {
  const script = new ScriptedHunt({ seed: 1, players, hunt });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  return script;
}

function firstOpen({ state: { caches } }: ScriptedHunt, mimic = false): number {
  return [...caches.tier.keys()].find(
    (cache) => caches.open(cache) && caches.tier[cache] >= 0 && (caches.mimic[cache] === 1) === mimic,
  )!;
}

/** All players dig on a cache's tile, up to the tick in which their probes end. */
function digTogether(script: ScriptedHunt, cache: number): void {
  const { caches } = script.state;
  for (const mover of script.movers) script.put(mover, caches.tileX[cache], caches.tileY[cache]);
  script.stepWith((input) => {
    for (const mover of script.movers) input(mover, Action.dig);
  });
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
}

test("of thirty with three readings of a cache, twelve keep it at the start of a wave", () => {
  const script = running(30);
  const { hunts } = script.world;
  const { hunters } = hunts;
  const { caches } = script.state;
  const cache = firstOpen(script);
  const rows = script.movers.map((_, n) => script.row(n));
  for (const row of rows) {
    untune(script.world, script.state, row);
    hunters.cache[row] = cache;
    hunters.thread[row] = hunts.nextThread();
    caches.hunters[cache]++;
    caches.people[cache]++;
    for (let cell = 0; cell < 3; cell++) hunters.keepReading(row, cell, cell);
  }
  const threads = rows.map((row) => hunters.thread[row]);
  script.until(({ state }) => state.wave === 2);
  expect(rows.filter((row, n) => hunters.thread[row] === threads[n]).length).toBe(THREAD_HUNTERS);
});

test("of ten who strike at once, eight share the finder's part, and all may dig", () => {
  const script = running(10);
  const cache = firstOpen(script);
  digTogether(script, cache);
  const [{ finders, diggers }] = script.state.struck;
  expect([finders.length, new Set(finders).size, diggers.length]).toEqual([8, 8, 10]);
});

test("at most 64 wait at a chest; who finds no place stands up and leaves no hole", () => {
  const script = running(70);
  const cache = firstOpen(script);
  digTogether(script, cache);
  const { caches, struck } = script.state;
  expect(struck[0].diggers.length).toBe(64);
  const { pose } = script.world.movers;
  expect(script.movers.filter((mover) => pose[mover] === Pose.unearthing).length).toBe(64);
  expect(script.movers.filter((mover) => pose[mover] < FACINGS).length).toBe(6);
  const marks = [...script.world.loot.at].filter((kind) => kind !== 0);
  expect(marks.length).toBe(1 + countLoot(script));
  expect(caches.state[cache]).toBe(CacheState.struck);
});

/** Loot that lay about before anybody dug. */
function countLoot(script: ScriptedHunt): number {
  return [...script.world.loot.at].filter((kind) => kind > 0 && kind < 240).length;
}

test("a mimic that holds somebody is busy: a later probe finds neither it nor a hole", () => {
  const script = running(8, { ...plain, mimicOneIn: 2 });
  const { caches, struck } = script.state;
  const cache = firstOpen(script, true);
  const [first, second] = script.movers;
  const [tileX, tileY] = [caches.tileX[cache], caches.tileY[cache]];
  expect(probe(script.world, first, tileX, tileY)).toBe("mimic");
  for (let i = 0; i <= STRIKE_SHARE_TICKS; i++) script.step();
  expect(probe(script.world, second, tileX, tileY)).toBe("none");
  expect(struck[0].finders.length).toBe(1);
});

test("a miss leaves a hole, but not a bot's, and none while the hunt is paused", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8, hunt: plain, botsFrom: 7 });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  const { caches } = script.state;
  const isFree = (x: number): boolean => ![...caches.tileX].some((cacheX) => Math.abs(cacheX - x) <= 1);
  const tileX = Array.from({ length: 96 }, (_, x) => x).find(isFree)!;
  const [person, bot] = [script.movers[0], script.movers[7]];
  expect(probe(script.world, person, tileX, 40)).toBe("hole");
  expect(probe(script.world, bot, tileX, 40)).toBe("none");
  script.step([{ type: "pauseHunt", hunt: 1 }]);
  expect(probe(script.world, person, tileX, 40)).toBe("none");
});

test("a malformed nonce does not count, and does not keep its player out", () => {
  const script = running(6);
  const late = new ScriptedHunt({ seed: 2, players: 6, hunt: plain });
  expect(script.state.nonces.length).toBe(6);
  const [guest] = late.step([{ type: "enter", playerId: playerId(90), name: "Guest" }]);
  if (guest.type !== "entered") throw new Error("not entered");
  late.step([{ type: "joinHunt", mover: guest.mover, hunt: 1, nonce: "no nonce" }]);
  expect([late.state.nonces.length, late.state.hunters]).toEqual([6, 7]);
});

test("while hunters join one by one, everybody is told their number once a second", () => {
  const script = running(6);
  const guests = script.step(
    Array.from(
      { length: 15 },
      (_, n) => ({ type: "enter", playerId: playerId(50 + n), name: `Guest ${n}` }) as const,
    ),
  );
  while (script.world.tick % TICK_HZ !== 0) script.step();
  const before = script.facts.length;
  for (const guest of guests.filter((fact) => fact.type === "entered"))
    script.step([{ type: "joinHunt", mover: guest.mover, hunt: 1, nonce: nonceOf(1) }]);
  while (script.world.tick % TICK_HZ !== 0) script.step();
  expect(script.facts.slice(before).filter(({ type }) => type === "huntChanged").length).toBe(1);
  expect(script.state.hunters).toBe(21);
});

test("hints can be released until none is left", () => {
  const script = running(6);
  for (let i = 0; i < MAX_HINTS + 5; i++) script.step([{ type: "releaseHint", hunt: 1 }]);
  expect(script.state.releasedHints).toBe(MAX_HINTS);
});

test("a bot whose every cache has people goes where the fewest look, however few of them are people", () => {
  const script = new ScriptedHunt({ seed: 1, players: 8, hunt: plain, botsFrom: 7 });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  const { hunters } = script.world.hunts;
  const row = script.row(7);
  untune(script.world, script.state, row);
  const { caches } = script.state;
  const [one, other] = [...caches.tier.keys()].filter((cache) => caches.open(cache));
  [caches.people[one], caches.hunters[one]] = [2, 2];
  [caches.people[other], caches.hunters[other]] = [1, 5];
  expect(tune(script.world, script.state, row, [other, one])).toBe(true);
  expect(hunters.cache[row]).toBe(one);
});

test("a crown that is dug up leaves the mark of a great find, any other cache that of an opened one", () => {
  const script = running(8, { ...plain, waveTicks: [900] });
  const { caches } = script.state;
  for (const [cache, mark] of [
    [firstOpen(script), Mark.opened],
    [caches.tier.indexOf(-1), Mark.great],
  ] as const) {
    digTogether(script, cache);
    script.until(() => caches.state[cache] === CacheState.found);
    const tile = caches.tileY[cache] * script.world.grid.widthTiles + caches.tileX[cache];
    expect(script.world.loot.at[tile]).toBe(mark);
  }
});

test("of two caches within reach, a probe strikes the nearer one", () => {
  const script = running(8);
  const { caches } = script.state;
  const cache = firstOpen(script);
  const other = [...caches.tier.keys()].find((one) => one !== cache && caches.open(one))!;
  // Before the first probe, which makes the table of caches by tile.
  [caches.tileX[cache], caches.tileY[cache]] = [40, 40];
  [caches.tileX[other], caches.tileY[other]] = [39, 39];
  expect(probe(script.world, script.movers[0], 40, 40)).toBe("struck");
  expect([caches.state[cache], caches.state[other]]).toEqual([CacheState.struck, CacheState.hidden]);
});
