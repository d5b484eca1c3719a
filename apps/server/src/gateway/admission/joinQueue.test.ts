import { expect, it } from "vitest";
import { JoinQueue } from "./joinQueue.ts";

const storm = (count: number): { in: number; waitsMs: number[] } => {
  const admission = new JoinQueue({ joinsPerSecond: 100, joinBurst: 50 }, () => 0, 0);
  const waitsMs: number[] = [];
  for (let i = 0; i < count; i++) {
    const waitMs = admission.admit(0);
    if (waitMs !== undefined) waitsMs.push(waitMs);
  }
  return { in: count - waitsMs.length, waitsMs };
};

it("admits a burst and gives all others retry times in order", () => {
  const { in: admitted, waitsMs } = storm(150);
  expect(admitted).toBe(50);
  expect(waitsMs).toEqual(Array.from({ length: 100 }, (_, i) => (i + 1) * 10));
});

it("gives no retry delay above half a minute", () => {
  expect(Math.max(...storm(25_000).waitsMs)).toBe(30_000);
});

it("clients that retry at their time are admitted", () => {
  const admission = new JoinQueue({ joinsPerSecond: 100, joinBurst: 50 }, () => 0, 0);
  const returns: number[] = [];
  for (let i = 0; i < 150; i++) {
    const waitMs = admission.admit(0);
    if (waitMs !== undefined) returns.push(waitMs);
  }
  expect(returns.filter((atMs) => admission.admit(atMs) !== undefined)).toEqual([]);
});

it("spreads many simultaneous disconnects over the time that readmitting them takes", () => {
  let share = 0;
  const admission = new JoinQueue({ joinsPerSecond: 1000, joinBurst: 1 }, () => share, 0);
  share = 1;
  expect(admission.spread(1)).toBe(1001);
  expect(admission.spread(10_000)).toBe(11_000);
  expect(admission.spread(1_000_000)).toBe(30_000);
});
