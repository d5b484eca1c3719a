// The map's blocked tiles in the form that the movement rule reads.
import type { WorldMap } from "@doubloon/shared/map";
import type { Ground } from "@doubloon/shared/movement";

export class WorldGround implements Ground {
  readonly #blocked: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(map: WorldMap) {
    this.#blocked = map.blocked;
    this.#width = map.widthTiles;
    this.#height = map.heightTiles;
  }

  blockedAt(tileX: number, tileY: number): boolean {
    // Negative coordinates become huge as unsigned numbers, so one comparison covers both edges.
    if (tileX >>> 0 >= this.#width || tileY >>> 0 >= this.#height) return true;
    return this.#blocked[tileY * this.#width + tileX] !== 0;
  }
}
