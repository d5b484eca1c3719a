// The part of the map that a map window shows: a center in tiles and a scale. Pure arithmetic.
import type { TileRect } from "@doubloon/shared/hunt/definition";

export interface MapView {
  /** The tile position at the window's center; fractions allowed. */
  readonly centerX: number;
  readonly centerY: number;
  /** Pixels of the window per tile. */
  readonly scale: number;
  /** Size of the window, in pixels. */
  readonly width: number;
  readonly height: number;
}

export interface MapSize {
  readonly widthTiles: number;
  readonly heightTiles: number;
}

/** The largest scale, in pixels per tile. */
export const MAX_MAP_SCALE = 24;

export function toWindow(view: MapView, tileX: number, tileY: number): { x: number; y: number } {
  return {
    x: (tileX - view.centerX) * view.scale + view.width / 2,
    y: (tileY - view.centerY) * view.scale + view.height / 2,
  };
}

export function toTile(view: MapView, x: number, y: number): { x: number; y: number } {
  return {
    x: (x - view.width / 2) / view.scale + view.centerX,
    y: (y - view.height / 2) / view.scale + view.centerY,
  };
}

/** The smallest scale: the whole map fits the window. */
export function minScale(map: MapSize, width: number, height: number): number {
  return Math.min(width / map.widthTiles, height / map.heightTiles);
}

/** The view within the map's bounds: an axis on which the map is smaller than the window is centered. */
export function clampView(view: MapView, map: MapSize): MapView {
  const scale = Math.min(
    MAX_MAP_SCALE,
    Math.max(minScale(map, Math.max(1, view.width), Math.max(1, view.height)), view.scale),
  );
  return {
    ...view,
    scale,
    centerX: clampCenter(view.centerX, map.widthTiles, view.width / scale),
    centerY: clampCenter(view.centerY, map.heightTiles, view.height / scale),
  };
}

function clampCenter(center: number, side: number, shown: number): number {
  if (shown >= side) return side / 2;
  return Math.min(side - shown / 2, Math.max(shown / 2, center));
}

/** Zooms by `factor` around the window position (x, y), which keeps showing the same place where the bounds allow. */
export function zoomAt(view: MapView, map: MapSize, x: number, y: number, factor: number): MapView {
  const at = toTile(view, x, y);
  const { scale } = clampView({ ...view, scale: view.scale * factor }, map);
  return clampView(
    {
      ...view,
      scale,
      centerX: at.x - (x - view.width / 2) / scale,
      centerY: at.y - (y - view.height / 2) / scale,
    },
    map,
  );
}

/** Moves the picture by (dx, dy) pixels. */
export function panBy(view: MapView, map: MapSize, dx: number, dy: number): MapView {
  return clampView(
    { ...view, centerX: view.centerX - dx / view.scale, centerY: view.centerY - dy / view.scale },
    map,
  );
}

/** A view of a rectangle of tiles, with a margin around it as a part of its side. It may reach beyond the map. */
export function viewAround(area: TileRect, width: number, height: number, margin: number): MapView {
  return {
    centerX: area.x + area.width / 2,
    centerY: area.y + area.height / 2,
    scale: Math.min(width / (area.width * (1 + 2 * margin)), height / (area.height * (1 + 2 * margin))),
    width,
    height,
  };
}

/** The same within the map's bounds. */
export function viewOf(area: TileRect, map: MapSize, width: number, height: number, margin = 0.1): MapView {
  return clampView(viewAround(area, width, height, margin), map);
}
