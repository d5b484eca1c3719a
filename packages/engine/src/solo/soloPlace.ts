// Where a cache of one's own lies: on a tile that can be walked to from where the player stands, at the distances of its kind.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { PHANTOM_TILES } from "@doubloon/shared/hunt/rules";
import type { PlayerId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import type { World } from "../world.ts";
import { soloNumbers } from "./dailyKeys.ts";
import type { SoloKind, SoloSearch } from "./solo.ts";

/** Distances from the player's tile on the longer axis, in tiles, and the longest way there in steps from tile to tile. */
const REACH = {
  tutorial: { least: 4, most: 8, way: 16 },
  daily: { least: 30, most: 96, way: 400 },
} as const;
const HALF_TILE = TILE_SUB / 2;

/** Places a player's cache. Returns undefined if no tile is reachable at these distances. */
export function placeSolo(
  world: World,
  kind: SoloKind,
  playerId: PlayerId,
  tileX: number,
  tileY: number,
): SoloSearch | undefined {
  const { secret } = world.solo;
  if (secret === undefined) return undefined;
  const { most, least, way } = REACH[kind];
  const zone = zoneAround(world, tileX, tileY, most);
  const tiles = reachable(world, zone, tileX, tileY, way).filter(
    (tile) => Math.max(Math.abs(xOf(zone, tile) - tileX), Math.abs(yOf(zone, tile) - tileY)) >= least,
  );
  if (tiles.length === 0) return undefined;
  const purpose = kind === "daily" ? `daily ${world.board.day}` : kind;
  const { numbers, noiseKey } = soloNumbers(secret, `${purpose} ${playerId}`);
  const tile = tiles[numbers.below(tiles.length)];
  const [x, y] = [xOf(zone, tile), yOf(zone, tile)];
  let [offX, offY] = [0, 0];
  // The tutorial's detector measures the cache itself; any other a phantom, uniform in a disc around the cache.
  const radius = kind === "tutorial" ? 0 : PHANTOM_TILES * TILE_SUB;
  do {
    offX = numbers.below(2 * radius + 1) - radius;
    offY = numbers.below(2 * radius + 1) - radius;
  } while (offX * offX + offY * offY > radius * radius);
  return {
    kind,
    zone,
    tileX: x,
    tileY: y,
    phantomX: x * TILE_SUB + HALF_TILE + offX,
    phantomY: y * TILE_SUB + HALF_TILE + offY,
    noiseKey,
    struck: false,
    work: 0,
  };
}

function zoneAround({ grid }: World, tileX: number, tileY: number, reach: number): TileRect {
  const x = Math.max(0, tileX - reach);
  const y = Math.max(0, tileY - reach);
  const width = Math.min(grid.widthTiles, tileX + reach + 1) - x;
  return { x, y, width, height: Math.min(grid.heightTiles, tileY + reach + 1) - y };
}

function xOf(zone: TileRect, tile: number): number {
  return zone.x + (tile % zone.width);
}

function yOf(zone: TileRect, tile: number): number {
  return zone.y + Math.floor(tile / zone.width);
}

/** The tiles of a zone that are at most `way` steps from a tile, in the order in which a flood reaches them. */
function reachable({ ground }: World, zone: TileRect, tileX: number, tileY: number, way: number): number[] {
  const { x: west, y: north, width, height } = zone;
  const seen = new Uint8Array(width * height);
  const reached: number[] = [];
  const visit = (x: number, y: number): void => {
    if (x < west || y < north || x >= west + width || y >= north + height) return;
    const tile = (y - north) * width + (x - west);
    if (seen[tile] === 1 || ground.blockedAt(x, y)) return;
    seen[tile] = 1;
    reached.push(tile);
  };
  visit(tileX, tileY);
  let from = 0;
  for (let step = 0; step < way && from < reached.length; step++) {
    for (const end = reached.length; from < end; from++) {
      const x = xOf(zone, reached[from]);
      const y = yOf(zone, reached[from]);
      visit(x - 1, y);
      visit(x + 1, y);
      visit(x, y - 1);
      visit(x, y + 1);
    }
  }
  return reached;
}
