// Draws a torn piece of chart: the tiles of a clue as the world's painter draws them, on old paper with ragged edges.
// Knows neither where the piece lies nor which way is up.
import type { TilePainter } from "../tilePainter.ts";

/** Side of a piece, in tiles. */
export const PIECE_TILES = 12;
/** Points on each edge of the tear. */
const TEETH = 22;
/** Depth of the tear, as a part of the side. */
const TEAR = 0.035;

/** Points of a torn edge around a square of this side; the same points for the same seed. */
export function tornEdge(side: number, seed: number): [number, number][] {
  let state = seed >>> 0 || 1;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const points: [number, number][] = [];
  for (let edge = 0; edge < 4; edge++) {
    for (let i = 0; i < TEETH; i++) {
      const along = side * (0.02 + (0.96 * i) / TEETH);
      const inward = side * TEAR * (0.25 + 1.2 * random() * (i % 5 === 3 ? 1.6 : 1));
      if (edge === 0) points.push([along, inward]);
      else if (edge === 1) points.push([side - inward, along]);
      else if (edge === 2) points.push([side - along, side - inward]);
      else points.push([inward, side - along]);
    }
  }
  return points;
}

/** Draws a piece on the whole canvas. A piece that is not `turned` gets an arrow to the north. */
export function paintPiece(
  canvas: HTMLCanvasElement,
  painter: TilePainter,
  layers: readonly (readonly number[])[],
  turned: boolean,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const side = Math.min(canvas.width, canvas.height);
  const { tileWidth, tileHeight } = painter.map;
  const tiles = document.createElement("canvas");
  tiles.width = PIECE_TILES * tileWidth;
  tiles.height = PIECE_TILES * tileHeight;
  const tilesContext = tiles.getContext("2d");
  if (tilesContext === null) return;
  painter.paintTiles(tilesContext, layers, PIECE_TILES);
  const seed = layers.reduce((sum, gids) => gids.reduce((s, gid) => (s * 31 + gid) >>> 0, sum), 7);

  context.clearRect(0, 0, canvas.width, canvas.height);
  context.save();
  const edge = new Path2D();
  for (const [x, y] of tornEdge(side, seed)) edge.lineTo(x, y);
  edge.closePath();
  context.shadowColor = "rgba(0, 0, 0, 0.55)";
  context.shadowBlur = side * 0.03;
  context.shadowOffsetY = side * 0.012;
  context.fillStyle = "#e7d3a4";
  context.fill(edge);
  context.shadowColor = "transparent";
  context.clip(edge);
  context.globalAlpha = 0.9;
  context.imageSmoothingEnabled = side < tiles.width;
  context.drawImage(tiles, 0, 0, side, side);
  context.globalAlpha = 1;
  agePaper(context, side);
  if (!turned) drawNorth(context, side);
  context.lineWidth = side * 0.022;
  context.strokeStyle = "rgba(74, 44, 16, 0.55)";
  context.stroke(edge);
  context.lineWidth = side * 0.008;
  context.strokeStyle = "#3b230e";
  context.stroke(edge);
  context.restore();
}

/** Yellows the picture, with two folds and darker corners. */
function agePaper(context: CanvasRenderingContext2D, side: number): void {
  context.globalCompositeOperation = "multiply";
  context.fillStyle = "#f0d9a8";
  context.fillRect(0, 0, side, side);
  const corners = context.createRadialGradient(
    side / 2,
    side / 2,
    side * 0.3,
    side / 2,
    side / 2,
    side * 0.72,
  );
  corners.addColorStop(0, "#ffffff");
  corners.addColorStop(1, "#b98a4e");
  context.fillStyle = corners;
  context.fillRect(0, 0, side, side);
  context.globalCompositeOperation = "source-over";
  for (const at of [0.36, 0.68]) {
    context.fillStyle = "rgba(60, 36, 12, 0.16)";
    context.fillRect(side * at, 0, side * 0.008, side);
    context.fillRect(0, side * (1 - at), side, side * 0.008);
    context.fillStyle = "rgba(255, 244, 214, 0.28)";
    context.fillRect(side * (at + 0.008), 0, side * 0.006, side);
    context.fillRect(0, side * (1 - at + 0.008), side, side * 0.006);
  }
}

function drawNorth(context: CanvasRenderingContext2D, side: number): void {
  const x = side * 0.88;
  const y = side * 0.17;
  const size = side * 0.075;
  context.fillStyle = "#4a1c12";
  context.strokeStyle = "#f6e7c4";
  context.lineWidth = side * 0.008;
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size * 0.5, y + size * 0.5);
  context.lineTo(x, y + size * 0.2);
  context.lineTo(x - size * 0.5, y + size * 0.5);
  context.closePath();
  context.stroke();
  context.fill();
  context.font = `700 ${Math.round(size * 0.9)}px Georgia, serif`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.strokeText("N", x, y + size * 0.55);
  context.fillText("N", x, y + size * 0.55);
}
