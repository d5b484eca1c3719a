// Finds landmarks in a map's terrain, for maps whose object layers name none: bridges, ruins, lakes, capes, narrow waters,
// woods, heights and open ground, with names made up for them. The same map gives the same landmarks.
import type { KnownLandmark, LandmarkKind, WorldMap } from "@doubloon/shared/map";
import { depthOf, type Patch, patchesOf, SquareCounts } from "./features.ts";
import { PlaceNames } from "./placeNames.ts";

/** What terrain names mean. */
const WATER = /^(deep|shallow|water|sea|ocean|lake|river|pond|lagoon)/i;
const BRIDGE = /bridge|pier|jetty/i;
const RUIN = /ruin|temple|castle|village|town|house|church|abbey/i;
const WOOD = /forest|wood|jungle|grove/i;
const HIGH = /hill|mountain|peak|cliff|crag/i;

/** On a map whose terrain names no water, blocked patches of this many tiles count as water. */
const MIN_WATER_TILES = 40;
const LAKE_TILES = { min: 12, max: 1500 } as const;
const MIN_RUIN_TILES = 20;
const MIN_WOOD_TILES = 150;
const MIN_HEIGHT_TILES = 20;
const MIN_BRIDGE_TILES = 4;
/** A cape: mostly water around it. A bay or another narrow water: mostly land. In squares up to this far from the tile. */
const COAST_REACH = 11;
const CAPE_WATER = 0.62;
const BAY_LAND = 0.6;
/** Open ground: at least this far from water, woods and ruins. */
const OPEN_DEPTH = 7;
/** Landmarks are at least this far apart, and those of a kind that is a point of a coast or a plain farther apart. */
const SPACING = 12;
const SPACING_OF_KIND = 30;
const MAX_LANDMARKS = 512;
/** Larger maps get no landmarks from their terrain: finding them would hold up the start by seconds. */
const MAX_TILES = 1 << 21;

interface Found {
  readonly kind: LandmarkKind;
  readonly tile: number;
}

type Terrain = Pick<WorldMap, "widthTiles" | "blocked" | "terrain" | "terrains">;

/** The landmarks of a map, from north to south; none on a map of more than two million tiles. */
export function deriveLandmarks(map: Terrain): KnownLandmark[] {
  const { widthTiles, blocked } = map;
  if (blocked.length > MAX_TILES) return [];
  const found = spacedOut(featuresOf(map), widthTiles).sort((a, b) => a.tile - b.tile);
  const names = new PlaceNames();
  return found.map(({ kind, tile }) => ({
    ...names.next(kind, lotOf(tile)),
    kind,
    tileX: tile % widthTiles,
    tileY: Math.floor(tile / widthTiles),
  }));
}

/** All features, those that everybody recognises first. */
function featuresOf(map: Terrain): Found[] {
  const { widthTiles, blocked, terrain, terrains } = map;
  const masked = (pattern: RegExp): Uint8Array => {
    const counts = terrains.map((name) => (pattern.test(name) ? 1 : 0));
    return Uint8Array.from(terrain, (number) => counts[number]);
  };
  const patches = (mask: Uint8Array, min: number, max = Number.POSITIVE_INFINITY): Patch[] =>
    patchesOf(mask, widthTiles).filter(({ tiles }) => tiles >= min && tiles <= max);
  const hearts = (kind: LandmarkKind, list: readonly Patch[]): Found[] =>
    [...list]
      .sort((a, b) => b.tiles - a.tiles || a.heart - b.heart)
      .map(({ heart }) => ({ kind, tile: heart }));

  const bridge = masked(BRIDGE);
  const wood = masked(WOOD);
  const ruin = masked(RUIN);
  const water = terrains.some((name) => WATER.test(name)) ? masked(WATER) : blockedWater(blocked, widthTiles);
  const land = water.map((isWet, i) => (isWet === 0 && bridge[i] === 0 ? 1 : 0));
  // Water goes on under bridges.
  const wet = water.map((isWet, i) => isWet | bridge[i]);
  const rows = blocked.length / widthTiles;
  const inland = ({ west, north, east, south }: Patch) =>
    west > 0 && north > 0 && east < widthTiles - 1 && south < rows - 1;
  const open = land.map((dry, i) => (dry === 1 && wood[i] === 0 && ruin[i] === 0 ? 1 : 0));
  return [
    ...hearts("bridge", patches(bridge, MIN_BRIDGE_TILES)),
    ...hearts("ruin", patches(ruin, MIN_RUIN_TILES)),
    ...hearts("lake", patches(wet, LAKE_TILES.min, LAKE_TILES.max).filter(inland)),
    ...hearts("peak", patches(masked(HIGH), MIN_HEIGHT_TILES)),
    ...coasts("cape", land, water, blocked, widthTiles, CAPE_WATER),
    ...hearts("wood", patches(wood, MIN_WOOD_TILES)),
    ...coasts("bay", water, land, undefined, widthTiles, BAY_LAND),
    ...openGround(open, widthTiles),
  ];
}

/** Large blocked patches: what a map without names for water has instead of it. */
function blockedWater(blocked: Uint8Array, widthTiles: number): Uint8Array {
  const water = blocked.map((wall) => (wall === 0 ? 0 : 1));
  const small = patchesOf(water, widthTiles).filter(({ tiles }) => tiles < MIN_WATER_TILES);
  for (const { west, north, east, south } of small) {
    // Another patch may lie within the bounds; losing an edge of it moves a landmark by a tile or two at most.
    for (let y = north; y <= south; y++) water.fill(0, y * widthTiles + west, y * widthTiles + east + 1);
  }
  return water;
}

/** Tiles of one side of a coast that lie well inside the other: the most extreme ones first. */
function coasts(
  kind: LandmarkKind,
  side: Uint8Array,
  other: Uint8Array,
  blocked: Uint8Array | undefined,
  widthTiles: number,
  least: number,
): Found[] {
  const depth = depthOf(side, widthTiles);
  const counts = new SquareCounts(other, widthTiles);
  const candidates: { tile: number; share: number }[] = [];
  for (let tile = 0; tile < side.length; tile++) {
    if (depth[tile] < 2 || depth[tile] > 4 || blocked?.[tile] === 1) continue;
    const share = counts.share(tile, COAST_REACH);
    if (share >= least) candidates.push({ tile, share });
  }
  return candidates.sort((a, b) => b.share - a.share || a.tile - b.tile).map(({ tile }) => ({ kind, tile }));
}

function openGround(open: Uint8Array, widthTiles: number): Found[] {
  const depth = depthOf(open, widthTiles);
  const candidates: number[] = [];
  for (let tile = 0; tile < open.length; tile++) if (depth[tile] >= OPEN_DEPTH) candidates.push(tile);
  return candidates
    .sort((a, b) => depth[b] - depth[a] || a - b)
    .map((tile): Found => ({ kind: "place", tile }));
}

/** Keeps features that are far enough from all kept before them. */
function spacedOut(features: readonly Found[], widthTiles: number): Found[] {
  const kept: Found[] = [];
  const cells = new Map<number, Found[]>();
  const cellOf = (x: number, y: number): number =>
    Math.floor(y / SPACING_OF_KIND) * 65_536 + Math.floor(x / SPACING_OF_KIND);
  for (const feature of features) {
    if (kept.length === MAX_LANDMARKS) break;
    const x = feature.tile % widthTiles;
    const y = Math.floor(feature.tile / widthTiles);
    const around = [-1, 0, 1].flatMap((dy) =>
      [-1, 0, 1].flatMap((dx) => cells.get(cellOf(x + dx * SPACING_OF_KIND, y + dy * SPACING_OF_KIND)) ?? []),
    );
    const isNear = around.some(({ kind, tile }) => {
      const dx = (tile % widthTiles) - x;
      const dy = Math.floor(tile / widthTiles) - y;
      const least = kind === feature.kind && isPoint(kind) ? SPACING_OF_KIND : SPACING;
      return dx * dx + dy * dy < least * least;
    });
    if (isNear) continue;
    kept.push(feature);
    const cell = cellOf(x, y);
    cells.set(cell, [...(cells.get(cell) ?? []), feature]);
  }
  return kept;
}

function isPoint(kind: LandmarkKind): boolean {
  return kind === "cape" || kind === "bay" || kind === "place";
}

/** Mixes a tile's number, so that neighbours get names far apart in the list. */
function lotOf(tile: number): number {
  const mixed = Math.imul(tile ^ (tile >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
