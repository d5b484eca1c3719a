// Paints a map window: old paper where nothing was seen, the sheet, what the hunt lays over it, landmarks, players.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { CHUNK_TILES } from "@doubloon/shared/space";
import { type ChartOverlay, NO_OVERLAY, paintOverlay } from "./chartOverlay.ts";
import type { MapBoard, TilePoint } from "./mapBoard.ts";
import { type MapView, toWindow } from "./mapView.ts";
import { paintSeen } from "./paintSeen.ts";
import { placeLandmarks } from "./placeLandmarks.ts";

export interface MapPlayer extends TilePoint {
  readonly name: string;
}

export interface MapZone {
  readonly title: string;
  readonly zone: TileRect;
  /** Whether the player takes part. */
  readonly own: boolean;
}

/** What is shown besides the map itself. */
export interface MapMarks {
  readonly overlay: ChartOverlay;
  readonly zones: readonly MapZone[];
  readonly mates: readonly MapPlayer[];
  /** Where crowns were dug up this season, with their finders. */
  readonly greats: readonly MapPlayer[];
}

export const NO_MARKS: MapMarks = { overlay: NO_OVERLAY, zones: [], mates: [], greats: [] };

const PAPER = "#d9c290";
const PAPER_LINE = "rgba(110, 78, 36, 0.22)";
const INK = "#3b2413";
/** Distance of the lines on the paper, in tiles. */
const GRID_TILES = 32;
const OWN = "#ffe27a";
/** Landmarks where nothing was seen yet are written in faint ink. */
const UNSEEN_ALPHA = 0.6;
/** The corner that the full map's buttons cover, in page pixels. */
const BUTTONS_PX = { width: 62, height: 216 };
const MATE = "#8fe3ff";
const CROWN = "#ffd35a";
const TITLE_FONT = "700 13px system-ui, sans-serif";

/** `labels`: whether landmarks and players are named. `ratio`: device pixels per page pixel; the view is in page pixels. */
export function paintMap(
  canvas: HTMLCanvasElement,
  view: MapView,
  board: MapBoard,
  marks: MapMarks,
  labels: boolean,
  ratio: number,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintPaper(context, view, board);
  paintSeen(context, view, board, ratio);
  for (const { zone, own } of marks.zones) if (!own) paintOverlay(context, view, { ...NO_OVERLAY, zone });
  paintOverlay(context, view, marks.overlay);
  if (labels) paintLandmarks(context, view, board, marks.zones);
  if (labels) for (const { title, zone } of marks.zones) paintZoneTitle(context, view, zone, title);
  for (const great of marks.greats) paintGreat(context, view, great, labels);
  for (const mate of marks.mates) paintMate(context, view, mate, labels);
  const own = board.own();
  if (own !== undefined) paintOwn(context, view, own, own.heading, labels ? 9 : 7);
}

function paintPaper(context: CanvasRenderingContext2D, view: MapView, board: MapBoard): void {
  const { widthTiles, heightTiles } = board.map;
  context.fillStyle = "#2a1d12";
  context.fillRect(0, 0, view.width, view.height);
  const northWest = toWindow(view, 0, 0);
  const width = widthTiles * view.scale;
  const height = heightTiles * view.scale;
  context.fillStyle = PAPER;
  context.fillRect(northWest.x, northWest.y, width, height);
  context.fillStyle = PAPER_LINE;
  for (let tile = GRID_TILES; tile < widthTiles; tile += GRID_TILES)
    context.fillRect(Math.round(northWest.x + tile * view.scale), northWest.y, 1, height);
  for (let tile = GRID_TILES; tile < heightTiles; tile += GRID_TILES)
    context.fillRect(northWest.x, Math.round(northWest.y + tile * view.scale), width, 1);
}

function paintLandmarks(
  context: CanvasRenderingContext2D,
  view: MapView,
  board: MapBoard,
  zones: readonly MapZone[],
): void {
  const { width } = view;
  const taken = [{ left: width - BUTTONS_PX.width, right: width, top: 0, bottom: BUTTONS_PX.height }];
  context.font = TITLE_FONT;
  for (const { title, zone } of zones) {
    const { x, y } = titleAt(view, zone);
    const half = context.measureText(title).width / 2 + 2;
    taken.push({ left: x - half, right: x + half, top: y - 16, bottom: y + 2 });
  }
  context.font = "italic 600 12px Georgia, serif";
  context.textAlign = "center";
  context.textBaseline = "bottom";
  const placed = placeLandmarks(board.map.landmarks, {
    view,
    seen: (tileX, tileY) => board.fog.seen(Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES)),
    widthOf: (name) => context.measureText(name).width + 4,
    taken,
  });
  for (const { name, x, y, seen, nameX } of placed) {
    context.globalAlpha = seen ? 1 : UNSEEN_ALPHA;
    paintDiamond(context, x, y, nameX === undefined ? 2.5 : 4);
    if (nameX === undefined) continue;
    if (seen) paintText(context, name, nameX, y - 6, "#f8ecd0", INK);
    else {
      context.fillStyle = INK;
      context.fillText(name, nameX, y - 6);
    }
  }
  context.globalAlpha = 1;
}

/** `size`: half of its diagonal, in pixels. */
function paintDiamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.fillStyle = "#f8ecd0";
  context.strokeStyle = INK;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
  context.fill();
  context.stroke();
}

function paintZoneTitle(
  context: CanvasRenderingContext2D,
  view: MapView,
  zone: TileRect,
  title: string,
): void {
  const { x, y } = titleAt(view, zone);
  context.font = TITLE_FONT;
  context.textAlign = "center";
  context.textBaseline = "bottom";
  paintText(context, title, x, y, "#ffd9c9", "#4a1208");
}

/** Middle of the bottom of a zone's title. */
function titleAt(view: MapView, zone: TileRect): { readonly x: number; readonly y: number } {
  const { x, y } = toWindow(view, zone.x + zone.width / 2, zone.y);
  return { x, y: Math.max(18, y - 4) };
}

function paintText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  color: string,
  edge: string,
): void {
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = edge;
  context.strokeText(text, x, y);
  context.fillStyle = color;
  context.fillText(text, x, y);
}

/** A small crown; on the large map its finder stands below. */
function paintGreat(
  context: CanvasRenderingContext2D,
  view: MapView,
  great: MapPlayer,
  labels: boolean,
): void {
  const { x, y } = toWindow(view, great.x, great.y);
  if (x < -60 || y < -20 || x > view.width + 60 || y > view.height + 20) return;
  context.beginPath();
  context.moveTo(x - 5, y + 4);
  context.lineTo(x - 6, y - 3);
  context.lineTo(x - 2.5, y);
  context.lineTo(x, y - 5);
  context.lineTo(x + 2.5, y);
  context.lineTo(x + 6, y - 3);
  context.lineTo(x + 5, y + 4);
  context.closePath();
  context.lineJoin = "round";
  context.lineWidth = 2;
  context.strokeStyle = INK;
  context.stroke();
  context.fillStyle = CROWN;
  context.fill();
  if (!labels) return;
  context.font = "600 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  paintText(context, great.name, x, y + 6, CROWN, INK);
}

function paintMate(context: CanvasRenderingContext2D, view: MapView, mate: MapPlayer, labels: boolean): void {
  const { x, y } = toWindow(view, mate.x, mate.y);
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fillStyle = MATE;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = "#0c2130";
  context.stroke();
  if (!labels) return;
  context.font = "600 12px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  paintText(context, mate.name, x, y + 6, MATE, "#0c2130");
}

function paintOwn(
  context: CanvasRenderingContext2D,
  view: MapView,
  at: TilePoint,
  heading: number,
  size: number,
): void {
  const { x, y } = toWindow(view, at.x, at.y);
  context.save();
  context.translate(x, y);
  context.rotate(heading);
  context.beginPath();
  context.moveTo(size, 0);
  context.lineTo(-size * 0.75, size * 0.7);
  context.lineTo(-size * 0.35, 0);
  context.lineTo(-size * 0.75, -size * 0.7);
  context.closePath();
  context.lineJoin = "round";
  context.lineWidth = 4;
  context.strokeStyle = "#1c1320";
  context.stroke();
  context.fillStyle = OWN;
  context.fill();
  context.restore();
}
