// The player's own readings of the last hunts, kept in local storage: a reload keeps the chart, and the page that checks a
// hunt's fairness recomputes them. Bounded; a damaged entry is skipped.
import type { Tick } from "@doubloon/shared/ids";
import type { Reading } from "@doubloon/shared/protocol/huntEvents";
import { BANDS } from "@doubloon/shared/wire/reading";
import { readJson, storedFields, writeJson } from "../session/browserStorage.ts";

export const READINGS_KEY = "doubloon.readings";
const MAX_HUNTS = 6;
/** A hunter with a team of four takes fewer in twenty minutes. */
const MAX_READINGS = 240;
/** Readings this old belong to another hunt: numbers of hunts and threads begin anew with another world. */
const MAX_AGE_MS = 3_600_000;

/** A hunt's readings in the order of their arrival. `hunt` 0 holds those of free roaming. */
export interface HuntReadings {
  readonly hunt: number;
  /** When the newest reading came, in Unix ms. */
  readonly atMs: number;
  readonly readings: readonly Reading[];
}

export class ReadingArchive {
  readonly #storage: Storage | undefined;
  #hunts: HuntReadings[];

  constructor(storage: Storage | undefined) {
    this.#storage = storage;
    this.#hunts = readArchive(storage);
  }

  /** The hunts, the one with the newest reading last. */
  get hunts(): readonly HuntReadings[] {
    return this.#hunts;
  }

  /** All readings that were taken with one tuning of the detector. */
  ofThread(hunt: number, thread: number, nowMs: number): readonly Reading[] {
    return this.#recent(hunt, nowMs).filter((reading) => reading.thread === thread);
  }

  /** Adds a reading. Returns false if it is known already: the same cell always gives the same band. */
  add(hunt: number, reading: Reading, nowMs: number): boolean {
    const known = this.#recent(hunt, nowMs);
    if (known.some((one) => isSameReading(one, reading))) return false;
    const grown = { hunt, atMs: nowMs, readings: [...known, reading].slice(-MAX_READINGS) };
    this.#hunts = [...this.#hunts.filter((one) => one.hunt !== hunt), grown].slice(-MAX_HUNTS);
    writeJson(this.#storage, READINGS_KEY, this.#hunts);
    return true;
  }

  #recent(hunt: number, nowMs: number): readonly Reading[] {
    const known = this.#hunts.find((one) => one.hunt === hunt);
    return known !== undefined && Math.abs(nowMs - known.atMs) < MAX_AGE_MS ? known.readings : [];
  }
}

/** Whether two readings are of the same tuning and cell, and so of the same band. */
export function isSameReading(a: Reading, b: Reading): boolean {
  return a.thread === b.thread && a.cellX === b.cellX && a.cellY === b.cellY;
}

/** The stored readings, for the page that checks a hunt. */
export function readArchive(storage: Storage | undefined): HuntReadings[] {
  const stored = readJson(storage, READINGS_KEY);
  if (!Array.isArray(stored)) return [];
  return stored.slice(-MAX_HUNTS).flatMap((one: unknown) => {
    const { hunt, atMs, readings } = storedFields(one);
    if (!isCount(hunt) || typeof atMs !== "number" || !Array.isArray(readings)) return [];
    return [{ hunt, atMs, readings: readings.slice(-MAX_READINGS).flatMap(readingOf) }];
  });
}

function readingOf(stored: unknown): Reading[] {
  const { thread, tick, cellX, cellY, band } = storedFields(stored);
  if (!isCount(thread) || !isCount(tick) || !isCount(cellX) || !isCount(cellY) || !isCount(band)) return [];
  return band < BANDS ? [{ thread, tick: tick as Tick, cellX, cellY, band }] : [];
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** 32;
}
