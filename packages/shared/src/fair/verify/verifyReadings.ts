// Checks a player's own readings of a hunt against its recomputed plan. A player knows a cache only as a thread, an opaque
// number; so each thread's readings must all be those of one cache.
import { Detector } from "../../hunt/detector.ts";
import type { Reading } from "../../protocol/huntEvents.ts";
import { subKey } from "../entropy.ts";
import type { RecomputedHunt } from "./verifyHunt.ts";

export type OwnReading = Pick<Reading, "thread" | "cellX" | "cellY" | "band">;

export interface ThreadVerdict {
  readonly thread: number;
  readonly readings: number;
  /** The caches whose readings these are: one as a rule, none if a reading was false. */
  readonly caches: readonly number[];
}

/** For each thread, in order of its first reading, the caches of which every reading is true. */
export function verifyReadings(
  { masterKey, caches }: Pick<RecomputedHunt, "masterKey" | "caches">,
  readings: readonly OwnReading[],
): ThreadVerdict[] {
  const detector = new Detector(subKey(masterKey, "noise"));
  return [...Map.groupBy(readings, ({ thread }) => thread)].map(([thread, own]) => ({
    thread,
    readings: own.length,
    caches: caches
      .filter(({ index, phantomX, phantomY }) =>
        own.every(
          ({ cellX, cellY, band }) => detector.band(index, cellX, cellY, phantomX, phantomY) === band,
        ),
      )
      .map(({ index }) => index),
  }));
}
