// The default map during generation: ground, tile layers, and the tiles blocked so far.
import { type Levels, tileLevel } from "./levels.ts";
import { hash2 } from "./noise.ts";
import type { TileTable } from "./tileTable.ts";

export class MapSketch {
  readonly size: number;
  readonly seed: number;
  readonly levels: Levels;
  readonly table: TileTable;
  /** Layers of global tile ids, row by row. */
  readonly ground: Uint32Array;
  readonly floor: Uint32Array;
  readonly things: Uint32Array;
  readonly crowns: Uint32Array;
  readonly crownsInFront: Uint32Array;
  /** 1 for each blocked tile. */
  readonly blocked: Uint8Array;
  /** 1 for bridges, ruins and the margin around them. */
  readonly built: Uint8Array;
  /** Level of each tile. */
  readonly level: Uint8Array;

  constructor(levels: Levels, table: TileTable, seed: number) {
    const { size } = levels;
    const layer = () => new Uint32Array(size * size);
    this.size = size;
    this.seed = seed;
    this.levels = levels;
    this.table = table;
    this.ground = layer();
    this.floor = layer();
    this.things = layer();
    this.crowns = layer();
    this.crownsInFront = layer();
    this.blocked = new Uint8Array(size * size);
    this.built = new Uint8Array(size * size);
    this.level = Uint8Array.from({ length: size * size }, (_, i) =>
      tileLevel(levels, i % size, Math.floor(i / size)),
    );
  }

  /** One of `count` variants, by tile and purpose. */
  pick(tile: number, count: number, purpose: number): number {
    return hash2(tile, purpose, this.seed) % count;
  }

  /** True for one in `oneIn` tiles, by tile and purpose. */
  isHit(tile: number, oneIn: number, purpose: number): boolean {
    return hash2(tile, purpose, this.seed + 7) % oneIn === 0;
  }

  /** Whether the tile and its eight neighbours are free, so that blocking the tile cuts nothing off. */
  isOpen(tile: number): boolean {
    const { size } = this;
    const x = tile % size;
    const y = Math.floor(tile / size);
    if (x < 1 || y < 1 || x > size - 2 || y > size - 2) return false;
    for (let dy = -1; dy <= 1; dy++)
      for (let dx = -1; dx <= 1; dx++) if (this.blocked[tile + dy * size + dx] !== 0) return false;
    return true;
  }
}
