// Places a square zone on the map: on enough land that hangs together, within reach of most players, with a spawn point in
// it for newcomers, and from hunt to hunt elsewhere. The same inputs give the same place.
import { eligibleTiles } from "@doubloon/shared/fair/eligible";
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { WorldMap } from "@doubloon/shared/map";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { landIn, type ZoneLand, zoneLand } from "./zoneLand.ts";

/** A tile on which a player stands. */
export interface Standing {
  readonly tileX: number;
  readonly tileY: number;
}

/** Squares and players that are compared at most, so that a choice takes about a millisecond on any map. */
const MAX_SQUARES = 1024;
const MAX_PLAYERS = 128;
/** The share of land from which on a zone counts as good, and more is not better. */
const ENOUGH_LAND = 0.5;
/**
 * Players up to this distance can walk in while the hunt is announced. A walker makes 5 tiles a second; half of the 90 s
 * stay for detours.
 */
const REACH_TILES = 225;
/** Squares whose score is this close to the best one are as good as it; the hunt's number chooses among them. */
const TOLERANCE = 0.25;
/** Caches lie in the largest part of a zone that hangs together; it should be this share of the zone. */
const ENOUGH_TOGETHER = 0.4;
/** Squares among the good ones whose parts are looked at; each costs a flood fill. */
const MAX_FILLS = 6;

interface Square {
  readonly zone: TileRect;
  readonly score: number;
}

/** Chooses the zone: `sideChunks` chunks to a side, or as many as the map has. */
export function chooseZone(
  map: WorldMap,
  sideChunks: number,
  number: number,
  occupied: readonly Standing[],
): TileRect {
  const land = zoneLand(map);
  const players = everyNth(occupied, MAX_PLAYERS);
  const squares = squaresOf(map, sideChunks).map((zone) => ({
    zone,
    score: scoreOf(zone, land, map, players),
  }));
  const best = squares.reduce((highest, { score }) => Math.max(highest, score), Number.NEGATIVE_INFINITY);
  const good = squares.filter(({ score }: Square) => score >= best - TOLERANCE);
  const first = scatter(number);
  let chosen = good[first % good.length].zone;
  let most = -1;
  for (let i = 0; i < Math.min(MAX_FILLS, good.length); i++) {
    // The golden ratio spreads the tries over all squares.
    const { zone } = good[(first + Math.floor(i * 0.618 * good.length)) % good.length];
    const together = hangingTogether(map, land, zone) / (zone.width * zone.height);
    if (together > most) {
      chosen = zone;
      most = together;
    }
    if (together >= ENOUGH_TOGETHER) break;
  }
  return chosen;
}

/** Tiles of a zone's largest part, where caches lie; 0 if players cannot reach it. */
export function hangingTogether(map: WorldMap, land: ZoneLand, zone: TileRect): number {
  if (land.counted?.zone !== zone) land.counted = { zone, tiles: largestPart(map, land, zone) };
  return land.counted.tiles;
}

function largestPart(map: WorldMap, land: ZoneLand, zone: TileRect): number {
  const { widthTiles, heightTiles, blocked } = map;
  const blockedAt = (x: number, y: number): boolean =>
    x < 0 || y < 0 || x >= widthTiles || y >= heightTiles || blocked[y * widthTiles + x] !== 0;
  const { tiles } = eligibleTiles(zone, { blockedAt });
  if (tiles.length === 0) return 0;
  const y = zone.y + Math.floor(tiles[0] / zone.width);
  const x = zone.x + (tiles[0] % zone.width);
  return land.reachable[y * widthTiles + x] === 1 ? tiles.length : 0;
}

/** Squares of whole chunks, row by row; on a large map every second or third one. */
function squaresOf({ widthTiles, heightTiles }: WorldMap, sideChunks: number): TileRect[] {
  const width = Math.min(sideChunks * CHUNK_TILES, widthTiles);
  const height = Math.min(sideChunks * CHUNK_TILES, heightTiles);
  const columns = Math.floor((widthTiles - width) / CHUNK_TILES) + 1;
  const rows = Math.floor((heightTiles - height) / CHUNK_TILES) + 1;
  const stride = Math.ceil(Math.sqrt((columns * rows) / MAX_SQUARES));
  const squares: TileRect[] = [];
  for (let row = 0; row < rows; row += stride) {
    for (let column = 0; column < columns; column += stride)
      squares.push({ x: column * CHUNK_TILES, y: row * CHUNK_TILES, width, height });
  }
  return squares;
}

/** Up to 2 for land, 2 for players in reach, 1 for players who are near, 1 for a spawn point inside. */
function scoreOf(zone: TileRect, land: ZoneLand, { spawns }: WorldMap, players: readonly Standing[]): number {
  const share = landIn(land, zone) / (zone.width * zone.height);
  let score = 2 * Math.min(1, share / ENOUGH_LAND);
  if (spawns.some((spawn) => distanceTo(zone, spawn) === 0)) score += 1;
  for (const player of players) {
    const distance = distanceTo(zone, player);
    score += ((distance <= REACH_TILES ? 2 : 0) + 1 / (1 + distance / REACH_TILES)) / players.length;
  }
  return score;
}

/** Tiles from a player to the nearest tile of the zone, as the crow flies; 0 inside. */
function distanceTo({ x, y, width, height }: TileRect, { tileX, tileY }: Standing): number {
  const dx = Math.max(0, x - tileX, tileX - (x + width - 1));
  const dy = Math.max(0, y - tileY, tileY - (y + height - 1));
  return Math.sqrt(dx * dx + dy * dy);
}

function everyNth(players: readonly Standing[], most: number): readonly Standing[] {
  const step = Math.ceil(players.length / most);
  return step <= 1 ? players : players.filter((_, i) => i % step === 0);
}

/** Spreads consecutive numbers over all 32-bit numbers (the finalizer of MurmurHash3). */
function scatter(number: number): number {
  let h = number >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
