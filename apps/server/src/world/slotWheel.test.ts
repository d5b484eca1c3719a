import { expect, test } from "vitest";
import { frameRates } from "./governor.ts";
import { periodOf, SlotWheel } from "./slotWheel.ts";

test("every rate has a whole number of slots, and every room comes round exactly at its rate", () => {
  for (const rate of frameRates) {
    const wheel = new SlotWheel<number>();
    const period = periodOf(rate);
    expect(Number.isInteger(period)).toBe(true);
    const seen = new Map<number, number>();
    for (let room = 0; room < 30; room++) wheel.add(room, wheel.emptiestAfter(0, period));
    for (let slot = 1; slot <= 1000; slot++) {
      for (const room of wheel.take(slot)) {
        seen.set(room, (seen.get(room) ?? 0) + 1);
        wheel.add(room, slot + period);
      }
    }
    expect([...seen.values()]).toEqual(Array.from({ length: 30 }, () => 5 * rate));
    expect(wheel.count).toBe(30);
  }
});

test("rooms spread evenly: no slot has two more than another", () => {
  const wheel = new SlotWheel<number>();
  for (let room = 0; room < 105; room++) wheel.add(room, wheel.emptiestAfter(7, 20));
  const loads = Array.from({ length: 20 }, (_, i) => wheel.take(8 + i).length);
  expect(Math.max(...loads) - Math.min(...loads)).toBe(1);
});

test("the next slot with rooms is found, or the end of the look ahead", () => {
  const wheel = new SlotWheel<number>();
  expect(wheel.nextFrom(5, 10)).toBe(15);
  wheel.add(1, 9);
  expect(wheel.nextFrom(5, 10)).toBe(9);
  expect(wheel.nextFrom(10, 10)).toBe(20);
});
