// Draws a recorded hunt as ink on the chart, up to a moment of it. Called again with a later moment it draws only what was
// added, so that a frame of the replay costs little whatever the hunt's length.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { type MapView, toWindow } from "../map/mapView.ts";
import type { InkFind, InkPath, InkRecord } from "./inkRecorder.ts";

/** A cache as the podium reveals it. */
export interface InkCache {
  readonly tileX: number;
  readonly tileY: number;
  readonly tier: string;
  readonly mimic: boolean;
  readonly found: boolean;
}

const OWN_INK = "#7a1414";
const OTHER_INK = "rgba(42, 30, 60, 0.34)";
const PAPER = "#e3cd9c";
const INK = "#2c1a0c";
/** Two points further apart than this, in tenths of a tile, are not joined: the mover was out of view in between. */
const MAX_JOIN = 120;

export class InkPainter {
  readonly #context: CanvasRenderingContext2D;
  readonly #view: MapView;
  readonly #record: InkRecord;
  readonly #caches: readonly InkCache[];
  #drawnMs = -1;

  /** `context` is scaled to the view's pixels. */
  constructor(
    context: CanvasRenderingContext2D,
    view: MapView,
    record: InkRecord,
    caches: readonly InkCache[],
  ) {
    this.#context = context;
    this.#view = view;
    this.#record = record;
    this.#caches = caches;
  }

  /** Draws the empty chart, with the record's picture of it if there is one. */
  begin(picture: HTMLImageElement | undefined): void {
    this.#drawnMs = -1;
    const { zone, chart } = this.#record;
    paintPaper(this.#context, this.#view);
    if (picture !== undefined && chart !== undefined)
      paintPicture(this.#context, this.#view, chart.area, picture);
    paintFrame(this.#context, this.#view, zone);
  }

  /** Draws what happened up to this moment, in ms since the hunt's start. */
  advance(toMs: number): void {
    const { others, own, finds, lengthMs } = this.#record;
    for (const path of others) this.#stroke(path, toMs, OTHER_INK, 1.3);
    this.#stroke(own, toMs, OWN_INK, 2.6);
    for (const find of finds) if (find.t > this.#drawnMs && find.t <= toMs) this.#cross(find);
    this.#drawnMs = Math.max(this.#drawnMs, toMs);
    if (toMs >= lengthMs) this.#reveal();
  }

  #stroke({ t, x, y }: InkPath, toMs: number, color: string, width: number): void {
    const context = this.#context;
    context.beginPath();
    let any = false;
    for (let i = Math.max(1, firstAfter(t, this.#drawnMs)); i < t.length && t[i] <= toMs; i++) {
      if (Math.abs(x[i] - x[i - 1]) > MAX_JOIN || Math.abs(y[i] - y[i - 1]) > MAX_JOIN) continue;
      const from = toWindow(this.#view, x[i - 1] / 10, y[i - 1] / 10);
      const to = toWindow(this.#view, x[i] / 10, y[i] / 10);
      context.moveTo(from.x, from.y);
      context.lineTo(to.x, to.y);
      any = true;
    }
    if (!any) return;
    context.lineCap = "round";
    context.lineWidth = width;
    context.strokeStyle = color;
    context.stroke();
  }

  #cross({ tileX, tileY, name, own }: InkFind): void {
    const context = this.#context;
    const { x, y } = toWindow(this.#view, tileX + 0.5, tileY + 0.5);
    context.lineCap = "round";
    for (const [color, width] of [
      ["#f3e3bb", own ? 7 : 5.5],
      [own ? OWN_INK : INK, own ? 4 : 3],
    ] as const) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(x - 6, y - 5);
      context.lineTo(x + 6, y + 6);
      context.moveTo(x + 6, y - 6);
      context.lineTo(x - 5, y + 6);
      context.stroke();
    }
    this.#write(name, x, y - 9, own ? OWN_INK : INK);
  }

  /** Circles the caches that nobody found, and crowns the crown. */
  #reveal(): void {
    const context = this.#context;
    for (const { tileX, tileY, tier, mimic, found } of this.#caches) {
      const { x, y } = toWindow(this.#view, tileX + 0.5, tileY + 0.5);
      if (!found) {
        context.setLineDash([4, 3]);
        context.lineWidth = 2;
        context.strokeStyle = mimic ? "#6b2d77" : INK;
        context.beginPath();
        context.arc(x, y, 8, 0, 2 * Math.PI);
        context.stroke();
        context.setLineDash([]);
      }
      if (tier === "crown") drawCrown(context, x, y + 18);
    }
  }

  #write(text: string, x: number, y: number, color: string): void {
    const context = this.#context;
    context.font = "italic 600 12px Georgia, serif";
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = "rgba(243, 227, 187, 0.85)";
    // A name at the edge is moved inwards and not cut.
    const half = context.measureText(text).width / 2 + 3;
    const shownX = Math.max(half, Math.min(x, this.#view.width - half));
    context.strokeText(text, shownX, y);
    context.fillStyle = color;
    context.fillText(text, shownX, y);
  }
}

/** The index of the first time after `ms`; times are in order. */
export function firstAfter(times: readonly number[], ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

function paintPaper(context: CanvasRenderingContext2D, { width, height }: MapView): void {
  context.fillStyle = PAPER;
  context.fillRect(0, 0, width, height);
}

function paintPicture(
  context: CanvasRenderingContext2D,
  view: MapView,
  area: TileRect,
  picture: HTMLImageElement,
): void {
  const { x, y } = toWindow(view, area.x, area.y);
  context.globalAlpha = 0.5;
  context.drawImage(picture, x, y, area.width * view.scale, area.height * view.scale);
  context.globalAlpha = 0.55;
  context.globalCompositeOperation = "color";
  context.fillStyle = "#b08a4a";
  context.fillRect(0, 0, view.width, view.height);
  context.globalCompositeOperation = "source-over";
  context.globalAlpha = 1;
}

function paintFrame(context: CanvasRenderingContext2D, view: MapView, zone: TileRect): void {
  const { width, height } = view;
  const edge = context.createRadialGradient(
    width / 2,
    height / 2,
    Math.min(width, height) * 0.35,
    width / 2,
    height / 2,
    Math.max(width, height) * 0.7,
  );
  edge.addColorStop(0, "rgba(120, 80, 30, 0)");
  edge.addColorStop(1, "rgba(96, 58, 18, 0.5)");
  context.fillStyle = edge;
  context.fillRect(0, 0, width, height);
  const { x, y } = toWindow(view, zone.x, zone.y);
  context.strokeStyle = "rgba(60, 34, 12, 0.75)";
  context.lineWidth = 2;
  context.strokeRect(x, y, zone.width * view.scale, zone.height * view.scale);
  context.lineWidth = 1;
  context.strokeRect(x - 4, y - 4, zone.width * view.scale + 8, zone.height * view.scale + 8);
}

function drawCrown(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.beginPath();
  context.moveTo(x - 9, y + 5);
  context.lineTo(x - 9, y - 5);
  context.lineTo(x - 4, y);
  context.lineTo(x, y - 7);
  context.lineTo(x + 4, y);
  context.lineTo(x + 9, y - 5);
  context.lineTo(x + 9, y + 5);
  context.closePath();
  context.fillStyle = "#d9a520";
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = INK;
  context.stroke();
}
