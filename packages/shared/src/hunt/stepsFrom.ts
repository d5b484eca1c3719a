// Counts the steps from a tile to the tiles around it over the sides of free tiles. For small rectangles only: the whole map is
// flooded by reachable.ts.
import type { TileRect } from "./definition.ts";

/** A tile to which there is no way. */
export const NO_WAY = 0xffff;

/**
 * The steps from a tile to each tile of a rectangle, row by row: NO_WAY for those to which no way of at most `maxSteps` steps
 * leads within the rectangle. `isFree` is asked for tiles of the rectangle only.
 */
export function stepsFrom(
  area: TileRect,
  tileX: number,
  tileY: number,
  maxSteps: number,
  isFree: (tileX: number, tileY: number) => boolean,
): Uint16Array {
  const { x: west, y: north, width, height } = area;
  const steps = new Uint16Array(width * height).fill(NO_WAY);
  const reached = new Uint32Array(width * height);
  let count = 0;
  const visit = (x: number, y: number, far: number): void => {
    if (x < 0 || y < 0 || x >= width || y >= height) return;
    const tile = y * width + x;
    if (steps[tile] !== NO_WAY || !isFree(west + x, north + y)) return;
    steps[tile] = far;
    reached[count++] = tile;
  };
  visit(tileX - west, tileY - north, 0);
  for (let i = 0; i < count; i++) {
    const far = steps[reached[i]] + 1;
    if (far > maxSteps) break;
    const x = reached[i] % width;
    const y = (reached[i] - x) / width;
    visit(x - 1, y, far);
    visit(x + 1, y, far);
    visit(x, y - 1, far);
    visit(x, y + 1, far);
  }
  return steps;
}
