// Lines of the podium: how the hunt went, and what comes next. Pure.
import type { HuntSummary, Hunts, Podium } from "@doubloon/shared/protocol/huntEvents";
import { clockText } from "../../hunting/huntTimes.ts";
import { pointsText } from "../hunt/findText.ts";

/** "8 of 12 caches were found." */
export function foundText(caches: Podium["caches"]): string {
  const found = caches.filter((cache) => cache.found).length;
  return `${found} of ${caches.length} ${caches.length === 1 ? "cache was" : "caches were"} found.`;
}

/** "You stand on the podium with 340 points." Of players with equal ranks, the steps have room for the first ones only. */
export function ownPlaceText({ me, top }: Pick<Podium, "me" | "top">): string | undefined {
  if (me === undefined) return undefined;
  if (me.points === 0) return "You found nothing this time.";
  const place = top.some(({ name }) => name === me.name)
    ? "You stand on the podium"
    : `You came in as number ${me.rank}`;
  return `${place} with ${pointsText(me.points)}.`;
}

/** "Salt and Sixpence is on." `seconds` are those that are left of its phase. */
export function liveText({ title, phase }: HuntSummary, seconds: number): string {
  return phase === "running" ? `${title} is on.` : `${title} begins in ${clockText(seconds)}.`;
}

/** "Next: Salt and Sixpence in 1:05." Undefined if no hunt is scheduled. */
export function nextText(next: Hunts["next"], seconds: number): string | undefined {
  return next === undefined || seconds === 0 ? undefined : `Next: ${next.title} in ${clockText(seconds)}.`;
}
