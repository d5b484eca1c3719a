// What the start screen says of a hunt. Pure.
import type { HuntOn } from "../../net/fetchHuntOn.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** One line: whether the hunt runs, or in how many minutes it begins. */
export function huntOnText({ title, startsAt, endsAt }: HuntOn, nowMs: number): string {
  if (nowMs >= startsAt) {
    const minutes = Math.round((endsAt - nowMs) / MINUTE_MS);
    return minutes >= 1 ? `${title} is on, for ${count(minutes, "more minute")}.` : `${title} is on.`;
  }
  const left = startsAt - nowMs;
  if (left < MINUTE_MS) return `${title} begins in ${count(Math.ceil(left / SECOND_MS), "second")}.`;
  return `${title} begins in ${count(Math.round(left / MINUTE_MS), "minute")}.`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
