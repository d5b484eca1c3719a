// Decides for each tile whether it is blocked and which terrain it has. The topmost cell with a value wins, for each of
// the two. A tile without any cell is blocked.
import { GID_MASK } from "@doubloon/shared/wire/mapChunk";
import type { Grid } from "./layGrid.ts";
import { tilesetOf } from "./layGrid.ts";
import { MapError } from "./mapError.ts";
import type { TiledMap } from "./tiled/model.ts";

/** Index 0 is the empty name. */
const MAX_TERRAINS = 256;
const SAYS_NOTHING = 0;
const FREE = 1;
const BLOCKED = 2;

export interface DecidedTiles {
  /** 1 for a blocked tile, `y * widthTiles + x`. */
  readonly blocked: Uint8Array;
  /** Index into `terrains`. */
  readonly terrain: Uint8Array;
  /** The empty name, then the names in use in alphabetical order. */
  readonly terrains: readonly string[];
}

/** @throws MapError for more than 255 terrains */
export function decideTiles(map: TiledMap, grid: Grid): DecidedTiles {
  const tiles = grid.widthTiles * grid.heightTiles;
  const decided = new Uint8Array(tiles);
  const occupied = new Uint8Array(tiles);
  const named = new Uint16Array(tiles);
  const numbers = new Map<string, number>([["", 0]]);
  for (const { layer, gids } of grid.layers) {
    const facts = new Map<number, number>();
    for (let i = 0; i < tiles; i++) {
      const gid = gids[i] & GID_MASK;
      if (gid === 0) continue;
      let fact = facts.get(gid);
      if (fact === undefined) {
        fact = packedFact(map, gid, layer.properties, numbers);
        facts.set(gid, fact);
      }
      occupied[i] = 1;
      if ((fact & 3) !== SAYS_NOTHING) decided[i] = fact & 3;
      if (fact >> 2 !== 0) named[i] = fact >> 2;
    }
  }
  const blocked = decided.map((fact, i) => (fact === BLOCKED || occupied[i] === 0 ? 1 : 0));
  return { blocked, ...sortTerrains(map, named, [...numbers.keys()]) };
}

/**
 * A tile's values: blocking in the low two bits, the terrain number above them. A tile's values override its layer's.
 */
function packedFact(
  map: TiledMap,
  gid: number,
  ofLayer: { readonly blocked: boolean | undefined; readonly terrain: string | undefined },
  numbers: Map<string, number>,
): number {
  const tileset = tilesetOf(map.tilesets, gid);
  const tile = tileset?.tiles.get(gid - tileset.firstGid);
  const blocked = tile?.blocked ?? ofLayer.blocked;
  const terrain = tile?.terrain ?? ofLayer.terrain ?? "";
  let number = numbers.get(terrain);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(terrain, number);
    if (number >= MAX_TERRAINS)
      throw new MapError(
        `${map.file}: more than ${MAX_TERRAINS - 1} terrains, expected at most ${MAX_TERRAINS - 1}`,
      );
  }
  return (number << 2) | (blocked === undefined ? SAYS_NOTHING : blocked ? BLOCKED : FREE);
}

/** Numbers the terrains in alphabetical order, so that the order within the file does not matter. */
function sortTerrains(map: TiledMap, named: Uint16Array, names: readonly string[]) {
  const used = new Uint8Array(names.length);
  for (let i = 0; i < named.length; i++) used[named[i]] = 1;
  const terrains = ["", ...names.filter((name, number) => name !== "" && used[number] === 1).sort()];
  if (terrains.length > MAX_TERRAINS)
    throw new MapError(
      `${map.file}: more than ${MAX_TERRAINS - 1} terrains, expected at most ${MAX_TERRAINS - 1}`,
    );
  const indexes = names.map((name) => Math.max(0, terrains.indexOf(name)));
  const terrain = new Uint8Array(named.length);
  for (let i = 0; i < terrain.length; i++) terrain[i] = indexes[named[i]];
  return { terrain, terrains };
}
