// Chooses the camera's zoom: a whole number of device pixels per world pixel, and never more tiles in view than a room's
// frame covers.
import { VIEW_SPAN_CHUNKS, VIEW_TILES } from "@doubloon/shared/space";

/** Most tiles in view on each axis: from any point of a chunk, half of them lie within the chunks around it. */
const MAX_TILES_IN_VIEW = (VIEW_TILES / VIEW_SPAN_CHUNKS) * 2;
/** Tiles in view on the shorter axis, if the limit above allows. */
const PREFERRED_TILES = 16;

/** The zoom for a stage of this size in device pixels and tiles of this size in world pixels. */
export function zoomFor(
  widthPx: number,
  heightPx: number,
  tileWidthPx: number,
  tileHeightPx: number,
): number {
  const min = Math.max(
    widthPx / (MAX_TILES_IN_VIEW * tileWidthPx),
    heightPx / (MAX_TILES_IN_VIEW * tileHeightPx),
  );
  const preferred = Math.min(widthPx / tileWidthPx, heightPx / tileHeightPx) / PREFERRED_TILES;
  return Math.max(1, Math.ceil(min), Math.round(preferred));
}
