// Names the places of a generated map, for its object layers: landmarks as the server finds them in terrain, and areas for
// hunts, which are islands and squares of land.

import { deriveLandmarks } from "@doubloon/server/map/terrain/deriveLandmarks";
import { patchesOf, SquareCounts } from "@doubloon/server/map/terrain/features";
import { PlaceNames } from "@doubloon/server/map/terrain/placeNames";
import type { KnownLandmark, MapArea } from "@doubloon/shared/map";
import type { MapSketch } from "../mapSketch.ts";

const LAND: ReadonlySet<string> = new Set(["beach", "grass", "forest", "ruins"]);
/** An island that makes an area: its land, and the longest side of its bounds. */
const MIN_ISLAND_TILES = 1000;
const MAX_ISLAND_SIDE = 160;
/** Shallows around an island that belong to its area. */
const MARGIN = 8;
const MIN_SIDE = 48;
/** Half the side of a square of land, and the share of land in it. */
const SQUARE_REACH = 56;
const SQUARE_LAND = 0.62;
const SQUARE_ENDINGS = ["Vale", "March", "Hundred", "Downs"] as const;

export interface NamedPlaces {
  readonly landmarks: readonly KnownLandmark[];
  readonly areas: readonly MapArea[];
}

/** Names landmarks and areas. */
export function namePlaces(sketch: MapSketch): NamedPlaces {
  const terrains = ["", ...new Set(sketch.table.tiles.flatMap(({ terrain }) => terrain ?? []))];
  const terrain = terrainOf(sketch, terrains);
  const landmarks = deriveLandmarks({
    widthTiles: sketch.size,
    blocked: sketch.blocked,
    terrain,
    terrains,
  });
  const land = terrain.map((number) => (LAND.has(terrains[number]) ? 1 : 0));
  return { landmarks, areas: nameAreas(land, sketch.size) };
}

/** The terrain of each tile, as the loader decides it: the topmost tile that names one. */
function terrainOf({ ground, floor, things, table }: MapSketch, terrains: readonly string[]): Uint8Array {
  const byGid = [0, ...table.tiles.map(({ terrain }) => terrains.indexOf(terrain ?? ""))];
  return Uint8Array.from(ground, (gid, tile) => byGid[things[tile]] || byGid[floor[tile]] || byGid[gid]);
}

function nameAreas(land: Uint8Array, size: number): MapArea[] {
  const names = new PlaceNames();
  const islands = patchesOf(land, size).filter(
    ({ tiles, west, east, north, south }) =>
      tiles >= MIN_ISLAND_TILES && Math.max(east - west, south - north) < MAX_ISLAND_SIDE,
  );
  const areas = islands.map(
    ({ west, north, east, south, heart }): MapArea => ({
      name: names.next("island", heart).name,
      rect: {
        ...spanOf("x", "width", west - MARGIN, east + MARGIN, size),
        ...spanOf("y", "height", north - MARGIN, south + MARGIN, size),
      },
    }),
  );
  const counts = new SquareCounts(land, size);
  const side = 2 * SQUARE_REACH + 1;
  const centres: { readonly tile: number; readonly share: number }[] = [];
  // Every eighth tile is a candidate.
  for (let y = SQUARE_REACH; y + SQUARE_REACH < size; y += 8) {
    for (let x = SQUARE_REACH; x + SQUARE_REACH < size; x += 8) {
      const tile = y * size + x;
      const share = counts.share(tile, SQUARE_REACH);
      if (share >= SQUARE_LAND) centres.push({ tile, share });
    }
  }
  for (const { tile } of centres.sort((a, b) => b.share - a.share || a.tile - b.tile)) {
    const x = (tile % size) - SQUARE_REACH;
    const y = Math.floor(tile / size) - SQUARE_REACH;
    const rect = { x, y, width: side, height: side };
    if (areas.some((area) => overlap(area.rect, rect))) continue;
    const stem = names.next("island", tile).name.split(" ")[0];
    areas.push({ name: `${stem} ${SQUARE_ENDINGS[areas.length % SQUARE_ENDINGS.length]}`, rect });
  }
  return areas;
}

/** A span from `from` to `to` inclusive, made at least MIN_SIDE long and moved onto the map. */
function spanOf<A extends string, B extends string>(
  start: A,
  length: B,
  from: number,
  to: number,
  size: number,
): Record<A | B, number> {
  const tiles = Math.min(size, Math.max(MIN_SIDE, to - from + 1));
  const first = Math.floor((from + to + 1 - tiles) / 2);
  return { [start]: Math.min(size - tiles, Math.max(0, first)), [length]: tiles } as Record<A | B, number>;
}

function overlap(a: MapArea["rect"], b: MapArea["rect"]): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Objects of the layer "Landmarks"; ids count on from `firstId`. */
export function landmarkObjects(landmarks: readonly KnownLandmark[], firstId: number, tilePixels: number) {
  return landmarks.map(({ name, kind, tileX, tileY, riddle }, i) => ({
    id: firstId + i,
    name,
    type: kind,
    point: true,
    visible: true,
    rotation: 0,
    width: 0,
    height: 0,
    x: tileX * tilePixels + tilePixels / 2,
    y: tileY * tilePixels + tilePixels / 2,
    properties: riddle === undefined ? [] : [{ name: "riddle", type: "string", value: riddle }],
  }));
}

/** Objects of the layer "Areas". */
export function areaObjects(areas: readonly MapArea[], firstId: number, tilePixels: number) {
  return areas.map(({ name, rect }, i) => ({
    id: firstId + i,
    name,
    type: "",
    visible: true,
    rotation: 0,
    x: rect.x * tilePixels,
    y: rect.y * tilePixels,
    width: rect.width * tilePixels,
    height: rect.height * tilePixels,
  }));
}
