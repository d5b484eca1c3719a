// The map's tiles in the form that the movement rule and the plans of hunts read.
import type { PlanGround } from "@doubloon/shared/fair/plan/pieces";
import type { WorldMap } from "@doubloon/shared/map";

export class WorldGround implements PlanGround {
  readonly #blocked: Uint8Array;
  readonly #terrain: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(map: WorldMap) {
    this.#blocked = map.blocked;
    this.#terrain = map.terrain;
    this.#width = map.widthTiles;
    this.#height = map.heightTiles;
  }

  blockedAt(tileX: number, tileY: number): boolean {
    // Negative coordinates become huge as unsigned numbers, so one comparison covers both edges.
    if (tileX >>> 0 >= this.#width || tileY >>> 0 >= this.#height) return true;
    return this.#blocked[tileY * this.#width + tileX] !== 0;
  }

  /** Index of the tile's terrain in the map's list; 0 outside the map. */
  terrainAt(tileX: number, tileY: number): number {
    if (tileX >>> 0 >= this.#width || tileY >>> 0 >= this.#height) return 0;
    return this.#terrain[tileY * this.#width + tileX];
  }
}
