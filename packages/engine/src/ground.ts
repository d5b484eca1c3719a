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
    if (tileX < 0 || tileY < 0 || tileX >= this.#width || tileY >= this.#height) return true;
    return this.#blocked[tileY * this.#width + tileX] !== 0;
  }
}
