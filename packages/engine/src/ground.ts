// Where nobody can stand, as the movement rule asks for it.
import type { WorldMap } from "@doubloon/shared/map";
import type { Ground } from "@doubloon/shared/movement";

export class MapGround implements Ground {
  readonly #blocked: Uint8Array;
  readonly #width: number;
  readonly #height: number;

  constructor(map: WorldMap) {
    this.#blocked = map.blocked;
    this.#width = map.widthTiles;
    this.#height = map.heightTiles;
  }

  blockedAt(tileX: number, tileY: number): boolean {
    // As unsigned numbers, negative tiles lie beyond every map.
    if (tileX >>> 0 >= this.#width || tileY >>> 0 >= this.#height) return true;
    return this.#blocked[tileY * this.#width + tileX] !== 0;
  }
}
