// Turns the live map's bytes into pixels, one a room, and into words; and the land's into pixels, one a square. Pure.
import { LAND_BLOCKED, type LandPicture, type LiveMap } from "@doubloon/shared/protocol/adminHunts";
import { formatCount } from "../format.ts";

export const mapLayers = ["players", "loot", "load"] as const;
export type MapLayer = (typeof mapLayers)[number];

/** The colour of a full room in each layer. */
const FULL: Record<MapLayer, readonly [number, number, number]> = {
  players: [98, 181, 255],
  loot: [242, 185, 75],
  load: [255, 143, 135],
};
/** Colours of the default map's terrains, dark enough for a layer to be read above them; others have LAND or WATER. */
const TERRAIN: Readonly<Record<string, readonly [number, number, number]>> = {
  deep: [17, 27, 40],
  shallow: [27, 50, 64],
  beach: [84, 78, 58],
  bridge: [92, 72, 50],
  grass: [46, 66, 50],
  forest: [34, 54, 44],
  ruins: [70, 70, 74],
};
const LAND: readonly [number, number, number] = [52, 64, 56];
const WATER: readonly [number, number, number] = [17, 27, 40];
/** An empty room shows the land; one with a single player has this much of its colour, a full one MAX_OPACITY. */
const MIN_OPACITY = 0.35;
const MAX_OPACITY = 0.95;
/** A room with this many players (pieces, tenths of a percent) or more; a log scale shows ones and hundreds. */
const FULL_AT = 255;

/** Bytes by room, in room order. */
export function layerBytes(map: LiveMap, layer: MapLayer): Uint8Array {
  return Uint8Array.from(atob(map[layer]), (char) => char.charCodeAt(0));
}

/** RGBA, one pixel a room, row by row: the layer's colour, more opaque the more there is. Missing rooms are empty. */
export function mapPixels(map: LiveMap, layer: MapLayer): Uint8ClampedArray<ArrayBuffer> {
  const rooms = map.chunksWide * map.chunksHigh;
  const bytes = layerBytes(map, layer);
  const pixels = new Uint8ClampedArray(rooms * 4);
  for (let room = 0; room < rooms; room++) {
    const value = bytes[room] ?? 0;
    const share = Math.log2(value + 1) / Math.log2(FULL_AT + 1);
    pixels.set(FULL[layer], room * 4);
    if (value > 0) pixels[room * 4 + 3] = 255 * (MIN_OPACITY + (MAX_OPACITY - MIN_OPACITY) * share);
  }
  return pixels;
}

/** RGBA, one opaque pixel a square, row by row. */
export function landPixels({ columns, rows, terrains, cells }: LandPicture): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(columns * rows * 4);
  const bytes = atob(cells);
  for (let i = 0; i < columns * rows; i++) {
    const cell = bytes.charCodeAt(i);
    const isBlocked = (cell & LAND_BLOCKED) !== 0;
    const named = TERRAIN[terrains[cell & (LAND_BLOCKED - 1)] ?? ""];
    pixels.set(named ?? (isBlocked ? WATER : LAND), i * 4);
    pixels[i * 4 + 3] = 255;
  }
  return pixels;
}

export interface LayerTotals {
  readonly sum: number;
  /** Of the fullest room. */
  readonly most: number;
}

/** The layer in words. A room's byte says at most FULL_AT, so that a fuller room makes every figure a lower bound. */
export function layerText(layer: MapLayer, { sum, most }: LayerTotals): string {
  const isFull = most >= FULL_AT;
  if (layer === "load")
    return `The busiest room takes ${most / 10} %${isFull ? " or more" : ""} of the world's budget.`;
  const what = layer === "players" ? "players" : "pieces of loot";
  return isFull
    ? `At least ${formatCount(sum)} ${what}, ${formatCount(most)} or more in one room.`
    : `${formatCount(sum)} ${what}, at most ${formatCount(most)} in one room.`;
}

/** The sum and the fullest room of a layer. */
export function layerTotals(map: LiveMap, layer: MapLayer): LayerTotals {
  let sum = 0;
  let most = 0;
  for (const value of layerBytes(map, layer)) {
    sum += value;
    if (value > most) most = value;
  }
  return { sum, most };
}
