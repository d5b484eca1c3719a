// Trunks, shrubs and flowers. Tree crowns are in crowns.ts.
import { hash2 } from "../noise.ts";
import { Canvas } from "./canvas.ts";
import { palette as p } from "./palette.ts";

/** The lower end of a trunk with its shadow; the crown covers the upper end. */
export function drawTrunk(light: number, mid: number, dark: number): Canvas {
  const canvas = new Canvas();
  shadow(canvas, 8, 12, 7, 3);
  canvas.rect(5, 0, 6, 12, p.woodInk);
  canvas.rect(6, 0, 4, 12, mid);
  canvas.rect(6, 0, 1, 12, light);
  canvas.rect(9, 0, 1, 12, dark);
  canvas.stamp(3, 10, ["..#....#..", ".#mmmmmm#.", "#ml#mm#dm#", ".#.#..#.#."], {
    "#": p.woodInk,
    m: mid,
    l: light,
    d: dark,
  });
  canvas.set(7, 4, dark);
  canvas.set(8, 8, dark);
  return canvas;
}

/** An oval shadow on the ground. */
export function shadow(canvas: Canvas, x: number, y: number, halfWidth: number, halfHeight: number): void {
  for (let row = -halfHeight; row <= halfHeight; row++) {
    for (let column = -halfWidth; column <= halfWidth; column++) {
      const d = (column * column) / (halfWidth * halfWidth) + (row * row) / (halfHeight * halfHeight);
      if (d <= 1) canvas.set(x + column, y + row, p.shadow);
    }
  }
}

export function drawBush(variant: number): Canvas {
  const canvas = new Canvas();
  shadow(canvas, 8, 13, 7, 2);
  const rows = [
    "....####....",
    "..##bbll##..",
    ".#bbllllmm#.",
    "#blllmmlmmd#",
    "#llmllmmmmd#",
    "#lmmmmlmmdd#",
    ".#mmdmmmdd#.",
    "..########..",
  ];
  canvas.stamp(2, 5, rows, { "#": p.oakInk, b: p.oakBright, l: p.oakLight, m: p.oak, d: p.oakDark });
  if (variant === 1)
    for (const [x, y] of [
      [5, 8],
      [10, 9],
      [7, 11],
      [8, 7],
    ] as const)
      canvas.set(x, y, p.red);
  return canvas;
}

/** A few flowers of one colour. */
export function drawFlowers(color: number, variant: number): Canvas {
  const canvas = new Canvas();
  for (let i = 0; i < 4; i++) {
    const x = 2 + (i % 2) * 7 + (hash2(i, variant, color & 255) % 4);
    const y = 2 + (i >> 1) * 7 + (hash2(i + 5, variant, color & 255) % 3);
    if (i === 3 && variant === 0) continue;
    canvas.stamp(x, y, [".c.", "cyc", ".c.", ".g."], {
      c: color,
      y: color === p.yellow ? p.white : p.yellow,
      g: p.grassEdge,
    });
  }
  return canvas;
}
