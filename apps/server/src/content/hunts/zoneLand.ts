// How much of a map can hold caches, added up so that any rectangle is counted at once. Computed once for a map.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import { reachableTiles } from "@doubloon/shared/reachable";

/** Terrains that count as no land: nobody buries a chest there. */
const NO_LAND: ReadonlySet<string> = new Set(["bridge", "shallow", "deep"]);

export interface ZoneLand {
  /** Land north-west of each corner between tiles: `y * (widthTiles + 1) + x`. */
  readonly sums: Uint32Array;
  readonly widthTiles: number;
  /** 1 for each tile that a player can reach from a spawn point. */
  readonly reachable: Uint8Array;
  /** The zone whose largest part was counted last, and its tiles. */
  counted: { readonly zone: TileRect; readonly tiles: number } | undefined;
}

const known = new WeakMap<WorldMap, ZoneLand>();

/** The land of a map: tiles that players can reach, without bridges and shallows. */
export function zoneLand(map: WorldMap): ZoneLand {
  let land = known.get(map);
  if (land === undefined) {
    land = addUp(map);
    known.set(map, land);
  }
  return land;
}

/** The tiles of land in a rectangle that lies on the map. */
export function landIn({ sums, widthTiles }: ZoneLand, { x, y, width, height }: TileRect): number {
  const side = widthTiles + 1;
  const north = y * side;
  const south = (y + height) * side;
  return sums[south + x + width] - sums[south + x] - sums[north + x + width] + sums[north + x];
}

function addUp(map: WorldMap): ZoneLand {
  const { widthTiles, heightTiles, terrain, terrains } = map;
  const reachable = reachableTiles(map);
  const isLand = terrains.map((name) => !NO_LAND.has(name));
  const side = widthTiles + 1;
  const sums = new Uint32Array(side * (heightTiles + 1));
  for (let y = 0; y < heightTiles; y++) {
    let row = 0;
    for (let x = 0; x < widthTiles; x++) {
      const tile = y * widthTiles + x;
      if (reachable[tile] === 1 && isLand[terrain[tile]]) row++;
      sums[(y + 1) * side + x + 1] = sums[y * side + x + 1] + row;
    }
  }
  return { sums, widthTiles, reachable, counted: undefined };
}
