// Wooden bridges, two tiles wide: planks across, and a rail with posts on each outer side.
import { hash2 } from "../noise.ts";
import { Canvas, TILE_ART } from "./canvas.ts";
import { palette as p } from "./palette.ts";

export const bridgeParts = ["north", "south", "west", "east"] as const;
/** The side of a bridge: north or south of one that runs east, west or east of one that runs south. */
export type BridgePart = (typeof bridgeParts)[number];

export function drawBridge(part: BridgePart, variant: number): Canvas {
  const eastward = part === "north" || part === "south";
  const canvas = new Canvas();
  for (let plank = 0; plank < 4; plank++) {
    const tone = hash2(plank, variant, part.length) % 3;
    const mid = tone === 0 ? p.wood : p.woodLight;
    for (let across = 0; across < TILE_ART; across++) {
      paint(canvas, eastward, plank * 4, across, tone === 2 ? p.woodBright : p.woodLight);
      paint(canvas, eastward, plank * 4 + 1, across, mid);
      paint(canvas, eastward, plank * 4 + 2, across, mid);
      paint(canvas, eastward, plank * 4 + 3, across, p.woodDark);
    }
    if (hash2(plank, variant, 7) % 3 === 0)
      paint(canvas, eastward, plank * 4 + 1, 5 + (hash2(plank, variant, 8) % 6), p.woodDark);
  }
  rail(canvas, part);
  return canvas;
}

/** Sets a pixel by its position along and across the bridge. */
function paint(canvas: Canvas, eastward: boolean, along: number, across: number, color: number): void {
  if (eastward) canvas.set(along, across, color);
  else canvas.set(across, along, color);
}

function rail(canvas: Canvas, part: BridgePart): void {
  const ink = { "#": p.woodInk, w: p.wood, b: p.woodBright };
  if (part === "north" || part === "south") {
    const y = part === "north" ? 1 : 12;
    canvas.rect(0, y - 1, TILE_ART, 1, p.woodInk);
    canvas.rect(0, y, TILE_ART, 1, p.woodBright);
    canvas.rect(0, y + 1, TILE_ART, 1, p.wood);
    canvas.rect(0, y + 2, TILE_ART, 1, p.woodInk);
    if (part === "north") canvas.rect(0, 0, TILE_ART, 1, 0);
    if (part === "south") canvas.rect(0, 15, TILE_ART, 1, p.woodInk);
    canvas.stamp(6, part === "north" ? 0 : 11, ["####", "#bw#", "#bw#", "#bw#", "####"], ink);
    return;
  }
  const x = part === "west" ? 0 : 13;
  canvas.rect(x, 0, 3, TILE_ART, p.woodInk);
  canvas.rect(x + 1, 0, 1, TILE_ART, p.woodBright);
  canvas.stamp(part === "west" ? 0 : 12, 6, ["####", "#bw#", "#bw#", "####"], ink);
}
