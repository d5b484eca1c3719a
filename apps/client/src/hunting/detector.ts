// What the detector can do now, and what its bands mean in words. Pure.

import { BAND_TILES } from "@doubloon/shared/hunt/detector";
import { CELL_TILES, CHARGE_TICKS, MAX_CHARGES } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import type { HunterState, Reading } from "@doubloon/shared/protocol/huntEvents";
import { since32 } from "@doubloon/shared/time";
import { secondsUntil } from "./huntTimes.ts";

/** A band in words and as a shape; the shape and the number tell bands apart without their colours. */
export interface BandText {
  readonly name: string;
  /** Number of rings in its picture: the closer, the more. */
  readonly rings: number;
}

/** By band, 0 to 5. */
export const bandTexts: readonly BandText[] = [
  { name: "Burning", rings: 6 },
  { name: "Hot", rings: 5 },
  { name: "Warm", rings: 4 },
  { name: "Mild", rings: 3 },
  { name: "Cool", rings: 2 },
  { name: "Cold", rings: 1 },
];

/** The distance that a band stands for, roughly: noise blurs it. `scale`: how much finer the detector is than a hunt's. */
export function distanceText(band: number, scale = 1): string {
  const steps = (tiles: number): number => Math.round(tiles / scale);
  if (band === 0) return `within about ${steps(BAND_TILES[0])} steps`;
  if (band >= BAND_TILES.length) return `beyond about ${steps(BAND_TILES[BAND_TILES.length - 1])} steps`;
  return `about ${steps(BAND_TILES[band - 1])} to ${steps(BAND_TILES[band])} steps away`;
}

/** Whether a reading was taken in the cell of a tile: whoever takes it there reads the same. */
export function isReadFrom({ cellX, cellY }: Reading, tileX: number, tileY: number): boolean {
  return Math.floor(tileX / CELL_TILES) === cellX && Math.floor(tileY / CELL_TILES) === cellY;
}

/** The charges at a tick: the server tells them only when they are used or found. */
export function chargesAt({ charges, nextCharge }: HunterState, tick: Tick): number {
  const since = since32(tick, nextCharge);
  if (charges >= MAX_CHARGES || since < 0) return Math.min(charges, MAX_CHARGES);
  return Math.min(MAX_CHARGES, charges + 1 + Math.floor(since / CHARGE_TICKS));
}

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
  if (chargesAt(hunter, tick) === 0) return { at: "empty", seconds: secondsUntil(hunter.nextCharge, tick) };
  if (since32(hunter.readingFrom, tick) > 0)
    return { at: "cooling", seconds: secondsUntil(hunter.readingFrom, tick) };
  return { at: "ready" };
}

/** "12 of 12 charges" */
export function chargesText(charges: number): string {
  return `${charges} of ${MAX_CHARGES} charges`;
}
