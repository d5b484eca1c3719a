import { Mark } from "@doubloon/shared/hunt/marks";
import { FACINGS, Pose } from "@doubloon/shared/hunt/pose";
import {
  MAX_UNEARTHERS,
  MIMIC_HOLD_TICKS,
  PROBE_TICKS,
  STRIKE_SHARE_TICKS,
  UNEARTH_WORK_TICKS,
} from "@doubloon/shared/hunt/rules";
import type { MoverId } from "@doubloon/shared/ids";
import { Action } from "@doubloon/shared/wire/input";
import { expect, test } from "vitest";
import { MAX_GREAT_FINDS } from "../../boards/season.ts";
import type { CacheFoundFact, Fact } from "../../facts.ts";
import { CacheState } from "../../hunts/caches.ts";
import { hunterState } from "../../hunts/hunterState.ts";
import { FORGOTTEN } from "../../hunts/huntResults.ts";
import { ScriptedHunt, type ScriptOptions, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";
import { award } from "./awards.ts";
import { markPoints } from "./crownMarks.ts";
import { forgetHunter } from "./presence.ts";
import { probe } from "./probe.ts";

const plain = { ...shortHunt, mimicOneIn: 0, waveTicks: [4000, 800, 800] };

/** A hunt in its first wave, in which nobody acts by themselves. */
function running(options: Partial<ScriptOptions> = {}): ScriptedHunt {
  const script = new ScriptedHunt({ seed: 1, players: 8, hunt: plain, ...options });
  script.acting = false;
  script.until(({ state }) => state.phase === "running");
  script.step();
  return script;
}

/** An open cache, a plain one unless `mimic`. */
function openCache({ state: { caches } }: ScriptedHunt, mimic = false): number {
  for (let cache = 0; cache < caches.count; cache++) {
    if (caches.open(cache) && (caches.mimic[cache] === 1) === mimic && caches.tier[cache] >= 0) return cache;
  }
  throw new Error("no such cache is open");
}

/** Puts a mover beside a cache; `dx` and `dy` are tiles from it. */
function beside(script: ScriptedHunt, mover: MoverId, cache: number, dx = 0, dy = 0): [number, number] {
  const { caches } = script.state;
  const [tileX, tileY] = [caches.tileX[cache] + dx, caches.tileY[cache] + dy];
  script.put(mover, tileX, tileY);
  return [tileX, tileY];
}

/** One step in which these movers press dig. */
function dig(script: ScriptedHunt, ...movers: MoverId[]): readonly Fact[] {
  return script.stepWith((input) => {
    for (const mover of movers) input(mover, Action.dig);
  });
}

function foundIn(facts: readonly Fact[]): CacheFoundFact | undefined {
  return facts.find((fact) => fact.type === "cacheFound");
}

/** Steps until a cache is found, and returns the fact and the steps it took. */
function untilFound(script: ScriptedHunt, limit = 1000): { fact: CacheFoundFact; steps: number } {
  for (let steps = 1; steps <= limit; steps++) {
    const fact = foundIn(script.step());
    if (fact !== undefined) return { fact, steps };
  }
  throw new Error("nothing was found");
}

test.each([
  [-1, -1],
  [0, 0],
  [1, 1],
  [1, -1],
])("a probe %i, %i tiles away strikes, unearthing alone takes six seconds and gives everything", (dx, dy) => {
  const script = running();
  const cache = openCache(script);
  const [mover] = script.movers;
  beside(script, mover, cache, dx, dy);
  dig(script, mover);
  for (let i = 1; i < PROBE_TICKS; i++) expect(foundIn(script.step())).toBeUndefined();
  expect(script.state.caches.state[cache]).toBe(CacheState.hidden);
  script.step();
  expect(script.state.caches.state[cache]).toBe(CacheState.struck);
  expect(script.world.movers.pose[mover]).toBe(Pose.unearthing);
  const { fact, steps } = untilFound(script);
  // The strike's own tick is the first tick of work.
  expect(steps).toBe(UNEARTH_WORK_TICKS - 1);
  expect(fact.by).toEqual([{ playerId: playerId(0), points: script.state.caches.value[cache] }]);
  expect(script.world.movers.pose[mover]).toBeLessThan(FACINGS);
  const tile = script.state.caches.tileY[cache] * 96 + script.state.caches.tileX[cache];
  expect(script.world.loot.at[tile]).toBe(Mark.opened);
});

test.each([
  [2, 0],
  [0, -2],
  [2, 2],
])("a probe %i, %i tiles away leaves a hole", (dx, dy) => {
  const script = running();
  const [mover] = script.movers;
  const [tileX, tileY] = beside(script, mover, openCache(script), dx, dy);
  expect(probe(script.world, mover, tileX, tileY)).toBe("hole");
});

test.each([1, 2, 3, 4, 5, 8])("%i diggers work, at most four of them at once", (count) => {
  const script = running();
  const cache = openCache(script);
  const movers = script.movers.slice(0, count);
  for (const mover of movers) beside(script, mover, cache);
  dig(script, ...movers);
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
  const counting = Math.min(count, MAX_UNEARTHERS);
  const { fact, steps } = untilFound(script);
  expect(steps).toBe(Math.ceil(UNEARTH_WORK_TICKS / counting) - 1);
  const value = script.state.caches.value[cache];
  expect(fact.by.reduce((sum, { points }) => sum + points, 0)).toBe(value);
  // Everybody struck in the same tick, so all share the finder's part; four share the rest.
  expect(fact.by.length).toBe(count);
  const part = Math.floor(value * 0.4);
  const paid = fact.by.filter(({ points }) => points > Math.ceil(part / count));
  expect(paid.length).toBe(counting);
});

test("who of eight that strike at once gets one of the four places is drawn", () => {
  const places = new Array<number>(8).fill(0);
  for (let seed = 0; seed < 20; seed++) {
    const script = running({ seed });
    const cache = openCache(script);
    for (const mover of script.movers) beside(script, mover, cache);
    dig(script, ...script.movers);
    for (let i = 0; i < PROBE_TICKS; i++) script.step();
    for (const digger of script.state.struck[0].diggers.slice(0, MAX_UNEARTHERS)) {
      places[script.movers.indexOf(digger as MoverId)]++;
    }
  }
  expect(places.reduce((sum, count) => sum + count, 0)).toBe(20 * MAX_UNEARTHERS);
  // Ten are expected of each; without a draw some have twenty and some none.
  for (const count of places) expect(count >= 3 && count <= 17).toBe(true);
});

test("strikes within 300 ms share the finder's part; a later digger is paid for work only", () => {
  const script = running();
  const cache = openCache(script);
  const [first, second, third] = script.movers;
  for (const mover of [first, second, third]) beside(script, mover, cache);
  const { caches } = script.state;
  const [tileX, tileY] = [caches.tileX[cache], caches.tileY[cache]];
  const strike = (mover: MoverId) => {
    expect(probe(script.world, mover, tileX, tileY)).toBe("struck");
  };
  strike(first);
  for (let i = 0; i < STRIKE_SHARE_TICKS; i++) script.step();
  strike(second);
  script.step();
  strike(third);
  const [struck] = script.state.struck;
  const accounts = [0, 1].map((n) => script.world.accounts.find(playerId(n)));
  expect(new Set(struck.finders)).toEqual(new Set(accounts));
});

test("a digger who begins to dig beside a struck cache unearths at once", () => {
  const script = running();
  const cache = openCache(script);
  const [finder, helper] = script.movers;
  beside(script, finder, cache);
  dig(script, finder);
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
  beside(script, helper, cache, 1, 1);
  dig(script, helper);
  expect(script.world.movers.pose[helper]).toBe(Pose.unearthing);
  const { fact } = untilFound(script);
  expect(fact.by.map((one) => one.playerId)).toEqual([playerId(0), playerId(1)]);
  expect(fact.by[0].points).toBeGreaterThan(fact.by[1].points);
});

test("who stops digging stops earning, and the next in line takes the place", () => {
  const script = running();
  const cache = openCache(script);
  const movers = script.movers.slice(0, 5);
  for (const mover of movers) beside(script, mover, cache);
  dig(script, ...movers);
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
  const [waiting] = script.state.struck[0].diggers.slice(4);
  const [leaving] = script.state.struck[0].diggers;
  dig(script, leaving as MoverId);
  expect(script.state.struck[0].diggers).not.toContain(leaving);
  untilFound(script);
  const account = script.world.movers.account[waiting] - 1;
  const row = script.world.hunts.hunters.find(account) ?? -1;
  expect(script.world.hunts.hunters.points[row]).toBeGreaterThan(0);
});

test("the nth cache of a hunter is worth 100, 70, 50 and 35 percent", () => {
  const hunt = {
    ...plain,
    tiers: [{ name: "chest", value: 100, share: 1 }],
    crownValue: 0,
    waveTicks: [8000],
  };
  const script = running({ hunt });
  const [mover] = script.movers;
  const got: number[] = [];
  for (let n = 0; n < 5; n++) {
    beside(script, mover, openCache(script));
    dig(script, mover);
    got.push(untilFound(script).fact.by[0].points);
  }
  expect(got).toEqual([100, 70, 50, 35, 35]);
  expect(hunterState(script.world, mover)).toMatchObject({ points: 290, finds: 5, rank: 1 });
});

test("a mimic holds its finder for four seconds, gives no points, and then hints at the next cache", () => {
  const script = running({ hunt: { ...plain, mimicOneIn: 2, clues: { ...plain.clues, hintTicks: 0 } } });
  const cache = openCache(script, true);
  const [mover] = script.movers;
  beside(script, mover, cache);
  dig(script, mover);
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
  expect(script.world.movers.pose[mover]).toBe(Pose.held);
  const before = script.facts.length;
  const { fact, steps } = untilFound(script);
  expect(steps).toBe(MIMIC_HOLD_TICKS);
  expect(fact.by).toEqual([{ playerId: playerId(0), points: 0 }]);
  const hints = script.facts.slice(before).filter((one) => one.type === "clue" && one.kind === "hint");
  expect(hints.length).toBe(1);
  const [hint] = hints;
  if (hint.type !== "clue" || hint.kind !== "hint") throw new Error("no hint");
  expect(hint.mover).toBe(mover);
  const { caches } = script.state;
  const tile = caches.tileY[cache] * script.world.grid.widthTiles + caches.tileX[cache];
  expect(script.world.loot.at[tile]).toBe(Mark.mimic);
  const [x, y] = [caches.tileX[hint.cache] - hint.area.x, caches.tileY[hint.cache] - hint.area.y];
  expect(x >= 0 && y >= 0 && x < hint.area.width && y < hint.area.height).toBe(true);
  expect(hint.area.width * hint.area.height).toBe(48 * 48);
  expect(hunterState(script.world, mover)).toMatchObject({ points: 0, finds: 0 });
});

test("H5 a mimic holds its finder for four seconds, also one who opens a second connection or comes back", () => {
  const script = running({ hunt: { ...plain, mimicOneIn: 2 } });
  const { world, movers } = script;
  beside(script, movers[0], openCache(script, true));
  dig(script, movers[0]);
  for (let i = 0; i < PROBE_TICKS; i++) script.step();
  const { pose } = world.movers;
  script.step([{ type: "enter", playerId: playerId(0), name: undefined }]);
  expect(pose[movers[0]]).toBe(Pose.held);
  script.step([{ type: "leave", mover: movers[0] }]);
  const [entered] = script
    .step([{ type: "enter", playerId: playerId(0), name: undefined }])
    .filter((fact) => fact.type === "entered");
  for (let i = 4; i < MIMIC_HOLD_TICKS; i++) {
    expect(pose[entered.mover]).toBe(Pose.held);
    script.step();
  }
  script.step();
  expect(pose[entered.mover]).toBeLessThan(FACINGS);
});

test("a mimic found beside one's own search leaves that search alone, and hints at its cache", () => {
  const script = running({ hunt: { ...plain, mimicOneIn: 2, clues: { ...plain.clues, hintTicks: 0 } } });
  const { hunters } = script.world.hunts;
  const { caches } = script.state;
  const mimic = openCache(script, true);
  const n = script.movers.findIndex((_, player) => hunters.cache[script.row(player)] !== mimic);
  const [row, mover] = [script.row(n), script.movers[n]];
  const [cache, thread] = [hunters.cache[row], hunters.thread[row]];
  hunters.bonusHints[row] = 1;
  probe(script.world, mover, caches.tileX[mimic], caches.tileY[mimic]);
  untilFound(script);
  expect([hunters.cache[row], hunters.thread[row], hunters.bonusHints[row]]).toEqual([cache, thread, 3]);
});

test("who is not in the hunt strikes nothing and leaves no hole", () => {
  const script = running();
  const cache = openCache(script);
  const [entered] = script.step([{ type: "enter", playerId: playerId(50), name: "Guest" }]);
  if (entered.type !== "entered") throw new Error("not entered");
  const [tileX, tileY] = beside(script, entered.mover, cache);
  expect(probe(script.world, entered.mover, tileX, tileY)).toBe("none");
  expect(script.state.caches.state[cache]).toBe(CacheState.hidden);
});

test("where zones of two hunts overlap, a hunter's own hunt counts", () => {
  const script = running();
  const cache = openCache(script);
  const secret = new Uint8Array(32).fill(9);
  const { movers, world } = script;
  const other = { ...plain, number: 2, announceTicks: 1, countdownTicks: 1 };
  script.step([{ type: "announceHunt", hunt: other, secret, announcement: "cd".repeat(32) }]);
  script.until(() => world.hunts.find(2)?.phase === "running");
  world.hunts.list.reverse();
  const [tileX, tileY] = beside(script, movers[0], cache);
  expect(probe(world, movers[0], tileX, tileY)).toBe("struck");
});

test("a hunter who comes for the last wave can win it", () => {
  const hunt = { ...plain, waveTicks: [500, 500, 2000] };
  const script = new ScriptedHunt({ seed: 3, players: 12, hunt });
  script.until(({ state }) => state.wave === 3);
  script.acting = false;
  for (let i = 0; i < 200; i++) script.step();
  const late = script.step([{ type: "enter", playerId: playerId(90), name: "Late" }]);
  const entered = late.find((fact) => fact.type === "entered");
  if (entered?.type !== "entered") throw new Error("not entered");
  script.movers.push(entered.mover);
  script.step([{ type: "joinHunt", mover: entered.mover, hunt: 1, nonce: "" }]);
  const { caches } = script.state;
  for (let cache = 0; cache < caches.count; cache++) {
    if (!caches.open(cache) || caches.wave[cache] !== 2) continue;
    beside(script, entered.mover, cache);
    dig(script, entered.mover);
    untilFound(script);
  }
  script.until(({ state }) => state.phase === "podium");
  expect(script.state.results[0].account).toBe(script.world.accounts.find(playerId(90)));
});

test("H13 a bot strikes only what no person looks for", () => {
  const script = running({ players: 12, botsFrom: 11, hunt: { ...plain, minCaches: 45 } });
  const { caches } = script.state;
  const bot = script.movers[11];
  const outcomes = new Set<string>();
  for (let cache = 0; cache < caches.count; cache++) {
    if (!caches.open(cache)) continue;
    const outcome = probe(script.world, bot, caches.tileX[cache], caches.tileY[cache]);
    expect(outcome).toBe(caches.people[cache] > 0 ? "none" : "struck");
    outcomes.add(outcome);
  }
  expect(outcomes.size).toBe(2);
});

test("a struck cache that nobody unearths before the end still pays the finder's part", () => {
  const script = running({ hunt: { ...plain, waveTicks: [400], crownValue: 0 } });
  const cache = openCache(script);
  const [mover] = script.movers;
  const { tileX, tileY, value } = script.state.caches;
  beside(script, mover, cache);
  expect(probe(script.world, mover, tileX[cache], tileY[cache])).toBe("struck");
  script.until(({ state }) => state.phase === "podium");
  const fact = foundIn(script.facts);
  expect(fact?.by).toEqual([{ playerId: playerId(0), points: Math.floor(value[cache] * 0.4) }]);
});

test("marks on a crown that was not found are paid by distance, the last mark of each hunter", () => {
  const script = running({ hunt: { ...plain, waveTicks: [600] } });
  const { caches } = script.state;
  const crown = caches.tier.indexOf(-1);
  const [tileX, tileY] = [caches.tileX[crown], caches.tileY[crown]];
  const [a, b, c] = script.movers;
  const early = script.step([{ type: "mark", mover: a, tileX, tileY }]);
  expect(early).toContainEqual({ type: "requestRefused", mover: a, why: "notNow" });
  script.until(({ state }) => state.clock >= 200);
  const outside = script.step([
    { type: "mark", mover: a, tileX: 0, tileY: 0 },
    { type: "mark", mover: b, tileX: Math.max(0, tileX - 8), tileY },
    { type: "mark", mover: c, tileX: -1, tileY },
  ]);
  const refused = outside.filter((fact) => fact.type === "requestRefused");
  expect(refused).toEqual([{ type: "requestRefused", mover: c, why: "notNow" }]);
  script.step([{ type: "mark", mover: a, tileX, tileY }]);
  script.until(({ state }) => state.phase === "podium");
  const points = script.facts.filter((fact) => fact.type === "points");
  expect(points.map((fact) => [fact.playerId, fact.points])).toEqual([
    [playerId(0), 60],
    [playerId(1), markPoints(Math.min(8, tileX), 0)],
  ]);
});

test("nobody can mark a crown that is struck or found", () => {
  const script = running({ hunt: { ...plain, waveTicks: [600] } });
  const { caches } = script.state;
  const crown = caches.tier.indexOf(-1);
  script.until(({ state }) => state.clock >= 200);
  for (const state of [CacheState.struck, CacheState.found]) {
    caches.state[crown] = state;
    const [mover] = script.movers;
    const facts = script.step([{ type: "mark", mover, tileX: 1, tileY: 1 }]);
    expect(facts).toContainEqual({ type: "requestRefused", mover, why: "notNow" });
  }
});

test("the leader is a person: a bot with more points does not wear the crown", () => {
  const script = running({ botsFrom: 7 });
  award(script.world, script.state, script.row(7), 500);
  expect(script.state.leader).toBe(0);
  award(script.world, script.state, script.row(2), 50);
  award(script.world, script.state, script.row(3), 50);
  expect(script.state.leader).toBe(script.world.accounts.find(playerId(2))! + 1);
  award(script.world, script.state, script.row(3), 1);
  expect(script.state.leader).toBe(script.world.accounts.find(playerId(3))! + 1);
});

test("a hunter whose account a bot takes is none of the hunt's people, and the best of these leads", () => {
  const script = running();
  const { world, state } = script;
  award(world, state, script.row(0), 50);
  award(world, state, script.row(2), 30);
  award(world, state, script.row(1), 40);
  const people = [...state.caches.people].reduce((sum, count) => sum + count, 0);
  script.step([{ type: "enter", playerId: playerId(0), name: undefined, bot: true }]);
  expect(state.leader).toBe(world.accounts.find(playerId(1))! + 1);
  expect(state.people).toBe(7);
  expect([...state.caches.people].reduce((sum, count) => sum + count, 0)).toBe(people - 1);
});

test("the place of a crown that a bot dug up keeps no name, and the oldest place gives way to a new one", () => {
  const script = running({ botsFrom: 7, hunt: { ...plain, waveTicks: [4000] } });
  const { world, state } = script;
  const crown = state.caches.tier.indexOf(-1);
  const strike = (n: number): void => {
    state.caches.people[crown] = 0;
    beside(script, script.movers[n], crown);
    dig(script, script.movers[n]);
    untilFound(script);
  };
  strike(7);
  expect(world.season.greatFinds).toEqual([]);
  const tile = state.caches.tileY[crown] * 96 + state.caches.tileX[crown];
  expect(world.loot.at[tile]).toBe(Mark.opened);
  for (let find = 0; find < MAX_GREAT_FINDS; find++)
    world.season.keepGreatFind({ hunt: 1, tile: find === 0 ? 5 : 6, name: "P1" });
  // A hole has taken the oldest place since.
  world.loot.mark(5, Mark.hole, world.tick);
  state.caches.state[crown] = CacheState.hidden;
  strike(0);
  expect([world.loot.at[5], world.loot.at[tile]]).toEqual([Mark.hole, Mark.great]);
  expect(world.season.greatFinds.length).toBe(MAX_GREAT_FINDS);
});

test("a player who is forgotten leaves no account behind: not as leader, among results, finders or diggers", () => {
  const script = running();
  const cache = openCache(script);
  const [mover] = script.movers;
  const account = script.world.accounts.find(playerId(0))!;
  beside(script, mover, cache);
  award(script.world, script.state, script.row(0), 50);
  dig(script, mover);
  for (let i = 0; i < PROBE_TICKS + 2; i++) script.step();
  const [struck] = script.state.struck;
  expect([struck.finders, struck.workers, script.state.leader]).toEqual([[account], [account], account + 1]);
  forgetHunter(script.world, account);
  expect([struck.finders, struck.workers, script.state.leader]).toEqual([[FORGOTTEN], [FORGOTTEN], 0]);
  expect(script.world.hunts.hunters.find(account)).toBeUndefined();
});

test("marks are worth less with each tile, half with eight, and nothing far away", () => {
  expect([0, 1, 8, 16, 24, 55, 56].map((distance) => markPoints(distance, 0))).toEqual([
    60, 55, 30, 15, 8, 1, 0,
  ]);
  for (let distance = 1; distance < 60; distance++) {
    expect(markPoints(0, distance)).toBeLessThanOrEqual(markPoints(0, distance - 1));
    expect(markPoints(distance, 0)).toBe(Math.round(60 * 2 ** (-distance / 8)));
  }
  expect(markPoints(3, 4)).toBe(markPoints(0, 5));
});
