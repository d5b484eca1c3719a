// Turns the live map's bytes into pixels: one a room. Pure.
import type { LiveMap } from "@doubloon/shared/protocol/adminHunts";

export const mapLayers = ["players", "loot", "load"] as const;
export type MapLayer = (typeof mapLayers)[number];

/** The colour of a full room in each layer. */
const FULL: Record<MapLayer, readonly [number, number, number]> = {
  players: [98, 181, 255],
  loot: [242, 185, 75],
  load: [255, 143, 135],
};
const EMPTY: readonly [number, number, number] = [21, 32, 44];
/** A room with this many players (pieces, tenths of a percent) has half the full colour; a log scale shows ones and hundreds. */
const FULL_AT = 255;

/** Bytes by room, in room order. */
export function layerBytes(map: LiveMap, layer: MapLayer): Uint8Array {
  return Uint8Array.from(atob(map[layer]), (char) => char.charCodeAt(0));
}

/** RGBA, one pixel a room, row by row. Missing rooms are empty. */
export function mapPixels(map: LiveMap, layer: MapLayer): Uint8ClampedArray<ArrayBuffer> {
  const rooms = map.chunksWide * map.chunksHigh;
  const bytes = layerBytes(map, layer);
  const pixels = new Uint8ClampedArray(rooms * 4);
  const full = FULL[layer];
  for (let room = 0; room < rooms; room++) {
    const value = bytes[room] ?? 0;
    const share = value === 0 ? 0 : 0.2 + (0.8 * Math.log2(value + 1)) / Math.log2(FULL_AT + 1);
    for (let part = 0; part < 3; part++) {
      pixels[room * 4 + part] = EMPTY[part] + (full[part] - EMPTY[part]) * share;
    }
    pixels[room * 4 + 3] = 255;
  }
  return pixels;
}

/** The sum and the fullest room of a layer, for the text beside the map. */
export function layerTotals(map: LiveMap, layer: MapLayer): { readonly sum: number; readonly most: number } {
  let sum = 0;
  let most = 0;
  for (const value of layerBytes(map, layer)) {
    sum += value;
    if (value > most) most = value;
  }
  return { sum, most };
}
