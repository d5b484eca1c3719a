// Where caches may lie: the largest connected walkable part of a zone. It depends on blocked tiles alone, so that anybody can
// recompute it from the map's chunks.
import type { TileRect } from "../hunt/definition.ts";
import type { Ground } from "../movement.ts";
import { canonicalJson } from "./canonical.ts";
import { sha256, toHex, utf8 } from "./hashing.ts";

export interface EligibleTiles {
  readonly zone: TileRect;
  /** `y * zone.width + x` within the zone, ascending. */
  readonly tiles: Uint32Array;
  /** Of the zone's place and size, and one bit for each of its tiles, row by row, lowest bit first; in hex. */
  readonly hash: string;
}

/**
 * The largest 4-connected walkable part of a zone; of equal ones the one that begins further north, then west. Empty if
 * the zone is all blocked.
 * @param ground blocked outside the map
 */
export function eligibleTiles(zone: TileRect, ground: Ground): EligibleTiles {
  const { x: west, y: north, width, height } = zone;
  const count = width * height;
  const partOf = new Uint32Array(count);
  const open = new Uint8Array(count);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) open[i] = ground.blockedAt(west + x, north + y) ? 0 : 1;
  }
  const queue = new Uint32Array(count);
  let size = 0;
  const visit = (at: number): void => {
    if (open[at] === 0) return;
    open[at] = 0;
    queue[size++] = at;
  };
  let parts = 0;
  let largest = 0;
  let largestSize = 0;
  for (let start = 0; start < count; start++) {
    if (open[start] === 0) continue;
    const part = ++parts;
    size = 0;
    visit(start);
    for (let done = 0; done < size; done++) {
      const at = queue[done];
      const x = at % width;
      partOf[at] = part;
      if (x > 0) visit(at - 1);
      if (x + 1 < width) visit(at + 1);
      if (at >= width) visit(at - width);
      if (at + width < count) visit(at + width);
    }
    if (size > largestSize) {
      largest = part;
      largestSize = size;
    }
  }
  const tiles = new Uint32Array(largestSize);
  const bits = new Uint8Array(Math.ceil(count / 8));
  for (let i = 0, n = 0; n < largestSize; i++) {
    if (partOf[i] !== largest) continue;
    tiles[n++] = i;
    bits[i >> 3] |= 1 << (i & 7);
  }
  return { zone, tiles, hash: toHex(sha256(utf8(canonicalJson(zone)), bits)) };
}
