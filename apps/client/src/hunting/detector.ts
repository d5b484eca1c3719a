// What the detector can do now, and what its bands mean in words. Pure.
import { MAX_CHARGES } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import type { HunterState } from "@doubloon/shared/protocol/huntEvents";
import { since32 } from "@doubloon/shared/time";
import { secondsUntil } from "./huntTimes.ts";

/** A band in words, as a distance, and as a shape; the shape and the number tell bands apart without their colours. */
export interface BandText {
  readonly name: string;
  readonly distance: string;
  /** Number of rings in its picture: the closer, the more. */
  readonly rings: number;
}

/** By band, 0 to 5. Distances are those of hunt/detector.ts in shared. */
export const bandTexts: readonly BandText[] = [
  { name: "Burning", distance: "within 8 steps", rings: 6 },
  { name: "Hot", distance: "8 to 16 steps", rings: 5 },
  { name: "Warm", distance: "16 to 28 steps", rings: 4 },
  { name: "Mild", distance: "28 to 48 steps", rings: 3 },
  { name: "Cool", distance: "48 to 80 steps", rings: 2 },
  { name: "Cold", distance: "beyond 80 steps", rings: 1 },
];

/** The number that players see: 6 is the warmest, 1 the coldest. */
export function bandNumber(band: number): number {
  return bandTexts.length - band;
}

export type DetectorState =
  /** Not tuned to any cache. */
  | { readonly at: "silent" }
  | { readonly at: "ready" }
  | { readonly at: "cooling"; readonly seconds: number }
  /** No charge is left; the next comes in so many seconds. */
  | { readonly at: "empty"; readonly seconds: number };

export function detectorState(hunter: HunterState | undefined, tick: Tick | undefined): DetectorState {
  if (hunter === undefined || tick === undefined || hunter.thread === 0) return { at: "silent" };
  if (hunter.charges === 0 && since32(hunter.nextCharge, tick) > 0)
    return { at: "empty", seconds: secondsUntil(hunter.nextCharge, tick) };
  if (since32(hunter.readingFrom, tick) > 0)
    return { at: "cooling", seconds: secondsUntil(hunter.readingFrom, tick) };
  return { at: "ready" };
}

/** "12 of 12 charges" */
export function chargesText(charges: number): string {
  return `${charges} of ${MAX_CHARGES} charges`;
}
