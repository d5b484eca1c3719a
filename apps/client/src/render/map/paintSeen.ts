// Draws the part of the map that was seen, with soft edges towards the rest.
import type { FogMask } from "./fogMask.ts";
import type { MapSheet } from "./mapSheet.ts";
import { type MapView, toTile } from "./mapView.ts";

export interface SeenMap {
  readonly sheet: MapSheet;
  readonly mask: FogMask;
}

/** One layer for all windows, as large as the largest of them. */
const layer = document.createElement("canvas");

/** Draws the sheet where the map was seen. `ratio`: device pixels per pixel of the view. */
export function paintSeen(
  context: CanvasRenderingContext2D,
  view: MapView,
  { sheet, mask }: SeenMap,
  ratio: number,
): void {
  mask.update();
  const width = Math.ceil(view.width * ratio);
  const height = Math.ceil(view.height * ratio);
  // Setting a size, even the same one, makes the canvas anew.
  if (layer.width < width) layer.width = width;
  if (layer.height < height) layer.height = height;
  const seen = layer.getContext("2d");
  if (seen === null) return;
  seen.globalCompositeOperation = "source-over";
  seen.clearRect(0, 0, width, height);
  seen.imageSmoothingEnabled = view.scale * ratio < sheet.scale * 2;
  drawPart(seen, view, sheet.canvas, sheet.scale, width, height);
  seen.globalCompositeOperation = "destination-in";
  seen.imageSmoothingEnabled = true;
  drawPart(seen, view, mask.canvas, mask.scale, width, height);
  context.drawImage(layer, 0, 0, width, height, 0, 0, view.width, view.height);
}

/** Draws the view's part of a picture of the whole map on all of a canvas. `scale`: its pixels per tile. */
function drawPart(
  context: CanvasRenderingContext2D,
  view: MapView,
  picture: HTMLCanvasElement,
  scale: number,
  width: number,
  height: number,
): void {
  const from = toTile(view, 0, 0);
  const factor = scale / view.scale;
  const { width: shownWidth, height: shownHeight } = view;
  context.drawImage(
    picture,
    ...([from.x * scale, from.y * scale, shownWidth * factor, shownHeight * factor] as const),
    ...([0, 0, width, height] as const),
  );
}
