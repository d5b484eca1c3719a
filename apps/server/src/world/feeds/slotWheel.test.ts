import { expect, test } from "vitest";
import { FRAME_RATES } from "../../config/settings.ts";
import { periodOf, SlotWheel } from "./slotWheel.ts";

/** The number of entries in the wheel; it takes them all. */
function countAll(wheel: SlotWheel<number>): number {
  return Array.from({ length: 256 }, (_, slot) => wheel.take(slot).length).reduce(
    (sum, count) => sum + count,
  );
}

test("every rate has a whole number of slots, and every entry recurs at its rate", () => {
  for (const rate of FRAME_RATES) {
    const wheel = new SlotWheel<number>();
    const period = periodOf(rate);
    expect(Number.isInteger(period)).toBe(true);
    const seen = new Map<number, number>();
    for (let room = 0; room < 30; room++) wheel.add(room, wheel.lightestAfter(0, period), 1);
    for (let slot = 1; slot <= 1000; slot++) {
      for (const room of wheel.take(slot)) {
        seen.set(room, (seen.get(room) ?? 0) + 1);
        wheel.add(room, wheel.again(period, 1), 1);
      }
    }
    for (const times of seen.values()) expect(Math.abs(times - 5 * rate)).toBeLessThanOrEqual(1);
    expect(seen.size).toBe(30);
    expect(countAll(wheel)).toBe(30);
  }
});

test("entries spread evenly: no slot has two more than another", () => {
  const wheel = new SlotWheel<number>();
  for (let room = 0; room < 105; room++) wheel.add(room, wheel.lightestAfter(7, 20), 1);
  const loads = Array.from({ length: 20 }, (_, i) => wheel.take(8 + i).length);
  expect(Math.max(...loads) - Math.min(...loads)).toBe(1);
});

test("nextFrom finds the next slot with entries, or the end of the look-ahead", () => {
  const wheel = new SlotWheel<number>();
  expect(wheel.nextFrom(5, 10)).toBe(15);
  wheel.add(1, 9, 1);
  expect(wheel.nextFrom(5, 10)).toBe(9);
  expect(wheel.nextFrom(10, 10)).toBe(20);
});

test("entries piled up in one slot spread out by at most one slot a round, until the slots are balanced", () => {
  const wheel = new SlotWheel<number>();
  const period = periodOf(10);
  const weightOf = (room: number): number => 1 + (room % 7);
  for (let room = 0; room < 200; room++) wheel.add(room, 5, weightOf(room));
  const loads: number[] = Array.from({ length: period }, () => 0);
  const last = new Map<number, number>();
  for (let slot = 1; slot <= 60 * period; slot++) {
    let load = 0;
    for (const room of wheel.take(slot)) {
      load += weightOf(room);
      const since = slot - (last.get(room) ?? slot - period);
      expect(Math.abs(since - period)).toBeLessThanOrEqual(1);
      last.set(room, slot);
      wheel.add(room, wheel.again(period, weightOf(room)), weightOf(room));
    }
    loads[slot % period] = load;
  }
  expect(countAll(wheel)).toBe(200);
  expect(Math.max(...loads)).toBeLessThan(1.5 * (797 / period));
});
