// Shades one thread's chart: feeds the shared solver with readings, misses, hints and the blocked tiles known so far. Runs in
// a worker; touches nothing of the page.
import { CacheSolver } from "@doubloon/shared/hunt/cacheSolver";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { ShortSolver } from "@doubloon/shared/hunt/shortDetector";
import { tutorialPlaces } from "@doubloon/shared/hunt/tutorialArea";
import { CHUNK_TILES } from "@doubloon/shared/space";

/** Zones with more tiles than this are shaded in cells of 2x2 tiles. */
const MAX_FINE_TILES = 65_536;
/** The largest side of a zone in tiles: a larger one is cut. */
const MAX_SIDE = 512;

/** So few likely cells are shaded at full strength, and very many this strongly. */
const FEW_CELLS = 64;
const FAINTEST = 0.55;
/** Chances that differ by less than this part count as equal. */
const EQUAL = 1 - 1e-9;

/** What the engine knows of one thread. */
export interface ChartTask {
  readonly zone: TileRect;
  readonly readings: readonly { readonly cellX: number; readonly cellY: number; readonly band: number }[];
  /** Tiles on which a probe found nothing. */
  readonly misses: readonly { readonly tileX: number; readonly tileY: number }[];
  readonly hints: readonly TileRect[];
  /** True for the tutorial's detector, see hunt/shortDetector.ts. */
  readonly short: boolean;
}

/** Blocked tiles of a chunk of the map: 256 entries, 1 for blocked. */
export interface KnownChunk {
  readonly column: number;
  readonly row: number;
  readonly blocked: Uint8Array;
}

/** The chances in cells, row by row. */
export interface ChartShade {
  readonly tileX: number;
  readonly tileY: number;
  readonly cellTiles: number;
  readonly columns: number;
  readonly rows: number;
  /** 0 (impossible) to 255; the likeliest cells have the largest value. */
  readonly values: Uint8Array<ArrayBuffer>;
  /** The likeliest tile; undefined if no tile is possible. */
  readonly best: { readonly tileX: number; readonly tileY: number } | undefined;
}

type Solver = CacheSolver | ShortSolver;

export class ChartEngine {
  readonly #chunks = new Map<string, Uint8Array>();
  /** The chunk that was looked up last. */
  #last:
    | { readonly column: number; readonly row: number; readonly blocked: Uint8Array | undefined }
    | undefined;
  #solver: Solver | undefined;
  #task: ChartTask | undefined;

  /** Learns a chunk: no cache lies on its blocked tiles. It shows with the next task. */
  learn({ column, row, blocked }: KnownChunk): void {
    this.#chunks.set(`${column},${row}`, blocked);
    this.#last = undefined;
    const solver = this.#solver;
    // Which tiles the tutorial's cache may lie on depends on the ways between them.
    if (!(solver instanceof CacheSolver)) this.#solver = undefined;
    else
      for (let i = 0; i < blocked.length; i++) {
        if (blocked[i] === 1)
          solver.exclude(
            column * CHUNK_TILES + (i % CHUNK_TILES),
            row * CHUNK_TILES + Math.floor(i / CHUNK_TILES),
          );
      }
  }

  /** Forgets the map: another one is played on. */
  forget(): void {
    this.#chunks.clear();
    this.#last = undefined;
    this.#solver = undefined;
  }

  /** Shades the chart for everything that the task tells. Goes on from the last task if this one only adds to it. */
  shade(task: ChartTask): ChartShade {
    const zone = cut(task.zone);
    const before = this.#task;
    const goesOn = before !== undefined && this.#solver !== undefined && addsTo(before, task);
    const solver = goesOn ? (this.#solver as Solver) : this.#begin(zone, task.short);
    const skip = goesOn ? before : undefined;
    for (const { cellX, cellY, band } of task.readings.slice(skip?.readings.length ?? 0))
      solver.addReading(cellX, cellY, band);
    for (const { tileX, tileY } of task.misses.slice(skip?.misses.length ?? 0)) solver.addMiss(tileX, tileY);
    for (const hint of task.hints.slice(skip?.hints.length ?? 0)) solver.addHint(hint);
    this.#solver = solver;
    this.#task = task;
    return shadeOf(zone, solver.solve());
  }

  #begin(zone: TileRect, short: boolean): Solver {
    const isFree = (tileX: number, tileY: number): boolean => !this.#isBlocked(tileX, tileY);
    return short ? new ShortSolver(zone, tutorialPlaces(zone, isFree)) : new CacheSolver(zone, isFree);
  }

  #isBlocked(tileX: number, tileY: number): boolean {
    const column = Math.floor(tileX / CHUNK_TILES);
    const row = Math.floor(tileY / CHUNK_TILES);
    // A solver asks tile by tile along rows: a new key for each tile would take most of its time.
    if (this.#last?.column !== column || this.#last.row !== row)
      this.#last = { column, row, blocked: this.#chunks.get(`${column},${row}`) };
    return this.#last.blocked?.[(tileY % CHUNK_TILES) * CHUNK_TILES + (tileX % CHUNK_TILES)] === 1;
  }
}

function cut({ x, y, width, height }: TileRect): TileRect {
  return { x, y, width: Math.min(width, MAX_SIDE), height: Math.min(height, MAX_SIDE) };
}

/** Whether `next` is `before` with more at the ends of its lists. */
function addsTo(before: ChartTask, next: ChartTask): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return (
    same(before.zone, next.zone) &&
    before.short === next.short &&
    same(before.readings, next.readings.slice(0, before.readings.length)) &&
    same(before.misses, next.misses.slice(0, before.misses.length)) &&
    same(before.hints, next.hints.slice(0, before.hints.length))
  );
}

function shadeOf(zone: TileRect, chances: Float64Array): ChartShade {
  const cellTiles = zone.width * zone.height > MAX_FINE_TILES ? 2 : 1;
  const columns = Math.ceil(zone.width / cellTiles);
  const rows = Math.ceil(zone.height / cellTiles);
  const largest = new Float64Array(columns * rows);
  let most = 0;
  for (let y = 0, i = 0; y < zone.height; y++) {
    const row = Math.floor(y / cellTiles) * columns;
    for (let x = 0; x < zone.width; x++, i++) {
      const cell = row + (cellTiles === 1 ? x : x >> 1);
      if (chances[i] > largest[cell]) largest[cell] = chances[i];
      if (chances[i] > most) most = chances[i];
    }
  }
  const values = new Uint8Array(columns * rows);
  const strongest = 255 * strengthOf(largest, most);
  // The square root shows the flanks of a peak, and leaves impossible cells at 0.
  if (most > 0)
    for (let i = 0; i < values.length; i++) values[i] = Math.round(strongest * Math.sqrt(largest[i] / most));
  return {
    tileX: zone.x,
    tileY: zone.y,
    cellTiles,
    columns,
    rows,
    values,
    best: likeliest(zone, chances, most),
  };
}

/** How strongly the likeliest cells are shaded: less while they are many, so that the land under them can be seen. */
function strengthOf(largest: Float64Array, most: number): number {
  let likely = 0;
  for (const chance of largest) if (2 * chance >= most) likely++;
  return Math.min(1, Math.max(FAINTEST, 1.1 - 0.08 * Math.log2(Math.max(1, likely / FEW_CELLS))));
}

/** The likeliest tile; of equally likely ones the one nearest to their middle. */
function likeliest(zone: TileRect, chances: Float64Array, most: number): ChartShade["best"] {
  if (most === 0) return undefined;
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  const each = (look: (x: number, y: number) => void): void => {
    for (let i = 0; i < chances.length; i++)
      if (chances[i] >= most * EQUAL) look(i % zone.width, Math.floor(i / zone.width));
  };
  each((x, y) => {
    count++;
    sumX += x;
    sumY += y;
  });
  let best: ChartShade["best"];
  let least = Number.POSITIVE_INFINITY;
  each((x, y) => {
    const distance = Math.hypot(x - sumX / count, y - sumY / count);
    if (distance >= least) return;
    least = distance;
    best = { tileX: zone.x + x, tileY: zone.y + y };
  });
  return best;
}
