// Whole hunts by scripted hunters, with teams, bots, latecomers, leavers and pauses: the same twice, and never against a rule.
import { LATER_FINDS_PERCENT, MAX_UNEARTHERS } from "@doubloon/shared/hunt/rules";
import { expect, test } from "vitest";
import { CacheState } from "../../hunts/caches.ts";
import { Away, NO_CACHE } from "../../hunts/hunters.ts";
import { disturbedHunt } from "../../testing/disturbedHunt.ts";
import { hashHunts } from "../../testing/hashHunts.ts";
import { hashWorld } from "../../testing/hashWorld.ts";
import { ScriptedHunt, shortHunt } from "../../testing/scriptedHunt.ts";
import { playerId } from "../../testing/testWorld.ts";

const seeds = Array.from({ length: 20 }, (_, seed) => seed);
/** What the hunt of each seed that was played to its end had in it. */
const seen = new Map<number, ReadonlySet<string>>();

test.each(seeds)("seed %i gives the same hunt twice", (seed) => {
  const hashes = [0, 1].map(() => {
    const script = disturbedHunt(seed);
    const run: number[] = [];
    while (!script.archived) {
      script.step();
      if (script.steps % 8 === 0) run.push(hashHunts(script.world));
      if (script.steps % 100 === 0) run.push(hashWorld(script.world));
    }
    return run;
  });
  expect(hashes[0]).toEqual(hashes[1]);
  expect(new Set(hashes[0]).size).toBeGreaterThan(150);
});

test.each(seeds)("seed %i breaks no rule", (seed) => {
  const script = disturbedHunt(seed);
  const { world } = script;
  let before = workOf(script);
  let overworked = 0;
  let caches = script.state.caches;
  while (!script.archived) {
    script.step();
    if (script.archived) break;
    caches = script.state.caches;
    const after = workOf(script);
    for (const [cache, work] of after) {
      const gained = work.map((ticks, i) => ticks - (before.get(cache)?.[i] ?? 0));
      const working = gained.filter((ticks) => ticks === 1).length;
      if (gained.some((ticks) => ticks !== 0 && ticks !== 1) || working > MAX_UNEARTHERS) overworked++;
    }
    before = after;
    if (script.steps % 10 === 0) checkThreads(script);
    if (script.state.phase === "running") checkLeader(script);
  }
  expect(overworked).toBe(0);
  // Every cache is found at most once, and nobody gets more than there is.
  const finds = script.facts.filter((fact) => fact.type === "cacheFound");
  expect(new Set(finds.map(({ cache }) => cache)).size).toBe(finds.length);
  const won = new Map<string, number>();
  for (const { cache, by } of finds) {
    const sum = by.reduce((points, one) => points + one.points, 0);
    const value = caches.mimic[cache] === 1 ? 0 : caches.value[cache];
    expect(sum).toBeLessThanOrEqual(value);
    if (caches.state[cache] === CacheState.found && value > 0) {
      const least = LATER_FINDS_PERCENT[LATER_FINDS_PERCENT.length - 1];
      expect(sum).toBeGreaterThanOrEqual(Math.floor((value * 40 * least) / 10_000) - by.length);
    }
    for (const { playerId: id, points } of by) won.set(id, (won.get(id) ?? 0) + points);
  }
  for (const fact of script.facts) {
    if (fact.type === "points" || fact.type === "picked") {
      won.set(
        fact.playerId,
        (won.get(fact.playerId) ?? 0) + (fact.type === "points" ? fact.points : fact.value),
      );
    }
  }
  for (let n = 0; n < script.movers.length; n++) {
    const account = world.accounts.find(playerId(n));
    if (account !== undefined) expect(world.accounts.score[account]).toBe(won.get(playerId(n)) ?? 0);
  }
  expect(finds.length).toBeGreaterThan(0);
  seen.set(seed, happenedIn(script));
});

test("the hunts of all seeds together have in them what a hunt can have", () => {
  for (const seed of seeds) {
    if (seen.has(seed)) continue;
    const script = disturbedHunt(seed);
    script.play();
    seen.set(seed, happenedIn(script));
  }
  const all = new Set([...seen.values()].flatMap((happened) => [...happened]));
  expect(EXPECTED.filter((what) => !all.has(what))).toEqual([]);
});

const EXPECTED = [
  "left",
  "a player comes back",
  "reading",
  "clue piece",
  "clue riddle",
  "clue hint",
  "a mimic opens",
  "a cache found by several",
  "points mark",
  "teamChanged",
  "refused tooSoon",
  "refused teamFull",
  "refused notNow",
  "huntSealed",
  "huntOver",
  "huntArchived",
];

/** What happened, as words of the facts. */
function happenedIn({ facts }: ScriptedHunt): Set<string> {
  return new Set(
    facts.flatMap((fact) => {
      switch (fact.type) {
        case "entered":
          return fact.returning ? ["a player comes back"] : [];
        case "clue":
          return [`clue ${fact.kind}`];
        case "points":
          return [`points ${fact.why}`];
        case "requestRefused":
          return [`refused ${fact.why}`];
        case "cacheFound":
          return [
            fact.by.every(({ points }) => points === 0) ? "a mimic opens" : "a cache is found",
            ...(fact.by.length > 1 ? ["a cache found by several"] : []),
          ];
        default:
          return [fact.type];
      }
    }),
  );
}

function workOf(script: ScriptedHunt): Map<number, number[]> {
  return new Map(script.state.struck.map(({ cache, work }) => [cache, [...work]]));
}

/** The numbers of hunters and of people by cache are right, and teammates share a thread. */
function checkThreads({ world, state }: ScriptedHunt): void {
  const { hunters } = world.hunts;
  const tuned = new Array<number>(state.caches.count).fill(0);
  const people = new Array<number>(state.caches.count).fill(0);
  const wrong: number[] = [];
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] !== 1 || hunters.cache[row] === NO_CACHE) continue;
    if (hunters.away[row] === Away.dropped || !state.caches.open(hunters.cache[row])) wrong.push(row);
    tuned[hunters.cache[row]]++;
    if (hunters.bot[row] === 0) people[hunters.cache[row]]++;
  }
  expect(wrong).toEqual([]);
  expect([...state.caches.hunters]).toEqual(tuned);
  expect([...state.caches.people]).toEqual(people);
  for (const team of world.teams.slots) {
    const threads = (team?.members ?? []).flatMap((account) => {
      const row = hunters.find(account);
      return row === undefined || hunters.hunt[row] !== 1 || hunters.thread[row] === 0
        ? []
        : [hunters.thread[row]];
    });
    expect(new Set(threads).size).toBeLessThanOrEqual(1);
  }
}

/** Nobody of the people has more points than the leader. */
function checkLeader({ world, state }: ScriptedHunt): void {
  const { hunters } = world.hunts;
  let most = 0;
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.hunt[row] === 1 && hunters.bot[row] === 0) most = Math.max(most, hunters.points[row]);
  }
  const leader = state.leader === 0 ? undefined : hunters.find(state.leader - 1);
  const points = leader === undefined ? 0 : hunters.points[leader];
  if (points !== most) throw new Error(`the leader has ${points} points, another hunter has ${most}`);
}

test("the shortest hunt has one wave and no crown", () => {
  const script = new ScriptedHunt({
    seed: 3,
    players: 6,
    hunt: { ...shortHunt, waveTicks: [400], crownValue: 0, mimicOneIn: 0 },
  });
  script.play();
  expect(script.facts.filter(({ type }) => type === "huntOver").length).toBe(1);
});
