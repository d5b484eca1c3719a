// The shape of land and sea: a level (deep, shallow, beach, grass) for every corner between tiles. Neighbouring corners
// differ by at most one level, so that every tile has a picture.
import { layeredNoise } from "./noise.ts";
import { belongsToUpper } from "./tileTable.ts";

export const DEEP = 0;
export const SHALLOW = 1;
export const BEACH = 2;
export const GRASS = 3;

/** Share of the corners that lie below each level's lower bound. */
const SHARES = [0.39, 0.53, 0.63] as const;
/** Corners within this distance of the border are deep. */
const BORDER_TILES = 6;

/** Width and depth of straits, in units of noise. */
const STRAIT_WIDTH = 0.055;
const STRAIT_DEPTH = 4.5;

/** Levels of the corners, row by row: `y * (size + 1) + x`. */
export interface Levels {
  /** Tiles to the map's side. */
  readonly size: number;
  readonly corners: Uint8Array;
}

/** Makes land and sea from the seed. */
export function makeLevels(size: number, seed: number): Levels {
  const side = size + 1;
  const heights = new Float64Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const warpX = layeredNoise(x / 60, y / 60, seed + 1000, 2) - 0.5;
      const warpY = layeredNoise(x / 60, y / 60, seed + 2000, 2) - 0.5;
      const broad = layeredNoise((x + warpX * 60) / 54, (y + warpY * 60) / 54, seed, 5);
      // The sea extends 10 to 50 tiles inward, so that no coast runs along the border.
      const reach = 10 + 40 * layeredNoise(x / 40, y / 40, seed + 6000, 2);
      const border = Math.max(0, 1 - Math.min(x, y, size - x, size - y) / reach);
      // Straits follow a contour of the noise and divide the land into islands.
      const strait = Math.abs(
        layeredNoise((x + warpX * 40) / 64, (y + warpY * 40) / 64, seed + 8000, 2) - 0.5,
      );
      const channel = Math.max(0, STRAIT_WIDTH - strait) * STRAIT_DEPTH;
      heights[y * side + x] = broad - border * border * 0.8 - channel;
    }
  }
  const sorted = Float64Array.from(heights).sort();
  const bounds = SHARES.map((share) => sorted[Math.floor(share * sorted.length)]);
  const corners = new Uint8Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const i = y * side + x;
      const atBorder = Math.min(x, y, size - x, size - y) <= BORDER_TILES;
      corners[i] = atBorder ? DEEP : bounds.filter((bound) => heights[i] >= bound).length;
    }
  }
  const levels = { size, corners };
  flatten(levels);
  return levels;
}

/** Lowers corners until neighbours differ by at most one level. */
function flatten({ size, corners }: Levels): void {
  const side = size + 1;
  const lower = (x: number, y: number): boolean => {
    const i = y * side + x;
    let lowest = corners[i];
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (x + dx < 0 || y + dy < 0 || x + dx > size || y + dy > size) continue;
        lowest = Math.min(lowest, corners[i + dy * side + dx] + 1);
      }
    }
    if (lowest === corners[i]) return false;
    corners[i] = lowest;
    return true;
  };
  let changed = true;
  while (changed) {
    changed = false;
    for (let y = 0; y <= size; y++) for (let x = 0; x <= size; x++) if (lower(x, y)) changed = true;
    for (let y = size; y >= 0; y--) for (let x = size; x >= 0; x--) if (lower(x, y)) changed = true;
  }
}

/** The upper level of a tile, and the corners on it: 1 north-west, 2 north-east, 4 south-west, 8 south-east. */
export function tileShape({ size, corners }: Levels, x: number, y: number): { upper: number; mask: number } {
  const i = y * (size + 1) + x;
  const four = [corners[i], corners[i + 1], corners[i + size + 1], corners[i + size + 2]];
  const upper = Math.max(...four);
  return { upper, mask: four.reduce((mask, level, bit) => (level === upper ? mask | (1 << bit) : mask), 0) };
}

/** The level that counts for a whole tile. */
export function tileLevel(levels: Levels, x: number, y: number): number {
  const { upper, mask } = tileShape(levels, x, y);
  return belongsToUpper(mask) ? upper : upper - 1;
}

/** Sinks tiles to the deep level, and lowers their surroundings as needed. */
export function sink(levels: Levels, tiles: Iterable<number>): void {
  const side = levels.size + 1;
  for (const tile of tiles) {
    const i = Math.floor(tile / levels.size) * side + (tile % levels.size);
    for (const corner of [i, i + 1, i + side, i + side + 1]) levels.corners[corner] = DEEP;
  }
  flatten(levels);
}
