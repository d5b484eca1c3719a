// Where the tutorial's cache may lie, seen from where its player began: the server draws a tile by this rule, and the client's
// chart leaves out all others. Knows no map.
import type { TileRect } from "./definition.ts";
import { NO_WAY, stepsFrom } from "./stepsFrom.ts";

/** Distances from the player's tile on the longer axis, in tiles. */
export const TUTORIAL_TILES = { least: 4, most: 8 } as const;
/** The longest way to the cache, in steps from tile to tile within its area. */
const TUTORIAL_WAY = 16;

/**
 * Returns whether the cache may lie on a tile of the area.
 * @param area the tiles of the map at most TUTORIAL_TILES.most from where the player began; the map's west and north edges cut it
 * @param isFree whether nothing blocks a tile of the area
 */
export function tutorialPlaces(
  area: TileRect,
  isFree: (tileX: number, tileY: number) => boolean,
): (tileX: number, tileY: number) => boolean {
  const { least, most } = TUTORIAL_TILES;
  const startX = area.x > 0 ? area.x + most : area.width - most - 1;
  const startY = area.y > 0 ? area.y + most : area.height - most - 1;
  const steps = stepsFrom(area, startX, startY, TUTORIAL_WAY, isFree);
  return (x, y) =>
    Math.max(Math.abs(x - startX), Math.abs(y - startY)) >= least &&
    steps[(y - area.y) * area.width + x - area.x] !== NO_WAY;
}
