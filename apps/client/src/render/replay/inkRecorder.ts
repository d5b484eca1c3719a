// Records a hunt as the client sees it, to draw it as ink afterwards: the own path, others seen, finds with times.
// Bounded: a path that is full keeps every second point and takes points half as often from then on.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { InkChart } from "./inkChart.ts";

export const MAX_OWN_POINTS = 1024;
export const MAX_OTHERS = 48;
export const MAX_OTHER_POINTS = 128;
export const MAX_FINDS = 512;
/** The time between two points of a path at first. */
export const SAMPLE_MS = 400;
/** A point this close to the one before, in tiles, is left out. */
const MIN_STEP_TILES = 0.4;

/** Points of a path: ms since the start and position in tenths of a tile. Integers, so that they are short as JSON. */
export interface InkPath {
  readonly t: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

export interface InkFind {
  readonly tileX: number;
  readonly tileY: number;
  /** Ms since the start. */
  readonly t: number;
  readonly name: string;
  readonly own: boolean;
}

/** A recorded hunt; plain JSON. */
export interface InkRecord {
  readonly hunt: number;
  readonly zone: TileRect;
  readonly lengthMs: number;
  readonly own: InkPath;
  readonly others: readonly InkPath[];
  readonly finds: readonly InkFind[];
  /** What was seen of the zone. */
  readonly chart?: InkChart;
}

/** A mover seen, in tiles. */
export interface InkMover {
  readonly mover: number;
  readonly x: number;
  readonly y: number;
}

class Path implements InkPath {
  readonly t: number[] = [];
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly #max: number;
  #gapMs = SAMPLE_MS;

  constructor(max: number) {
    this.#max = max;
  }

  add(t: number, x: number, y: number): void {
    const last = this.t.length - 1;
    if (last >= 0) {
      if (t - this.t[last] < this.#gapMs) return;
      const step = Math.max(Math.abs(x - this.x[last] / 10), Math.abs(y - this.y[last] / 10));
      if (step < MIN_STEP_TILES) return;
    }
    if (this.t.length === this.#max) this.#thin();
    this.t.push(Math.round(t));
    this.x.push(Math.round(x * 10));
    this.y.push(Math.round(y * 10));
  }

  /** Keeps the first point and every second one after it. */
  #thin(): void {
    this.#gapMs *= 2;
    for (const column of [this.t, this.x, this.y]) {
      let kept = 0;
      for (let i = 0; i < column.length; i += 2) column[kept++] = column[i];
      column.length = kept;
    }
  }
}

export class InkRecorder {
  readonly hunt: number;
  readonly #zone: TileRect;
  readonly #startMs: number;
  readonly #own = new Path(MAX_OWN_POINTS);
  readonly #others = new Map<number, Path>();
  readonly #finds: InkFind[] = [];
  #lastMs: number;
  #sampledMs = Number.NEGATIVE_INFINITY;

  constructor(hunt: number, zone: TileRect, nowMs: number) {
    this.hunt = hunt;
    this.#zone = zone;
    this.#startMs = nowMs;
    this.#lastMs = nowMs;
  }

  /** Takes where everybody in view is. Call it as often as you like; it looks every SAMPLE_MS. */
  see(own: InkMover | undefined, others: Iterable<InkMover>, nowMs: number): void {
    if (nowMs - this.#sampledMs < SAMPLE_MS) return;
    this.#sampledMs = nowMs;
    this.#lastMs = Math.max(this.#lastMs, nowMs);
    const t = nowMs - this.#startMs;
    if (own !== undefined) this.#own.add(t, own.x, own.y);
    for (const { mover, x, y } of others) {
      if (mover === own?.mover || !this.#inZone(x, y)) continue;
      let path = this.#others.get(mover);
      if (path === undefined) {
        if (this.#others.size === MAX_OTHERS) continue;
        path = new Path(MAX_OTHER_POINTS);
        this.#others.set(mover, path);
      }
      path.add(t, x, y);
    }
  }

  /** A cache was dug up. */
  found(tileX: number, tileY: number, name: string, own: boolean, nowMs: number): void {
    if (this.#finds.length === MAX_FINDS) return;
    this.#lastMs = Math.max(this.#lastMs, nowMs);
    this.#finds.push({ tileX, tileY, t: Math.round(nowMs - this.#startMs), name, own });
  }

  record(): InkRecord {
    return {
      hunt: this.hunt,
      zone: this.#zone,
      lengthMs: Math.max(1, Math.round(this.#lastMs - this.#startMs)),
      own: copy(this.#own),
      others: [...this.#others.values()].map(copy),
      finds: [...this.#finds],
    };
  }

  #inZone(x: number, y: number): boolean {
    const { x: west, y: north, width, height } = this.#zone;
    return x >= west && y >= north && x < west + width && y < north + height;
  }
}

function copy({ t, x, y }: InkPath): InkPath {
  return { t: [...t], x: [...x], y: [...y] };
}
