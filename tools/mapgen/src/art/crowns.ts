// Tree crowns of 3x2 tiles, in the two rows above the trunk's tile. They are drawn over the players.
import { chance2, hash2 } from "../noise.ts";
import { Canvas, TILE_ART } from "./canvas.ts";
import { palette as p } from "./palette.ts";

export const CROWN_COLUMNS = 3;
export const CROWN_ROWS = 2;

interface CrownColors {
  readonly ink: number;
  readonly dark: number;
  readonly mid: number;
  readonly light: number;
  readonly bright: number;
}

export const oakColors: CrownColors = {
  ink: p.oakInk,
  dark: p.oakDark,
  mid: p.oak,
  light: p.oakLight,
  bright: p.oakBright,
};
const firColors: CrownColors = {
  ink: p.firInk,
  dark: p.firDark,
  mid: p.fir,
  light: p.firLight,
  bright: p.firBright,
};
export const autumnColors: CrownColors = {
  ink: p.autumnInk,
  dark: p.autumnDark,
  mid: p.autumn,
  light: p.autumnLight,
  bright: p.autumnBright,
};

interface Cluster {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** A round crown of leaf clusters, lit from the north-west. */
export function drawCrown(colors: CrownColors, variant: number): Canvas {
  const canvas = new Canvas(CROWN_COLUMNS * TILE_ART, CROWN_ROWS * TILE_ART);
  const jitter = (i: number) => (hash2(i, variant, 400) % 3) - 1;
  const clusters: Cluster[] = [
    { x: 24, y: 17, r: 12 },
    { x: 13 + jitter(1), y: 20 + jitter(2), r: 8 },
    { x: 35 + jitter(3), y: 20 + jitter(4), r: 8 },
    { x: 17 + jitter(5), y: 11 + jitter(6), r: 8 },
    { x: 31 + jitter(7), y: 11 + jitter(8), r: 8 },
    { x: 24 + jitter(9), y: 23, r: 8 },
  ];
  drawUpperTrunk(canvas, 24, p.woodLight, p.wood, p.woodDark);
  const covers = (x: number, y: number) => clusters.some((cluster) => squaredDistance(cluster, x, y) < 1);
  for (let y = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++) {
      if (!covers(x, y)) continue;
      const rim = !(covers(x - 1, y) && covers(x + 1, y) && covers(x, y - 1) && covers(x, y + 1));
      canvas.set(x, y, rim ? colors.ink : leafColor(clusters, colors, x, y, variant));
    }
  }
  return canvas;
}

/** The upper end of a trunk, from row `top` down to the tile below. */
function drawUpperTrunk(canvas: Canvas, top: number, light: number, mid: number, dark: number): void {
  const height = CROWN_ROWS * TILE_ART - top;
  canvas.rect(21, top, 6, height, p.woodInk);
  canvas.rect(22, top, 4, height, mid);
  canvas.rect(22, top, 1, height, light);
  canvas.rect(25, top, 1, height, dark);
}

/** Squared distance of a pixel from the cluster's centre; less than 1 inside the cluster. */
function squaredDistance({ x, y, r }: Cluster, px: number, py: number): number {
  const dx = px + 0.5 - x;
  const dy = py + 0.5 - y;
  return (dx * dx + dy * dy * 1.15) / (r * r);
}

function leafColor(
  clusters: readonly Cluster[],
  colors: CrownColors,
  x: number,
  y: number,
  variant: number,
): number {
  // The front cluster is the one whose centre is nearest to the pixel, relative to its radius.
  let top = clusters[0];
  for (const cluster of clusters)
    if (squaredDistance(cluster, x, y) < squaredDistance(top, x, y)) top = cluster;
  const slope = ((x - top.x) * 0.6 + (y - top.y)) / top.r;
  const height = (y - 16) / 16;
  const grain = (chance2(x >> 1, y, 800 + variant) - 0.5) * 0.5;
  const shade = slope * 0.75 + height * 0.55 + grain;
  if (shade < -0.75) return colors.bright;
  if (shade < -0.25) return colors.light;
  if (shade < 0.42) return colors.mid;
  return colors.dark;
}

/** A conifer: tiers that widen downward. */
export function drawFirCrown(variant: number): Canvas {
  const colors = firColors;
  const canvas = new Canvas(CROWN_COLUMNS * TILE_ART, CROWN_ROWS * TILE_ART);
  const halfAt = (y: number) => {
    const tier = y < 10 ? y * 0.8 : y < 20 ? 4 + (y - 10) * 0.85 : 7 + (y - 20) * 0.75;
    return y < 1 ? 0 : tier + (y % 2);
  };
  for (let y = 1; y < 31; y++) {
    const half = Math.floor(halfAt(y));
    const lowerEdge = y === 10 || y === 20 || y === 30 || y === 9 || y === 19;
    for (let x = 24 - half; x <= 23 + half; x++) {
      const across = (x - 24) / Math.max(1, half);
      const shade = across * 0.8 + (chance2(x, y >> 1, 830 + variant) - 0.5) * 0.7;
      let color: number =
        shade < -0.55 ? colors.bright : shade < -0.05 ? colors.light : shade < 0.5 ? colors.mid : colors.dark;
      if (lowerEdge) color = shade < 0 ? colors.mid : colors.dark;
      if (x === 24 - half || x === 23 + half || y === 30) color = colors.ink;
      canvas.set(x, y, color);
    }
  }
  return canvas;
}

/** Palm fronds around a centre, with two coconuts. */
export function drawPalmCrown(variant: number): Canvas {
  const canvas = new Canvas(CROWN_COLUMNS * TILE_ART, CROWN_ROWS * TILE_ART);
  const ends = [
    [4, 12],
    [44, 12],
    [7, 25],
    [41, 25],
    [14, 3],
    [34, 3],
    [24, 2],
    [15, 29],
    [33, 29],
  ] as const;
  drawUpperTrunk(canvas, 16, p.woodBright, p.woodLight, p.wood);
  for (let y = 19; y < 32; y += 4) canvas.rect(22, y, 4, 1, p.wood);
  for (const [i, [endX, endY]] of ends.entries()) {
    const bend = 5 + ((hash2(i, variant, 61) % 3) - 1);
    for (let step = 0; step <= 40; step++) {
      const t = step / 40;
      const x = Math.round(24 + (endX - 24) * t);
      const y = Math.round(15 + (endY - 15) * t - bend * 4 * t * (1 - t) * 0.6 + t * t * 3);
      const thick = t > 0.85 ? 0 : t < 0.2 ? 1 : 2;
      canvas.rect(x, y - 1, 1, thick + 2, p.oakInk);
      canvas.rect(x, y, 1, Math.max(1, thick), i % 2 === 0 ? p.oak : p.oakLight);
      if (step % 3 !== 0) canvas.set(x, y, i < 7 ? p.oakBright : p.oakLight);
    }
  }
  canvas.stamp(21, 14, [".##.##.", "#oo#oo#", "#oo#oo#", ".##.##."], { "#": p.woodInk, o: p.wood });
  return canvas;
}
