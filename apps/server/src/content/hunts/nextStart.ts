// When the hunts of a schedule are announced. Pure: the caller says what time it is. All times are UTC, so that every
// machine agrees.
import type { HuntSchedule } from "@doubloon/shared/hunt/definition";
import { Cron } from "croner";

const MINUTE_MS = 60_000;

/**
 * The first time of a schedule after `nowMs`, in Unix ms; undefined if there is none. A schedule with `when` has none:
 * the hunt director decides about it.
 */
export function nextStart(schedule: HuntSchedule, nowMs: number): number | undefined {
  if ("once" in schedule) {
    const atMs = Date.parse(schedule.once);
    return atMs > nowMs ? atMs : undefined;
  }
  if ("everyMinutes" in schedule) {
    const everyMs = schedule.everyMinutes * MINUTE_MS;
    const offsetMs = (schedule.offsetMinutes ?? 0) * MINUTE_MS;
    return (Math.floor((nowMs - offsetMs) / everyMs) + 1) * everyMs + offsetMs;
  }
  if ("cron" in schedule) return cronOf(schedule.cron).nextRun(new Date(nowMs))?.getTime();
  return undefined;
}

/** Whether the text is a cron schedule of five fields. */
export function isCron(text: string): boolean {
  try {
    cronOf(text);
    return true;
  } catch {
    return false;
  }
}

/** @throws TypeError for invalid fields */
function cronOf(text: string): Cron {
  return new Cron(text, { timezone: "UTC", paused: true, mode: "5-part" });
}
