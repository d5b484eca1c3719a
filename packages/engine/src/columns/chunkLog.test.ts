import type { Tick } from "@doubloon/shared/ids";
import { addTicks, isAfter } from "@doubloon/shared/time";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ChunkLog } from "./chunkLog.ts";

test("S4 a log returns the entries after a tick, across the wrap, or reports that it lost some", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(3), fc.nat(30)), { maxLength: 400 }),
      fc.constantFrom(0, 0xffffffff - 20),
      fc.nat(255),
      (pushes, first, back) => {
        const log = new ChunkLog();
        const all: [Tick, number][] = [];
        let tick = first as Tick;
        let value = 0;
        for (const [pause, count] of pushes) {
          tick = addTicks(tick, pause);
          for (let i = 0; i < count; i++) {
            log.push(tick, value);
            all.push([tick, value++]);
          }
        }
        const since = addTicks(tick, -back);
        const expected = all.filter(([at]) => isAfter(at, since)).map(([, v]) => v);
        if (!log.reaches(since)) {
          expect(expected.length).toBeGreaterThan(4000);
          return;
        }
        const count = log.countSince(since);
        expect(Array.from({ length: count }, (_, i) => log.value(count - 1 - i))).toEqual(expected);
      },
    ),
    { seed: 1 },
  );
});

test("a log never exceeds its limit and reports what it lost", () => {
  const log = new ChunkLog();
  for (let i = 0; i < 5000; i++) log.push((i >> 9) as Tick, i);
  expect(log.reaches(0 as Tick)).toBe(false);
  expect(log.reaches(5 as Tick)).toBe(true);
  expect(log.countSince(5 as Tick)).toBe(5000 - 6 * 512);
});
