// What the minimap and the full map show: the map's sheet, the fog, where the player is. Fetches and paints chunks that
// were seen on an earlier visit, one at a time. Draws no window itself; see paintMap.ts.
import type { MapDescription } from "@doubloon/shared/map";
import { CHUNK_SUB, CHUNK_TILES, type ChunkGrid, TILE_SUB } from "@doubloon/shared/space";
import { decodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import type { TilePainter } from "../tilePainter.ts";
import { FogMask } from "./fogMask.ts";
import type { FogStore } from "./fogStore.ts";
import { MapSheet } from "./mapSheet.ts";
import { type MapView, toTile } from "./mapView.ts";
import { paintPiece } from "./pieces.ts";

/** A failed fetch is not repeated before this. */
const RETRY_MS = 5000;

/** A position in tiles, fractions included. */
export interface TilePoint {
  readonly x: number;
  readonly y: number;
}

export interface MapBoardOptions {
  readonly map: MapDescription;
  readonly grid: ChunkGrid;
  readonly painter: TilePainter;
  readonly fog: FogStore;
  /** Fetches a chunk's bytes; rejects if that fails. */
  readonly fetchChunk: (column: number, row: number) => Promise<Uint8Array>;
  /** The own mover's position as shown now, in sub-tile units, with its heading of 0 to 63. */
  readonly own: () => { readonly x: number; readonly y: number; readonly heading: number } | undefined;
  readonly nowMs: () => number;
}

export class MapBoard {
  readonly map: MapDescription;
  readonly fog: FogStore;
  readonly sheet: MapSheet;
  readonly mask: FogMask;
  readonly #options: MapBoardOptions;
  #filling = false;
  #retryAtMs = 0;
  #closed = false;

  constructor(options: MapBoardOptions) {
    this.#options = options;
    this.map = options.map;
    this.fog = options.fog;
    this.mask = new FogMask(options.grid, options.fog);
    this.sheet = new MapSheet(options.map.widthTiles, options.map.heightTiles);
  }

  /** The player's position in tiles and heading in radians, clockwise from east; undefined until it is known. */
  own(): (TilePoint & { readonly heading: number }) | undefined {
    const at = this.#options.own();
    if (at === undefined) return undefined;
    return { x: at.x / TILE_SUB, y: at.y / TILE_SUB, heading: (at.heading / 64) * 2 * Math.PI };
  }

  /** Marks what the player sees now. Call this a few times a second. */
  look(): void {
    const at = this.#options.own();
    if (at !== undefined) this.fog.stand(Math.floor(at.x / CHUNK_SUB), Math.floor(at.y / CHUNK_SUB));
  }

  /** Draws a torn piece of chart; see pieces.ts. */
  drawPiece(canvas: HTMLCanvasElement, layers: readonly (readonly number[])[], turned: boolean): void {
    paintPiece(canvas, this.#options.painter, layers, turned);
  }

  /** Loads the seen chunk nearest to the view's center that the sheet lacks. Returns at once; one load at a time. */
  fill(view: MapView): void {
    if (this.#filling || this.#closed || this.#options.nowMs() < this.#retryAtMs) return;
    const missing = this.#missing(view);
    if (missing === undefined) return;
    this.#filling = true;
    this.#load(missing[0], missing[1])
      .catch(() => {
        this.#retryAtMs = this.#options.nowMs() + RETRY_MS;
      })
      .finally(() => {
        this.#filling = false;
      });
  }

  close(): void {
    this.#closed = true;
  }

  #missing(view: MapView): [number, number] | undefined {
    const { chunksWide, chunksHigh } = this.#options.grid;
    const from = toTile(view, 0, 0);
    const to = toTile(view, view.width, view.height);
    let best: [number, number] | undefined;
    let least = Number.POSITIVE_INFINITY;
    const lastRow = Math.min(chunksHigh - 1, Math.floor(to.y / CHUNK_TILES));
    const lastColumn = Math.min(chunksWide - 1, Math.floor(to.x / CHUNK_TILES));
    for (let row = Math.max(0, Math.floor(from.y / CHUNK_TILES)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor(from.x / CHUNK_TILES)); column <= lastColumn; column++) {
        if (!this.fog.seen(column, row) || this.sheet.has(column, row)) continue;
        const dx = (column + 0.5) * CHUNK_TILES - view.centerX;
        const dy = (row + 0.5) * CHUNK_TILES - view.centerY;
        if (dx * dx + dy * dy >= least) continue;
        least = dx * dx + dy * dy;
        best = [column, row];
      }
    }
    return best;
  }

  async #load(column: number, row: number): Promise<void> {
    const chunk = decodeMapChunk(await this.#options.fetchChunk(column, row));
    if (this.#closed || this.sheet.has(column, row)) return;
    const canvas = document.createElement("canvas");
    canvas.width = CHUNK_TILES * this.map.tileWidth;
    canvas.height = CHUNK_TILES * this.map.tileHeight;
    const context = canvas.getContext("2d");
    if (context === null) return;
    this.#options.painter.paintTiles(context, chunk.layers, CHUNK_TILES);
    this.sheet.add(column, row, 0, canvas);
  }
}
