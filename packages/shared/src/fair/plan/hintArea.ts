// Public hints: rectangles inside a hunt's zone that contain a cache, each half as large as the one before. Where a cache lies
// within its rectangle is drawn, so that a rectangle tells nothing but itself. Anybody can compute them after the podium.
import type { TileRect } from "../../hunt/definition.ts";
import type { KeyedStreams } from "../streams.ts";

/** Hints end before a rectangle with fewer tiles than this: a piece of 8x8. */
export const MIN_HINT_TILES = 64;
/** The streams of the key `hints` from here on are those of hints; the ones before are those of pieces of chart. */
const FIRST_STREAM = 0x8000_0000;

/**
 * The area of a cache's hint number `level`, from 1. Past the last possible hint it stays as it is.
 * @param streams of the hunt's sub-key `hints`
 */
export function hintArea(
  streams: KeyedStreams,
  zone: TileRect,
  cache: { readonly index: number; readonly tileX: number; readonly tileY: number },
  level: number,
): TileRect {
  const stream = streams.stream(FIRST_STREAM + cache.index);
  let { x, y, width, height } = zone;
  for (let i = 0; i < level && Math.ceil((width * height) / 2) >= MIN_HINT_TILES; i++) {
    if (width >= height) {
      const half = Math.ceil(width / 2);
      x = drawStart(x, width, half, cache.tileX, (bound) => stream.below(bound));
      width = half;
    } else {
      const half = Math.ceil(height / 2);
      y = drawStart(y, height, half, cache.tileY, (bound) => stream.below(bound));
      height = half;
    }
  }
  return { x, y, width, height };
}

/** A start for `half` of a stretch that contains a tile of it, each possible start equally likely. */
function drawStart(
  start: number,
  length: number,
  half: number,
  tile: number,
  below: (bound: number) => number,
): number {
  const first = Math.max(start, tile - half + 1);
  const last = Math.min(start + length - half, tile);
  return first + below(last - first + 1);
}
