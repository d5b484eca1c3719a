// The caches of one hunt in columns, a row for each leaf of its plan. Where they lie is secret until they are found.
import type { PlannedCache } from "@doubloon/shared/hunt/plan";

/** What became of a cache. A `waiting` cache belongs to a later wave; a `lost` one was not found in time. */
export const CacheState = { waiting: 0, hidden: 1, struck: 2, found: 3, lost: 4 } as const;
export type CacheState = (typeof CacheState)[keyof typeof CacheState];

export class Caches {
  readonly count: number;
  readonly wave: Uint8Array<ArrayBuffer>;
  /** Index into the hunt's tiers; -1 for the crown. */
  readonly tier: Int8Array<ArrayBuffer>;
  readonly value: Uint32Array<ArrayBuffer>;
  readonly mimic: Uint8Array<ArrayBuffer>;
  readonly tileX: Uint16Array<ArrayBuffer>;
  readonly tileY: Uint16Array<ArrayBuffer>;
  /** In sub-tile units; may lie outside the map. */
  readonly phantomX: Int32Array<ArrayBuffer>;
  readonly phantomY: Int32Array<ArrayBuffer>;
  readonly pieceX: Uint16Array<ArrayBuffer>;
  readonly pieceY: Uint16Array<ArrayBuffer>;
  readonly turns: Uint8Array<ArrayBuffer>;
  /** Hex; no column, because nothing computes with it. */
  readonly salts: string[];
  readonly state: Uint8Array<ArrayBuffer>;
  /** Hunters tuned to it, and how many of them are people. */
  readonly hunters: Uint32Array<ArrayBuffer>;
  readonly people: Uint32Array<ArrayBuffer>;
  /** Which clues are out: bit 0 the piece, bit 1 the riddle; hints are counted apart. */
  readonly clues: Uint8Array<ArrayBuffer>;
  readonly hints: Uint8Array<ArrayBuffer>;

  constructor(count: number) {
    this.count = count;
    this.wave = new Uint8Array(count);
    this.tier = new Int8Array(count);
    this.value = new Uint32Array(count);
    this.mimic = new Uint8Array(count);
    this.tileX = new Uint16Array(count);
    this.tileY = new Uint16Array(count);
    this.phantomX = new Int32Array(count);
    this.phantomY = new Int32Array(count);
    this.pieceX = new Uint16Array(count);
    this.pieceY = new Uint16Array(count);
    this.turns = new Uint8Array(count);
    this.salts = Array.from({ length: count }, () => "");
    this.state = new Uint8Array(count);
    this.hunters = new Uint32Array(count);
    this.people = new Uint32Array(count);
    this.clues = new Uint8Array(count);
    this.hints = new Uint8Array(count);
  }

  /** Fills the rows of planned caches; the rest of their state is that of a cache that waits. */
  plan(planned: readonly PlannedCache[]): void {
    for (const cache of planned) {
      const i = cache.index;
      this.wave[i] = cache.wave;
      this.tier[i] = cache.tier;
      this.value[i] = cache.value;
      this.mimic[i] = cache.mimic ? 1 : 0;
      this.tileX[i] = cache.tileX;
      this.tileY[i] = cache.tileY;
      this.phantomX[i] = cache.phantomX;
      this.phantomY[i] = cache.phantomY;
      this.pieceX[i] = cache.pieceX;
      this.pieceY[i] = cache.pieceY;
      this.turns[i] = cache.turns;
      this.salts[i] = cache.salt;
    }
  }

  /** One row as it was planned. */
  planned(index: number): PlannedCache {
    return {
      index,
      wave: this.wave[index],
      tier: this.tier[index],
      value: this.value[index],
      mimic: this.mimic[index] === 1,
      tileX: this.tileX[index],
      tileY: this.tileY[index],
      phantomX: this.phantomX[index],
      phantomY: this.phantomY[index],
      pieceX: this.pieceX[index],
      pieceY: this.pieceY[index],
      turns: this.turns[index],
      salt: this.salts[index],
    };
  }

  /** Whether a cache can be found now. */
  open(index: number): boolean {
    return this.state[index] === CacheState.hidden || this.state[index] === CacheState.struck;
  }

  /** Every column in a fixed order; the salts are apart. */
  columns(): readonly (Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array)[] {
    return [
      this.wave,
      this.tier,
      this.value,
      this.mimic,
      this.tileX,
      this.tileY,
      this.phantomX,
      this.phantomY,
      this.pieceX,
      this.pieceY,
      this.turns,
      this.state,
      this.hunters,
      this.people,
      this.clues,
      this.hints,
    ];
  }
}
