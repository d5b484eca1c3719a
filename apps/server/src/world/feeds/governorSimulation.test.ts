// The governor on a machine model: where the level settles, how stable it is, what trials cost, and whether feeds share
// the rates fairly.
import { expect, test } from "vitest";
import { MachineModel } from "../testing/machineModel.ts";
import { assignSteps, type SteppedFeed, workBySteps, workOf } from "./feedSteps.ts";
import { fullPace, govern, type Pace } from "./governor.ts";
import { rateAt } from "./rateLadder.ts";

const MAX_HZ = 10;

interface Second {
  readonly work: number;
  readonly gatewayMs: number;
  readonly pace: Pace;
}

/** A seeded random generator: linear congruential. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

function makeFeeds(count: number, viewers: number): SteppedFeed[] {
  return Array.from({ length: count }, (_, i) => ({
    step: 0,
    steppedAt: 0,
    total: viewers + (i % 7),
    roomClass: "quiet" as const,
  }));
}

/** Runs for some seconds; `neighbour` returns how many cores another program takes in each. */
function run(
  feeds: readonly SteppedFeed[],
  seconds: number,
  neighbour: (second: number) => number,
  seed = 1,
  onSecond: (second: number) => void = () => {},
  unitMicros = 15,
): Second[] {
  const machine = new MachineModel({ cores: 2, unitMicros, fixedCores: 0.25, random: seeded(seed) });
  const out: Second[] = [];
  let pace = fullPace;
  for (let second = 1; second <= seconds; second++) {
    let work = 0;
    for (const feed of feeds) work += workOf(feed) * rateAt(feed.step, feed.roomClass, MAX_HZ);
    const measured = machine.second(work, neighbour(second));
    pace = govern(pace, { ...measured, work: workBySteps(feeds, MAX_HZ) });
    assignSteps(feeds, pace.level, MAX_HZ, second);
    out.push({ work, gatewayMs: measured.gatewayMs, pace });
    onSecond(second);
  }
  return out;
}

const alone = () => 0;
/** 100 feeds of 250 viewers: the machine sustains 2 to 3 frames a second of each; the ladder has 2, 4, 5 and 10. */
const many = () => makeFeeds(100, 250);
const workOfAll = (seconds: readonly Second[]): number[] => seconds.map(({ work }) => work);
const worstMs = (seconds: readonly Second[]): number =>
  Math.max(...seconds.map(({ gatewayMs }) => gatewayMs));

test.each([1, 2, 3, 4, 5])(
  "overload ends within 12 s; after that no second is late and rates are stable (seed %i)",
  (seed) => {
    const seconds = run(many(), 600, alone, seed);
    const settled = seconds.slice(12);
    expect(worstMs(settled)).toBeLessThan(20);
    const late = workOfAll(seconds.slice(120));
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(1.12);
    // The capacity is used: the work is above that of the lowest rate, 51,400.
    expect(Math.min(...late)).toBeGreaterThan(52_000);
  },
);

test("a trial adds a small share, and the next second is hardly later", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const seconds = run(many(), 300, alone, seed);
    for (let i = 13; i < seconds.length; i++) {
      const [before, after] = [seconds[i - 1], seconds[i]];
      if (after.work <= before.work) continue;
      expect(after.work / before.work).toBeLessThanOrEqual(1.26);
      expect(after.gatewayMs).toBeLessThan(10);
    }
  }
});

test("with capacity for the lowest rates only, there are no trials", () => {
  const seconds = run(many(), 600, alone, 1, () => {}, 20).slice(12);
  expect(new Set(workOfAll(seconds)).size).toBe(1);
  expect(worstMs(seconds)).toBeLessThan(10);
});

test("with enough capacity, rates are full again within 12 s", () => {
  const few = makeFeeds(10, 100);
  const seconds = run(few, 60, (second) => (second <= 10 ? 3 : 0));
  expect(seconds[9].pace.level).toBeGreaterThan(3);
  expect(seconds[24].pace.level).toBe(0);
});

test("after a neighbour has left, nothing is late after 3 s, and rates are back within 15 s", () => {
  for (let seed = 1; seed <= 10; seed++) {
    const seconds = run(many(), 400, (second) => (second > 200 && second <= 240 ? 0.6 : 0), seed);
    const before = workOfAll(seconds.slice(180, 200));
    expect(worstMs(seconds.slice(243, 400))).toBeLessThan(20);
    expect(Math.max(...workOfAll(seconds.slice(240, 255)))).toBeGreaterThan(0.9 * Math.min(...before));
  }
});

test("with a neighbour that takes a core for 3 s of every 15 s, nothing is late 3 s after each burst", () => {
  const seconds = run(many(), 300, (second) => (second % 15 < 3 ? 1 : 0));
  for (let i = 30; i < seconds.length; i++)
    if ((i + 1) % 15 >= 6) expect(seconds[i].gatewayMs).toBeLessThan(20);
});

test("no feed stays low while similar ones are high", () => {
  const feeds = many();
  const frames = new Float64Array(feeds.length);
  run(feeds, 600, alone, 1, (second) => {
    if (second <= 200) return;
    for (const [i, feed] of feeds.entries()) frames[i] += rateAt(feed.step, feed.roomClass, MAX_HZ);
  });
  const mean = frames.reduce((sum, count) => sum + count, 0) / frames.length;
  for (const count of frames) {
    expect(count / mean).toBeGreaterThan(0.9);
    expect(count / mean).toBeLessThan(1.1);
  }
});
