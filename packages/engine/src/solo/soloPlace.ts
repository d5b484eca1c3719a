// Where a cache of one's own lies: on a tile to which one can walk from where the player stands, at the distances of its kind.
import type { NumberStream } from "@doubloon/shared/fair/streams";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { PHANTOM_TILES } from "@doubloon/shared/hunt/rules";
import { TUTORIAL_TILES, tutorialPlaces } from "@doubloon/shared/hunt/tutorialArea";
import type { PlayerId } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import type { World } from "../world.ts";
import { soloNumbers } from "./dailyKeys.ts";
import type { SoloKind, SoloSearch } from "./solo.ts";

/** Distances from the player's tile on the longer axis, in tiles. */
const REACH = {
  tutorial: TUTORIAL_TILES,
  daily: { least: 30, most: 96 },
} as const;
/** Tiles drawn before all tiles of the zone are looked at. */
const MAX_DRAWS = 256;
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
  const { most, least } = REACH[kind];
  const zone = zoneAround(world, tileX, tileY, most);
  const purpose = kind === "daily" ? `daily ${world.board.day}` : kind;
  const { numbers, noiseKey } = soloNumbers(secret, `${purpose} ${playerId}`);
  const fits =
    kind === "tutorial"
      ? tutorialPlaces(zone, (x, y) => !world.ground.blockedAt(x, y))
      : (x: number, y: number): boolean =>
          Math.max(Math.abs(x - tileX), Math.abs(y - tileY)) >= least &&
          world.solo.parts.connects(tileX, tileY, x, y);
  const place = drawPlace(zone, numbers, fits);
  if (place === undefined) return undefined;
  const [x, y] = place;
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

/** Draws a tile of the zone that fits, each of them equally likely. */
function drawPlace(
  zone: TileRect,
  numbers: NumberStream,
  fits: (x: number, y: number) => boolean,
): readonly [number, number] | undefined {
  for (let i = 0; i < MAX_DRAWS; i++) {
    const x = zone.x + numbers.below(zone.width);
    const y = zone.y + numbers.below(zone.height);
    if (fits(x, y)) return [x, y];
  }
  const all: (readonly [number, number])[] = [];
  for (let y = zone.y; y < zone.y + zone.height; y++) {
    for (let x = zone.x; x < zone.x + zone.width; x++) if (fits(x, y)) all.push([x, y]);
  }
  return all.length === 0 ? undefined : all[numbers.below(all.length)];
}
