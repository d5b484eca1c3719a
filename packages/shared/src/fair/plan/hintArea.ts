// Public hints: rectangles of a hunt's zone that contain a cache, each a half of the one before. The halves do not overlap, so
// a rectangle says one bit, which half, and nothing of where in it the cache lies. Anybody can compute them after the podium.
import type { TileRect } from "../../hunt/definition.ts";

/** Hints end before a rectangle with fewer tiles than this: a piece of 8x8. */
export const MIN_HINT_TILES = 64;

/**
 * The area of a cache's hint number `level`, from 1. Past the last possible hint it stays as it is. The zone is cut in the same
 * way for all of its caches. Windows at drawn places would overlap, and a tile at the edge of the zone lies in fewer of them
 * than one in the middle: the cache would then lie at the window's edge more often than elsewhere.
 */
export function hintArea(
  zone: TileRect,
  cache: { readonly tileX: number; readonly tileY: number },
  level: number,
): TileRect {
  let { x, y, width, height } = zone;
  for (let i = 0; i < level; i++) {
    const across = width >= height;
    const half = Math.floor((across ? width : height) / 2);
    if (half * (across ? height : width) < MIN_HINT_TILES) break;
    // Of an odd length, the second half is a tile longer.
    if (across) {
      const second = cache.tileX >= x + half;
      x += second ? half : 0;
      width = second ? width - half : half;
    } else {
      const second = cache.tileY >= y + half;
      y += second ? half : 0;
      height = second ? height - half : half;
    }
  }
  return { x, y, width, height };
}
