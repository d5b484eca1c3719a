// A player's own readings from a file, as the browser keeps them under `doubloon.readings`, checked against recomputed hunts.
import { FairError, integer, list } from "@doubloon/shared/fair/verify/checks";
import type { VerifiedHunt } from "@doubloon/shared/fair/verify/verifyLog";
import { type OwnReading, verifyReadings } from "@doubloon/shared/fair/verify/verifyReadings";
import { detectorHash } from "@doubloon/shared/hunt/detector";
import { BANDS } from "@doubloon/shared/wire/reading";
import { SourceError } from "./sources.ts";

export interface HuntReadings {
  readonly hunt: number;
  readonly readings: readonly OwnReading[];
}

const u32 = integer(0, 2 ** 32 - 1);
const cell = integer(0, 65_535);
const fields = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null ? (value as { readonly [name: string]: unknown }) : {};

const readingOf = (value: unknown, where: string): OwnReading => {
  const { thread, cellX, cellY, band } = fields(value);
  return {
    thread: u32(thread, `${where}.thread`),
    cellX: cell(cellX, `${where}.cellX`),
    cellY: cell(cellY, `${where}.cellY`),
    band: integer(0, BANDS - 1)(band, `${where}.band`),
  };
};

const huntOf = (value: unknown, where: string): HuntReadings => {
  const { hunt, readings } = fields(value);
  return {
    hunt: u32(hunt, `${where}.hunt`),
    readings: list(readingOf, 0, 10_000)(readings, `${where}.readings`),
  };
};

/** @throws SourceError if the value is not what the browser keeps; other properties are left out */
export function readOwnReadings(value: unknown): readonly HuntReadings[] {
  try {
    return list(huntOf, 0, 1000)(value, "readings");
  } catch (error) {
    if (error instanceof FairError) throw new SourceError(error.message);
    throw error;
  }
}

/** A line for each thread of the hunts that were recomputed, and whether one of them has a false reading. */
export function judgeReadings(
  hunts: readonly VerifiedHunt[],
  own: readonly HuntReadings[],
): { readonly lines: readonly string[]; readonly isFalse: boolean } {
  const lines: string[] = [];
  let isFalse = false;
  for (const { hunt, readings } of own) {
    const verified = hunts[hunt - 1];
    if (verified?.recomputed === undefined || verified.announced.detectorHash !== detectorHash) continue;
    for (const thread of verifyReadings(verified.recomputed, readings)) {
      const caches = thread.caches.length === 1 ? "cache" : "one of the caches";
      const truth =
        thread.caches.length === 0
          ? "of no cache of this hunt"
          : `true of ${caches} ${thread.caches.join(", ")}`;
      lines.push(`hunt ${hunt}: thread ${thread.thread}: ${thread.readings} readings, ${truth}`);
      if (thread.caches.length === 0) isFalse = true;
    }
  }
  return { lines, isFalse };
}
