// What a hunt lays over a map: the zone, the shaded chart of the detector's readings, the rectangles of public hints.
// Draws on a canvas; computes no probability.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { CELL_TILES } from "@doubloon/shared/hunt/rules";
import { BANDS } from "@doubloon/shared/wire/reading";
import { type MapView, toWindow } from "./mapView.ts";

/** The tiles of the map that a reading was taken in, and its band of 0 (warm) to 5. */
export interface ShownReading {
  readonly cellX: number;
  readonly cellY: number;
  readonly band: number;
}

export interface ChartOverlay {
  /** The hunt's zone; undefined: nothing to shade. */
  readonly zone: TileRect | undefined;
  /** Side of a cell of `probabilities`, in tiles. */
  readonly cellTiles: number;
  /** Cells in a row. */
  readonly columns: number;
  /** Row by row from the zone's north-west: 255 is the likeliest cell, 0 an impossible one. Empty: not shaded. */
  readonly probabilities: Uint8Array;
  readonly hints: readonly TileRect[];
  readonly readings: readonly ShownReading[];
}

export const NO_OVERLAY: ChartOverlay = {
  zone: undefined,
  cellTiles: 1,
  columns: 0,
  probabilities: new Uint8Array(0),
  hints: [],
  readings: [],
};

/** Colours of the bands, warm to cold; ordered in lightness too. */
export const BAND_COLORS: readonly string[] = [
  "#fff2b0",
  "#ffc94d",
  "#ff8c42",
  "#d95d8a",
  "#8a63c9",
  "#4a5fb0",
];

/** Colours of the shade from unlikely to likely: orange, vermilion, crimson. Ordered in lightness too. */
const STOPS: readonly (readonly [number, number, number, number])[] = [
  [255, 196, 84, 0],
  [250, 160, 60, 70],
  [236, 104, 44, 140],
  [204, 44, 48, 185],
  [140, 10, 56, 215],
];

const shades = new WeakMap<Uint8Array, HTMLCanvasElement>();

/** How opaque a shade is drawn, 0 to 1: a chart that says little lets the map through. */
export function shadeStrength(values: Uint8Array): number {
  let likely = 0;
  for (const value of values) if (value > 127) likely++;
  const part = likely / Math.max(1, values.length);
  return part > 0.9 ? 0 : 1 - 0.75 * Math.min(1, part / 0.6);
}

/** Red, green, blue and alpha of a value of 0 to 255. */
export function shadeColor(value: number): [number, number, number, number] {
  const at = (Math.min(255, Math.max(0, value)) / 255) * (STOPS.length - 1);
  const low = Math.min(STOPS.length - 2, Math.floor(at));
  const part = at - low;
  const mix = (i: number): number => Math.round(STOPS[low][i] + (STOPS[low + 1][i] - STOPS[low][i]) * part);
  return [mix(0), mix(1), mix(2), mix(3)];
}

export function paintOverlay(context: CanvasRenderingContext2D, view: MapView, overlay: ChartOverlay): void {
  if (overlay.zone !== undefined) paintShade(context, view, overlay.zone, overlay);
  for (const [i, hint] of overlay.hints.entries()) {
    // Each lies inside the one before it: the last one tells most.
    context.globalAlpha = i === overlay.hints.length - 1 ? 1 : 0.35;
    paintHint(context, view, hint);
  }
  context.globalAlpha = 1;
  for (const reading of overlay.readings) paintReading(context, view, reading);
  if (overlay.zone !== undefined) paintZone(context, view, overlay.zone);
}

function paintShade(
  context: CanvasRenderingContext2D,
  view: MapView,
  zone: TileRect,
  { probabilities, columns, cellTiles }: ChartOverlay,
): void {
  const rows = Math.floor(probabilities.length / Math.max(1, columns));
  if (columns < 1 || rows < 1) return;
  const picture = shades.get(probabilities) ?? drawShade(probabilities, columns, rows);
  if (picture === undefined) return;
  shades.set(probabilities, picture);
  const { x, y } = toWindow(view, zone.x, zone.y);
  const cell = cellTiles * view.scale;
  context.imageSmoothingEnabled = true;
  context.drawImage(picture, x, y, columns * cell, rows * cell);
}

function drawShade(values: Uint8Array, columns: number, rows: number): HTMLCanvasElement | undefined {
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  const image = context.createImageData(columns, rows);
  const strength = shadeStrength(values);
  for (let i = 0; i < columns * rows; i++) {
    const [red, green, blue, alpha] = shadeColor(values[i]);
    image.data.set([red, green, blue, Math.round(alpha * strength)], i * 4);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** A dot with the band's number, so that the colour is not needed. */
function paintReading(
  context: CanvasRenderingContext2D,
  view: MapView,
  { cellX, cellY, band }: ShownReading,
): void {
  const { x, y } = toWindow(view, (cellX + 0.5) * CELL_TILES, (cellY + 0.5) * CELL_TILES);
  context.beginPath();
  context.arc(x, y, 6.5, 0, 2 * Math.PI);
  context.fillStyle = BAND_COLORS[band] ?? BAND_COLORS[BAND_COLORS.length - 1];
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = "#1c1320";
  context.stroke();
  context.fillStyle = band > 3 ? "#ffffff" : "#1c1320";
  context.font = "700 9px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  // The number that the detector shows: 6 is nearest.
  context.fillText(String(BANDS - band), x, y + 0.5);
}

function paintHint(context: CanvasRenderingContext2D, view: MapView, hint: TileRect): void {
  const { x, y } = toWindow(view, hint.x, hint.y);
  const width = hint.width * view.scale;
  const height = hint.height * view.scale;
  context.fillStyle = "rgba(255, 226, 122, 0.1)";
  context.fillRect(x, y, width, height);
  context.lineWidth = 2;
  context.strokeStyle = "rgba(20, 12, 30, 0.7)";
  context.strokeRect(x, y, width, height);
  context.setLineDash([7, 5]);
  context.strokeStyle = "#ffe27a";
  context.strokeRect(x, y, width, height);
  context.setLineDash([]);
}

function paintZone(context: CanvasRenderingContext2D, view: MapView, zone: TileRect): void {
  const { x, y } = toWindow(view, zone.x, zone.y);
  const width = zone.width * view.scale;
  const height = zone.height * view.scale;
  context.lineWidth = 4;
  context.strokeStyle = "rgba(20, 12, 30, 0.55)";
  context.strokeRect(x, y, width, height);
  context.lineWidth = 2;
  context.strokeStyle = "#ff7a59";
  context.strokeRect(x, y, width, height);
}
