import fc from "fast-check";
import { expect, it } from "vitest";
import type { InputSeq, Tick } from "./ids.ts";
import { addTicks, isAfter, nextSeq, since32, sinceSeq } from "./time.ts";

it("S4 the difference of two ticks is correct across the wrap", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      (t, n) => {
        const tick = t as Tick;
        expect(since32(addTicks(tick, n), tick)).toBe(n);
        expect(isAfter(addTicks(tick, n), tick)).toBe(n > 0);
      },
    ),
    { seed: 1 },
  );
  expect(since32(2 as Tick, 0xffffffff as Tick)).toBe(3);
});

it("S4 input numbers wrap at 16 bits", () => {
  expect(nextSeq(0xffff as InputSeq)).toBe(0);
  expect(sinceSeq(1 as InputSeq, 0xffff as InputSeq)).toBe(2);
  expect(sinceSeq(0xffff as InputSeq, 1 as InputSeq)).toBe(-2);
});
