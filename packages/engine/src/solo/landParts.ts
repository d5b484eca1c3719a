// The connected parts of the map's land, over the sides of walkable tiles: tiles of one part can be walked between.
import type { WorldMap } from "@doubloon/shared/map";

export class LandParts {
  readonly #width: number;
  /** Number of each tile's part, from 1; 0 for a blocked tile. */
  readonly #part: Uint32Array;

  constructor({ widthTiles, heightTiles, blocked }: WorldMap) {
    this.#width = widthTiles;
    const part = new Uint32Array(widthTiles * heightTiles);
    const open = new Uint32Array(part.length);
    let parts = 0;
    for (let start = 0; start < part.length; start++) {
      if (blocked[start] !== 0 || part[start] !== 0) continue;
      part[start] = ++parts;
      open[0] = start;
      let count = 1;
      for (let i = 0; i < count; i++) {
        const tile = open[i];
        const tileX = tile % widthTiles;
        for (let side = 0; side < 4; side++) {
          if (side === 0 ? tileX === 0 : side === 1 && tileX === widthTiles - 1) continue;
          const next = tile + (side === 0 ? -1 : side === 1 ? 1 : side === 2 ? -widthTiles : widthTiles);
          if (next < 0 || next >= part.length || blocked[next] !== 0 || part[next] !== 0) continue;
          part[next] = parts;
          open[count++] = next;
        }
      }
    }
    this.#part = part;
  }

  /** Whether one can walk from one tile of the map to another. */
  connects(tileX: number, tileY: number, otherX: number, otherY: number): boolean {
    const part = this.#part[tileY * this.#width + tileX];
    return part !== 0 && part === this.#part[otherY * this.#width + otherX];
  }
}
