// The seen part of a map as a picture: opaque where it was seen, with soft edges. Redrawn only when something new was seen.
import { CHUNK_TILES, type ChunkGrid } from "@doubloon/shared/space";
import type { FogStore } from "./fogStore.ts";

/** Pixels of the mask per chunk; the edges are as soft as one of them, scaled up. */
const CHUNK_PX = 6;
/** Pixels at the edge of what was seen that are left out, so that the soft edge lies inside. */
const EDGE_PX = 1;

export class FogMask {
  readonly canvas = document.createElement("canvas");
  /** Pixels of the mask per tile. */
  readonly scale = CHUNK_PX / CHUNK_TILES;
  readonly #grid: ChunkGrid;
  readonly #fog: FogStore;
  #revision = -1;

  constructor(grid: ChunkGrid, fog: FogStore) {
    this.#grid = grid;
    this.#fog = fog;
    this.canvas.width = grid.chunksWide * CHUNK_PX;
    this.canvas.height = grid.chunksHigh * CHUNK_PX;
  }

  update(): void {
    if (this.#revision === this.#fog.revision) return;
    this.#revision = this.#fog.revision;
    const context = this.canvas.getContext("2d");
    if (context === null) return;
    const { chunksWide, chunksHigh } = this.#grid;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.fillStyle = "#000";
    for (let row = 0; row < chunksHigh; row++) {
      for (let column = 0; column < chunksWide; column++) {
        if (this.#fog.seen(column, row)) this.#fill(context, column, row);
      }
    }
  }

  /** Fills a chunk but for the edges towards chunks that were not seen. */
  #fill(context: CanvasRenderingContext2D, column: number, row: number): void {
    const { chunksWide, chunksHigh } = this.#grid;
    const inset = (dx: number, dy: number): number => {
      const x = column + dx;
      const y = row + dy;
      const outside = x < 0 || y < 0 || x >= chunksWide || y >= chunksHigh;
      return outside || this.#fog.seen(x, y) ? 0 : EDGE_PX;
    };
    const west = inset(-1, 0);
    const north = inset(0, -1);
    context.fillRect(
      column * CHUNK_PX + west,
      row * CHUNK_PX + north,
      CHUNK_PX - west - inset(1, 0),
      CHUNK_PX - north - inset(0, 1),
    );
  }
}
