// What the banner says of a hunt: its phase and the time that is left, as short lines. Pure.
import type { HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import type { ZoneWay } from "../../hunting/huntStore.ts";
import { clockText, spokenTime } from "../../hunting/huntTimes.ts";
import { octantNames } from "../../hunting/zoneWay.ts";

/** The phase in a few words, for example "Wave 2 of 3". */
export function phaseText({ phase, paused, wave, waves }: HuntSummary): string {
  if (paused) return "Paused";
  switch (phase) {
    case "announced":
      return "Gather in its zone";
    case "countdown":
      return "Begins in";
    case "running":
      return wave === waves && waves > 1 ? "Last wave" : `Wave ${wave} of ${waves}`;
    case "podium":
      return "Podium";
    case "cancelled":
      return "Cancelled";
    default:
      return "Over";
  }
}

/** The clock of the banner; empty while there is nothing to count. */
export function bannerClock(
  { phase, paused }: HuntSummary,
  phaseSeconds: number,
  endSeconds: number,
): string {
  if (paused || phase === "over" || phase === "cancelled" || phase === "podium") return "";
  return clockText(phase === "running" ? endSeconds : phaseSeconds);
}

/** "5 caches left" */
export function cachesText(left: number): string {
  return left === 1 ? "1 cache left" : `${left} caches left`;
}

/** "120 steps northeast"; undefined inside the zone. */
export function wayText(octant: number, tiles: number): string | undefined {
  if (tiles === 0) return undefined;
  return `${tiles} ${tiles === 1 ? "step" : "steps"} ${octantNames[octant]}`;
}

/** What is said once when a hunt is announced. */
export function invitationText(
  title: string,
  seconds: number,
  { octant, tiles }: Pick<ZoneWay, "octant" | "tiles">,
): string {
  const where = wayText(octant, tiles);
  const begins = `${title} begins in ${spokenTime(seconds)}.`;
  return where === undefined ? `${begins} You are in its zone.` : `${begins} Its zone is ${where}.`;
}

/** The line that hunters are shown when a wave begins. */
export function waveText({ wave, waves }: Pick<HuntSummary, "wave" | "waves">): string {
  if (wave === waves && waves > 1) return "The last wave: now there is a crown to find, too.";
  return wave === 1 ? "The hunt is on!" : `Wave ${wave} of ${waves}: new caches to find.`;
}
