// Times of the hunt as texts, from ticks. Pure.
import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_HZ } from "@doubloon/shared/time";

/** Whole seconds from `now` until a tick, rounded up; never negative. */
export function secondsUntil(tick: Tick, now: Tick): number {
  return Math.max(0, Math.ceil(since32(tick, now) / TICK_HZ));
}

/** "1:05" for 65 seconds. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "1:05 left" as a screen reader says it. */
export function spokenTime(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [
    ...(minutes > 0 ? [`${minutes} ${minutes === 1 ? "minute" : "minutes"}`] : []),
    ...(rest > 0 || minutes === 0 ? [`${rest} ${rest === 1 ? "second" : "seconds"}`] : []),
  ];
  return parts.join(" ");
}
