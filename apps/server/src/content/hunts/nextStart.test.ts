import type { HuntSchedule } from "@doubloon/shared/hunt/definition";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isCron, nextStart } from "./nextStart.ts";

const MINUTE_MS = 60_000;
const at = (text: string): number => Date.parse(text);

it.each<[HuntSchedule, string, string | undefined]>([
  [{ once: "2027-01-31T18:00:00Z" }, "2027-01-31T17:59:59Z", "2027-01-31T18:00:00Z"],
  [{ once: "2027-01-31T18:00:00+01:00" }, "2027-01-31T16:00:00Z", "2027-01-31T17:00:00Z"],
  [{ once: "2027-01-31T18:00:00Z" }, "2027-01-31T18:00:00Z", undefined],
  [{ everyMinutes: 12 }, "2026-11-25T10:00:00Z", "2026-11-25T10:12:00Z"],
  [{ everyMinutes: 12, offsetMinutes: 5 }, "2026-11-25T10:00:00Z", "2026-11-25T10:05:00Z"],
  [{ everyMinutes: 12, offsetMinutes: 5 }, "2026-11-25T10:05:00Z", "2026-11-25T10:17:00Z"],
  [{ cron: "0 19 * * *" }, "2026-11-25T18:59:59.999Z", "2026-11-25T19:00:00Z"],
  [{ cron: "0 19 * * *" }, "2026-11-25T19:00:00Z", "2026-11-26T19:00:00Z"],
  [{ cron: "30 20 * * 6" }, "2026-11-25T19:00:00Z", "2026-11-28T20:30:00Z"],
  [{ when: "quiet" }, "2026-11-25T19:00:00Z", undefined],
  [{ when: "never" }, "2026-11-25T19:00:00Z", undefined],
])("%j after %s: %s", (schedule, now, expected) => {
  expect(nextStart(schedule, at(now))).toBe(expected === undefined ? undefined : at(expected));
});

it("an interval's next start is the first of its times after now, whatever now is", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 3000 }),
      fc.integer({ min: 0, max: 2999 }),
      fc.integer({ min: 0, max: 4e12 }),
      (everyMinutes, offset, nowMs) => {
        const offsetMinutes = offset % everyMinutes;
        const next = nextStart({ everyMinutes, offsetMinutes }, nowMs) ?? Number.NaN;
        expect(next).toBeGreaterThan(nowMs);
        expect(next - nowMs).toBeLessThanOrEqual(everyMinutes * MINUTE_MS);
        expect((next / MINUTE_MS - offsetMinutes) % everyMinutes).toBe(0);
      },
    ),
    { seed: 1 },
  );
});

it.each(["", "* * * *", "61 * * * *", "* * * * * *", "@daily at noon", "a b c d e"])(
  "%j is no cron schedule",
  (text) => {
    expect(isCron(text)).toBe(false);
  },
);
