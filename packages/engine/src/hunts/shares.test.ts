import { FINDER_PERCENT, UNEARTH_WORK_TICKS } from "@doubloon/shared/hunt/rules";
import fc from "fast-check";
import { expect, test } from "vitest";
import { laterFind, shareOut } from "./shares.ts";

const people = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 8 });
const struck = fc
  .record({ value: fc.integer({ min: 0, max: 5000 }), finders: people, workers: people })
  .chain((one) =>
    fc.record({
      ...Object.fromEntries(Object.entries(one).map(([key, value]) => [key, fc.constant(value)])),
      work: fc.array(fc.integer({ min: 1, max: 120 }), {
        minLength: one.workers.length,
        maxLength: one.workers.length,
      }),
      tie: fc.nat(100),
    }),
  );

interface Struck {
  readonly value: number;
  readonly finders: number[];
  readonly workers: number[];
  readonly work: number[];
  readonly tie: number;
}

test("the shares of a cache that was unearthed add up to its value", () => {
  fc.assert(
    fc.property(struck, (one) => {
      const { tie, ...input } = one as unknown as Struck;
      const shares = shareOut({ ...input, done: 1, needed: 1 }, (bound) => tie % bound);
      expect(shares.reduce((sum, { points }) => sum + points, 0)).toBe(input.value);
      expect(new Set(shares.map(({ account }) => account)).size).toBe(shares.length);
      expect(shares.slice(0, input.finders.length).map(({ account }) => account)).toEqual(input.finders);
    }),
    { seed: 1 },
  );
});

test("finders alone share the finder's part to within a point, and work is paid in proportion", () => {
  fc.assert(
    fc.property(struck, (one) => {
      const { tie, value, finders, workers, work } = one as unknown as Struck;
      const none = { value, finders, workers: [], work: [] };
      const locked = shareOut({ ...none, done: 0, needed: UNEARTH_WORK_TICKS }, (bound) => tie % bound);
      const part = Math.floor((value * FINDER_PERCENT) / 100);
      expect(locked.reduce((sum, { points }) => sum + points, 0)).toBe(part);
      for (const { points } of locked) expect(Math.abs(points - part / finders.length)).toBeLessThan(1);
      const total = work.reduce((sum, ticks) => sum + ticks, 0);
      const paid = shareOut(
        { value, finders: [], workers, work, done: 1, needed: 1 },
        (bound) => tie % bound,
      );
      for (const { account, points } of paid) {
        const fair = ((value - part) * work[workers.indexOf(account)]) / total;
        expect(Math.abs(points - fair)).toBeLessThanOrEqual(1);
      }
    }),
    { seed: 1 },
  );
});

test("a part of the work is paid as a part", () => {
  const input = { value: 100, finders: [1], workers: [2], work: [30], done: 30, needed: 120 };
  expect(shareOut(input, () => 0)).toEqual([
    { account: 1, points: 40 },
    { account: 2, points: 15 },
  ]);
});

test.each([
  [0, 100],
  [1, 70],
  [2, 50],
  [3, 35],
  [9, 35],
])("after %i finds a share of 100 is worth %i", (finds, worth) => {
  expect(laterFind(100, finds)).toBe(worth);
  expect(laterFind(1, finds)).toBe(1);
  expect(laterFind(0, finds)).toBe(0);
});
