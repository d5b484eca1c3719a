// A hint in words; the map shows it as a rectangle. Pure.
import type { TileRect } from "@doubloon/shared/hunt/definition";

/** "The cache lies inside the rectangle on your map: 48 by 24 steps." */
export function hintText({ width, height }: TileRect): string {
  return `The cache lies inside the rectangle on your map: ${width} by ${height} steps.`;
}
