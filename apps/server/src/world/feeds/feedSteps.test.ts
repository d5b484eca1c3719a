import { expect, test } from "vitest";
import { assignSteps, type SteppedFeed, workBySteps } from "./feedSteps.ts";
import { levelFor, workAt } from "./rateLadder.ts";

const feed = (total: number, steppedAt = 0, step = 6): SteppedFeed => ({
  step,
  steppedAt,
  total,
  roomClass: "quiet",
});

test("work at a level is interpolated between its steps, and levelFor finds the level again", () => {
  const work = workBySteps([feed(96), feed(0)], 10);
  expect(work).toEqual([1000, 1000, 1000, 500, 500, 400, 200]);
  expect(workAt(5.5, work)).toBe(300);
  expect(levelFor(300, work)).toBe(5.5);
  expect(levelFor(1000, work)).toBe(0);
  expect(levelFor(750, work)).toBe(2.5);
  expect(levelFor(100, work)).toBe(6);
});

test("feeds that have waited longest are raised first, the cheapest of these first, and no more than the level allows", () => {
  const feeds = [feed(96, 3), feed(196, 2), feed(46, 2), feed(96, 5)];
  // From 2 to 4 frames a second: 200, 400, 100 and 200 units of 900.
  assignSteps(feeds, 6 - 500 / 900, 10, 6);
  expect(feeds.map(({ step }) => step)).toEqual([6, 5, 5, 6]);
  assignSteps(feeds, 6 - 700 / 900, 10, 7);
  expect(feeds.map(({ step }) => step)).toEqual([5, 5, 5, 6]);
  assignSteps(feeds, 6 - 200 / 900, 10, 8);
  // The feeds that have been high for longest are lowered.
  expect(feeds.map(({ step }) => step)).toEqual([5, 6, 6, 6]);
  assignSteps(feeds, 4, 10, 9);
  expect(feeds.every(({ step }) => step === 4)).toBe(true);
});

test("a raise that costs nothing is granted at once", () => {
  const feeds = [{ ...feed(96), roomClass: "crowded" as const }];
  assignSteps(feeds, 4.5, 10, 1);
  expect(feeds[0].step).toBe(4);
});

test("feeds take turns, a small share of the work at a time", () => {
  const feeds = Array.from({ length: 100 }, () => feed(96));
  const seconds = new Array<number>(100).fill(0);
  let previous = feeds.map(({ step }) => step);
  for (let second = 1; second <= 300; second++) {
    assignSteps(feeds, 5.5, 10, second);
    const now = feeds.map(({ step }) => step);
    const lowered = now.filter((step, i) => step > previous[i]).length;
    expect(lowered).toBeLessThanOrEqual(5);
    expect(now.filter((step) => step === 5).length).toBe(50);
    for (const [i, step] of now.entries()) if (step === 5) seconds[i]++;
    previous = now;
  }
  expect(Math.min(...seconds)).toBeGreaterThan(110);
  expect(Math.max(...seconds)).toBeLessThan(190);
});
