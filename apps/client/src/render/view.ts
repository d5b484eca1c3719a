// How much of the world a screen shows: whole device pixels to a world pixel, and never more than a room's frame covers.
import { VIEW_SPAN_CHUNKS, VIEW_TILES } from "@doubloon/shared/space";

/** Tiles on each axis that may be in sight: from anywhere in a chunk, half of it lies within the chunks around. */
export const MAX_TILES_IN_SIGHT = (VIEW_TILES / VIEW_SPAN_CHUNKS) * 2;
/** Tiles on the shorter side that are aimed at. */
const TILES_AIMED_AT = 16;

/** The zoom for a stage of so many device pixels and tiles of so many world pixels. */
export function zoomFor(
  widthPx: number,
  heightPx: number,
  tileWidthPx: number,
  tileHeightPx: number,
): number {
  const least = Math.max(
    widthPx / (MAX_TILES_IN_SIGHT * tileWidthPx),
    heightPx / (MAX_TILES_IN_SIGHT * tileHeightPx),
  );
  const aimed = Math.min(widthPx / tileWidthPx, heightPx / tileHeightPx) / TILES_AIMED_AT;
  return Math.max(1, Math.ceil(least), Math.round(aimed));
}
