import fc from "fast-check";
import { expect, it } from "vitest";
import {
  drainPace,
  MAX_TARGET_PER_SECOND,
  MIN_TARGET_PER_SECOND,
  type PaceInput,
  TARGET_PER_SECOND,
} from "./drainPace.ts";

const idle = { connections: 0, maxConnections: 10_000, load: 0 };
const fresh: PaceInput = {
  targets: [idle, idle],
  drains: 1,
  left: 5_000,
  inTransit: 0,
  remainingMs: 60_000,
  totalMs: 60_000,
};

it("moves at a gentle pace for each target that has room", () => {
  expect(drainPace(fresh)).toEqual({ perSecond: 2 * TARGET_PER_SECOND, places: 5_000 });
  const full = { ...idle, connections: 9_500 };
  expect(drainPace({ ...fresh, targets: [idle, full] })).toEqual({
    perSecond: TARGET_PER_SECOND,
    places: 5_000,
  });
});

it("spreads the moves over three quarters of the time, with a few a second at least", () => {
  const at = (left: number, remainingMs: number) => drainPace({ ...fresh, left, remainingMs });
  expect(at(1_800, 60_000).perSecond).toBeCloseTo(40);
  expect(at(900, 37_500).perSecond).toBeCloseTo(40);
  expect(at(90, 60_000).perSecond).toBe(2 * MIN_TARGET_PER_SECOND);
  expect(at(2_000, 31_000).perSecond).toBe(2 * TARGET_PER_SECOND);
});

it("is slower the more the targets are loaded, and waits for those without room", () => {
  const at = (load: number) => drainPace({ ...fresh, targets: [{ ...idle, load }] }).perSecond;
  expect(at(0.5)).toBe(TARGET_PER_SECOND);
  expect(at(0.7)).toBeCloseTo(TARGET_PER_SECOND / 2);
  expect(at(0.9)).toBe(0);
  expect(at(1)).toBe(0);
  expect(drainPace({ ...fresh, targets: [] })).toEqual({ perSecond: 0, places: 0 });
});

it("makes up for loaded targets in the second half of its time, up to what their gates admit", () => {
  const loaded = { ...idle, load: 1 };
  const input = { ...fresh, targets: [loaded] };
  expect(drainPace({ ...input, remainingMs: 30_001 }).perSecond).toBe(0);
  expect(drainPace({ ...input, left: 2_400, remainingMs: 30_000 }).perSecond).toBeCloseTo(100);
  expect(drainPace({ ...input, remainingMs: 1_000 }).perSecond).toBe(MAX_TARGET_PER_SECOND);
});

it("shares the targets' room with other gateways that drain, and counts those on their way", () => {
  const few = { ...fresh, targets: [{ ...idle, maxConnections: 1_000, connections: 850 }], left: 90 };
  expect(drainPace({ ...few, inTransit: 30 }).places).toBe(70);
  expect(drainPace({ ...few, drains: 2 })).toEqual({ perSecond: MIN_TARGET_PER_SECOND / 2, places: 50 });
});

const target = fc.record({
  connections: fc.nat(20_000),
  maxConnections: fc.integer({ min: 1, max: 18_000 }),
  load: fc.double({ min: 0, max: 1, noNaN: true }),
});

it("never moves more than are here or than the targets have places for, and always at a bounded pace", () => {
  fc.assert(
    fc.property(
      fc.array(target, { maxLength: 8 }),
      fc.integer({ min: 1, max: 8 }),
      fc.nat(20_000),
      fc.nat(5_000),
      fc.nat(60_000),
      (targets, drains, left, inTransit, remainingMs) => {
        const { perSecond, places } = drainPace({
          targets,
          drains,
          left,
          inTransit,
          remainingMs,
          totalMs: 60_000,
        });
        const free = targets.reduce(
          (sum, { connections, maxConnections }) => sum + Math.max(0, maxConnections - connections),
          0,
        );
        expect(places).toBeLessThanOrEqual(Math.max(0, Math.min(left, free / drains - inTransit)));
        expect(Number.isInteger(places)).toBe(true);
        expect(places).toBeGreaterThanOrEqual(0);
        expect(perSecond).toBeGreaterThanOrEqual(0);
        expect(perSecond).toBeLessThanOrEqual((targets.length * MAX_TARGET_PER_SECOND) / drains);
        if (places === 0) expect(perSecond).toBe(0);
      },
    ),
    { seed: 1 },
  );
});
