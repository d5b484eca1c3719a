import { expect, test } from "vitest";
import { LOOK_MS, makeOverrunWatch } from "./overrunWatch.ts";

test("bad overruns are reported, small and early ones are not, and then none for a while", () => {
  let nowMs = 0;
  const reported: number[] = [];
  let taken = false;
  const look = makeOverrunWatch({
    thresholdMs: 500,
    everyMs: 300_000,
    graceMs: 60_000,
    nowMs: () => nowMs,
    report: (lateMs) => {
      reported.push(lateMs);
      return taken;
    },
  });
  const late = (lateMs: number): void => {
    nowMs += LOOK_MS + lateMs;
    look();
  };
  late(59_000);
  late(500);
  late(499);
  expect(reported).toEqual([]);
  late(500);
  // Not taken, for example because a recording was running.
  taken = true;
  late(700);
  late(9_000);
  expect(reported).toEqual([500, 700]);
  for (let looks = 0; looks < 300_000 / LOOK_MS; looks++) late(0);
  late(800);
  expect(reported.at(-1)).toBe(800);
});
