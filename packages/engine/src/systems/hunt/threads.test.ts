import {
  AWAY_TICKS,
  CHARGE_TICKS,
  MAX_CHARGES,
  READING_COOLDOWN_TICKS,
  RETUNE_TICKS,
  STAND_TICKS,
} from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { Action } from "@doubloon/shared/wire/input";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact, ReadingFact } from "../../facts.ts";
import { hunterState } from "../../hunts/hunterState.ts";
import { Away, NO_CACHE } from "../../hunts/hunters.ts";
import { nonceOf, ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";
import { addCharges, spendCharge } from "./takeReading.ts";

const long = { ...shortHunt, mimicOneIn: 0, waveTicks: [6000, 800, 800] };

/** A hunt in its first wave with everybody tuned, in which nobody acts by themselves. */
function running(players: number, hunt = long, botsFrom = players): ScriptedHunt {
  const script = new ScriptedHunt({ seed: 1, players, hunt, botsFrom });
  script.acting = false;
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  return script;
}

function read(script: ScriptedHunt, mover: MoverId): ReadingFact[] {
  const before = script.facts.length;
  script.stepWith((input) => input(mover, Action.read));
  for (let i = 0; i < STAND_TICKS; i++) script.step();
  return script.facts.slice(before).filter((fact) => fact.type === "reading");
}

test("hunters spread over the open caches: no two caches differ by more than one", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 3, max: 9 }), (players, minCaches) => {
      const script = running(players, { ...long, minCaches });
      const { caches } = script.state;
      const counts = [...caches.hunters].filter((_, cache) => caches.open(cache));
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(players);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test("a retune gives another cache, and is refused for a minute after that", () => {
  const script = running(12);
  const [mover] = script.movers;
  const { hunters } = script.world.hunts;
  const row = script.row(0);
  const [cache, thread] = [hunters.cache[row], hunters.thread[row]];
  script.step([{ type: "retune", mover }]);
  expect(hunters.cache[row]).not.toBe(cache);
  expect(hunters.thread[row]).not.toBe(thread);
  const other = hunters.cache[row];
  for (let i = 1; i < RETUNE_TICKS; i++) {
    const facts = i % 300 === 0 ? script.step([{ type: "retune", mover }]) : script.step();
    if (i % 300 === 0) expect(facts).toContainEqual({ type: "requestRefused", mover, why: "tooSoon" });
  }
  expect(hunters.cache[row]).toBe(other);
  script.step([{ type: "retune", mover }]);
  expect(hunters.cache[row]).not.toBe(other);
});

test("when a cache is found, its hunters get another one", () => {
  const script = running(30);
  const { caches } = script.state;
  const { hunters } = script.world.hunts;
  const row = script.row(0);
  const cache = hunters.cache[row];
  const [mover] = script.movers;
  script.put(mover, caches.tileX[cache], caches.tileY[cache]);
  script.stepWith((input) => input(mover, Action.dig));
  script.until(({ facts }) => facts.some((fact) => fact.type === "cacheFound"));
  script.step();
  expect(caches.hunters[cache]).toBe(0);
  for (let n = 0; n < 30; n++) {
    expect(hunters.cache[script.row(n)]).not.toBe(cache);
    expect(hunters.thread[script.row(n)]).toBeGreaterThan(0);
  }
});

test("at a new wave everybody is dealt anew but who has three readings of an open cache", () => {
  const script = running(24, { ...long, waveTicks: [900, 800, 800] });
  const { hunters } = script.world.hunts;
  const [mover] = script.movers;
  for (let i = 0; i < 3; i++) {
    expect(read(script, mover).length).toBe(1);
    for (let wait = 0; wait < READING_COOLDOWN_TICKS; wait++) script.step();
  }
  const threads = script.movers.map((_, n) => hunters.thread[script.row(n)]);
  script.until(({ state }) => state.wave === 2 && state.untuned.length === 0);
  const kept = script.movers.filter((_, n) => hunters.thread[script.row(n)] === threads[n]);
  expect(kept).toEqual([mover]);
  const { caches } = script.state;
  const fresh = [...caches.hunters].filter((_, cache) => caches.wave[cache] === 1);
  expect(Math.min(...fresh)).toBeGreaterThan(0);
});

test("a reading costs a charge, comes at most every four seconds, and charges come back one by one", () => {
  const script = running(6);
  const [mover] = script.movers;
  for (let left = MAX_CHARGES - 1; left >= MAX_CHARGES - 3; left--) {
    expect(read(script, mover).length).toBe(1);
    expect(hunterState(script.world, mover).charges).toBe(left);
    expect(read(script, mover).length).toBe(0);
    while (((hunterState(script.world, mover).readingFrom - script.world.tick) | 0) > 0) script.step();
  }
  const { nextCharge, charges } = hunterState(script.world, mover);
  expect(charges).toBe(MAX_CHARGES - 3);
  while (script.world.tick !== nextCharge) {
    expect(hunterState(script.world, mover).charges).toBe(charges);
    script.step();
  }
  expect(hunterState(script.world, mover).charges).toBe(charges + 1);
  for (let i = 0; i < 2 * CHARGE_TICKS; i++) script.step();
  expect(hunterState(script.world, mover).charges).toBe(MAX_CHARGES);
});

test("the next charge comes 20 s after the first one was spent, whatever is spent or found meanwhile", () => {
  const script = running(6);
  const row = script.row(0);
  const next = (): number => hunterState(script.world, script.movers[0]).nextCharge;
  // Full for a while: that time does not count.
  for (let i = 0; i < 150; i++) script.step();
  spendCharge(script.world, row);
  const due = script.world.tick + CHARGE_TICKS;
  expect(next()).toBe(due);
  for (let i = 0; i < 90; i++) script.step();
  spendCharge(script.world, row);
  expect(next()).toBe(due);
  for (let i = 0; i < 90; i++) script.step();
  addCharges(script.world, row, 1);
  expect(hunterState(script.world, script.movers[0]).charges).toBe(MAX_CHARGES - 1);
  expect(next()).toBe(due);
});

test("a detector without charges reads nothing", () => {
  const script = running(6);
  const [mover] = script.movers;
  const { hunters } = script.world.hunts;
  hunters.charges[script.row(0)] = 0;
  hunters.chargeTick[script.row(0)] = script.world.tick;
  expect(read(script, mover).length).toBe(0);
});

test("a thousand readings of a cell have one value, whoever reads and however often", () => {
  const script = running(40, { ...long, minCaches: 1, maxCaches: 1, crownValue: 0, waveTicks: [6000] });
  const bands = new Map<string, Set<number>>();
  for (const [n, mover] of script.movers.entries()) {
    script.put(mover, 8 + (n % 4), 12 + (n % 3));
    for (const { reading } of read(script, mover)) {
      const cell = `${reading.cellX},${reading.cellY}`;
      bands.set(cell, (bands.get(cell) ?? new Set()).add(reading.band));
      expect(cell).toBe("2,3");
    }
  }
  expect(bands.get("2,3")?.size).toBe(1);
});

test("a team has one thread: it is dealt together, retuned together and shares readings", () => {
  const script = running(12);
  const { hunters } = script.world.hunts;
  const [a, b, c] = script.movers;
  const threadOf = (n: number) => hunters.thread[script.row(n)];
  read(script, a);
  script.step([{ type: "createTeam", mover: a, code: "TEAM" }]);
  const joined = script.step([
    { type: "joinTeam", mover: b, code: "TEAM" },
    { type: "joinTeam", mover: c, code: "TEAM" },
  ]);
  expect([threadOf(1), threadOf(2)]).toEqual([threadOf(0), threadOf(0)]);
  // The chart so far comes along.
  expect(joined.filter(isReading).map(({ mover }) => mover)).toEqual([b, c]);
  for (let i = 0; i < READING_COOLDOWN_TICKS; i++) script.step();
  expect(new Set(read(script, b).map(({ mover }) => mover))).toEqual(new Set([a, b, c]));
  const before = threadOf(0);
  script.step([{ type: "retune", mover: c }]);
  expect(threadOf(0)).not.toBe(before);
  expect([threadOf(1), threadOf(2)]).toEqual([threadOf(0), threadOf(0)]);
  expect(script.step([{ type: "retune", mover: a }])).toContainEqual({
    type: "requestRefused",
    mover: a,
    why: "tooSoon",
  });
  const cache = hunters.cache[script.row(1)];
  script.step([{ type: "leaveTeam", mover: b }]);
  expect(hunters.cache[script.row(1)]).toBe(cache);
  expect(threadOf(1)).not.toBe(threadOf(0));
});

test("members who join one after another do not let a team retune more than once a minute", () => {
  const script = running(12);
  const { hunters } = script.world.hunts;
  const [a, b] = script.movers;
  script.step([{ type: "createTeam", mover: a, code: "TEAM" }]);
  script.step([{ type: "retune", mover: a }]);
  script.step([{ type: "joinTeam", mover: b, code: "TEAM" }]);
  const thread = hunters.thread[script.row(0)];
  expect(script.step([{ type: "retune", mover: b }])).toContainEqual({
    type: "requestRefused",
    mover: b,
    why: "tooSoon",
  });
  expect([0, 1].map((n) => hunters.thread[script.row(n)])).toEqual([thread, thread]);
});

test("hints that a mimic or a scrap gave a team are told to a new member, and go along with one who leaves", () => {
  const script = running(12, { ...long, clues: { ...long.clues, hintTicks: 0 } });
  const { hunters } = script.world.hunts;
  const [a, b] = script.movers;
  script.step([{ type: "createTeam", mover: a, code: "TEAM" }]);
  hunters.bonusHints[script.row(0)] = 2;
  const hintsIn = (facts: readonly Fact[]): Fact[] =>
    facts.filter((fact) => fact.type === "clue" && fact.kind === "hint" && fact.mover === b);
  const joined = hintsIn(script.step([{ type: "joinTeam", mover: b, code: "TEAM" }]));
  expect(joined).toMatchObject([{ thread: hunters.thread[script.row(0)], area: { width: 48, height: 48 } }]);
  const left = hintsIn(script.step([{ type: "leaveTeam", mover: b }]));
  expect(left).toMatchObject([{ thread: hunters.thread[script.row(1)], area: { width: 48, height: 48 } }]);
});

/** A running hunt with a team of the first three, made before it; nobody acts by themselves. */
function runningWithTeam(players: number): ScriptedHunt {
  const script = new ScriptedHunt({ seed: 1, players, hunt: { ...long, minCaches: 18 } });
  script.acting = false;
  const [a, b, c] = script.movers;
  script.step([
    { type: "createTeam", mover: a, code: "TEAM" },
    { type: "joinTeam", mover: b, code: "TEAM" },
    { type: "joinTeam", mover: c, code: "TEAM" },
  ]);
  script.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
  return script;
}

/** A hunter digs up the cache of the thread. Returns its value. */
function digUp(script: ScriptedHunt, n: number): number {
  const { caches, found } = script.state;
  const { length } = found;
  const cache = script.world.hunts.hunters.cache[script.row(n)];
  script.put(script.movers[n], caches.tileX[cache], caches.tileY[cache]);
  script.stepWith((input) => input(script.movers[n], Action.dig));
  script.until(() => found.length > length);
  return caches.value[cache];
}

test("a hunter who joins a team in the middle of a hunt is a guest: one thread and chart, but nobody's points are shared with them", () => {
  const script = runningWithTeam(12);
  const { hunts, teams } = script.world;
  const { hunters } = hunts;
  const pointsOf = (n: number): number => hunters.points[script.row(n)];
  const guest = script.movers[3];
  script.step([{ type: "joinTeam", mover: guest, code: "TEAM" }]);
  expect(hunters.thread[script.row(3)]).toBe(hunters.thread[script.row(0)]);
  const first = digUp(script, 0);
  expect([1, 2, 3].map(pointsOf)).toEqual([Math.floor(first / 3), Math.floor(first / 3), 0]);
  const second = digUp(script, 3);
  expect([pointsOf(3), pointsOf(1)]).toEqual([second, Math.floor(first / 3)]);
  expect(teams.find("TEAM")?.scores).toMatchObject([{ hunt: 1, points: first }]);
  // A founder in the middle of a hunt is a guest of the own team too.
  script.step([{ type: "createTeam", mover: script.movers[4], code: "LATE" }]);
  digUp(script, 4);
  expect(teams.find("LATE")?.scores).toEqual([]);
  script.step([{ type: "endHunt", hunt: 1 }]);
  script.until(({ state }) => state.phase === "podium");
  const teamOf = (n: number) =>
    script.state.results.find(({ account }) => account === script.world.accounts.find(playerId(n)))?.team;
  expect([0, 3, 4].map(teamOf)).toEqual(["P0 & P1 & P2 & P3", "", ""]);
  script.play();
  expect(hunters.guest.every((one) => one === 0)).toBe(true);
});

test("a player who is in a team before entering a hunt that runs shares its points", () => {
  const script = runningWithTeam(12);
  const late = script.step([{ type: "enter", playerId: playerId(90), name: "Late" }])[0];
  if (late.type !== "entered") throw new Error("not entered");
  script.step([{ type: "joinTeam", mover: late.mover, code: "TEAM" }]);
  script.step([{ type: "joinHunt", mover: late.mover, hunt: 1, nonce: nonceOf(90) }]);
  const value = digUp(script, 0);
  expect(script.world.hunts.hunters.points[script.row(90)]).toBe(Math.floor(value / 4));
});

test("a team shares its points equally, and a member who is away gets none", () => {
  const script = runningWithTeam(12);
  const { hunters } = script.world.hunts;
  script.step([{ type: "leave", mover: script.movers[2] }]);
  const value = digUp(script, 0);
  expect(hunters.points[script.row(1)]).toBe(Math.floor(value / 2));
  expect(hunters.points[script.row(0)]).toBe(value - Math.floor(value / 2));
  expect(hunters.points[script.row(2)]).toBe(0);
});

test("a hunter who is away keeps the thread for a minute, then drops out and keeps the points", () => {
  const script = running(12);
  const { hunters } = script.world.hunts;
  const [mover] = script.movers;
  const row = script.row(0);
  read(script, mover);
  hunters.points[row] = 40;
  const [cache, thread] = [hunters.cache[row], hunters.thread[row]];
  script.step([{ type: "leave", mover }]);
  for (let i = 0; i < AWAY_TICKS - 40; i++) script.step();
  const back = script.step([{ type: "enter", playerId: playerId(0), name: undefined }]);
  expect(hunters.thread[row]).toBe(thread);
  const entered = back.find((fact) => fact.type === "entered");
  if (entered?.type !== "entered") throw new Error("not entered");
  // State, clues and readings are told again.
  expect(back).toContainEqual({ type: "hunterChanged", mover: entered.mover });
  expect(back.filter(isReading).length).toBe(1);
  expect(back.filter((fact) => fact.type === "clue" && fact.kind === "piece").length).toBe(1);
  script.step([{ type: "leave", mover: entered.mover }]);
  for (let i = 0; i < AWAY_TICKS + 40; i++) script.step();
  expect(hunters.away[row]).toBe(Away.dropped);
  expect(hunters.cache[row]).toBe(NO_CACHE);
  const people = script.state.caches.people[cache];
  script.step([{ type: "enter", playerId: playerId(0), name: undefined }]);
  expect(hunters.thread[row]).not.toBe(0);
  expect(hunters.points[row]).toBe(40);
  expect(script.state.caches.people[cache]).toBeGreaterThanOrEqual(people);
});

test("joining again while in the hunt changes nothing", () => {
  const script = running(3);
  const [mover] = script.movers;
  const before = hunterState(script.world, mover);
  script.step([{ type: "joinHunt", mover, hunt: 1, nonce: nonceOf(0) }]);
  expect({ ...hunterState(script.world, mover), toolFrom: 0, toolUntil: 0, nextCharge: 0 }).toEqual({
    ...before,
    toolFrom: 0,
    toolUntil: 0,
    nextCharge: 0,
  });
});

test("bots are dealt caches that no person looks for, while there are some", () => {
  const script = running(12, { ...long, minCaches: 36 }, 6);
  const { caches } = script.state;
  const { hunters } = script.world.hunts;
  for (let n = 6; n < 12; n++) expect(caches.people[hunters.cache[script.row(n)]]).toBe(0);
});

test("bots spread over the caches too", () => {
  const script = running(30, long, 0);
  const { caches } = script.state;
  const counts = [...caches.hunters].filter((_, cache) => caches.open(cache));
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
});

function isReading(fact: Fact): fact is ReadingFact {
  return fact.type === "reading";
}
