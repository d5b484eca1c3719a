// Lines of the podium: how the hunt went, and what comes next. Pure.
import type { HuntSummary, Hunts, Podium } from "@doubloon/shared/protocol/huntEvents";
import { clockText } from "../../hunting/huntTimes.ts";

/** "8 of 12 caches were found." */
export function foundText(caches: Podium["caches"]): string {
  const found = caches.filter((cache) => cache.found).length;
  return `${found} of ${caches.length} ${caches.length === 1 ? "cache was" : "caches were"} found.`;
}

/** "Salt and Sixpence is on." `seconds` are those that are left of its phase. */
export function liveText({ title, phase }: HuntSummary, seconds: number): string {
  return phase === "running" ? `${title} is on.` : `${title} begins in ${clockText(seconds)}.`;
}

/** "Next: Salt and Sixpence in 1:05." Undefined if no hunt is scheduled. */
export function nextText(next: Hunts["next"], seconds: number): string | undefined {
  return next === undefined || seconds === 0 ? undefined : `Next: ${next.title} in ${clockText(seconds)}.`;
}
