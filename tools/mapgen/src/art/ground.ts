// Ground: four levels from deep water to grass, and the tiles where two levels meet. The boundary between two levels wobbles
// the same way on both sides of every tile border, so that tiles join without a seam.
import { chance2, hash2, smoothNoise } from "../noise.ts";
import { Canvas, TILE_ART } from "./canvas.ts";
import { palette as p } from "./palette.ts";

/** Levels of the ground, lowest first; only consecutive levels may touch. */
export const groundLevels = ["deep", "shallow", "beach", "grass"] as const;
export type GroundLevel = (typeof groundLevels)[number];
/** Variants of a tile with one level. */
export const GROUND_VARIANTS = 6;
/** Variants of each tile with two levels. */
export const EDGE_VARIANTS = 3;

const WOBBLE_PERIOD = 4;

/** A tile with one level. */
export function drawGround(level: GroundLevel, variant: number): Canvas {
  const canvas = new Canvas();
  const seed = hash2(variant, level.length, 77);
  const at = (i: number, from: number, to: number) => from + (hash2(i, variant, seed) % (to - from + 1));
  const marks = variant === 0 ? 1 : 2 + (variant % 3);
  if (level === "deep") {
    canvas.fill(p.deep);
    for (let i = 0; i < marks; i++)
      wave(canvas, at(i, 1, 9), at(i + 9, 1, 13), i % 2 === 0 ? p.deepLight : p.deepDark);
  } else if (level === "shallow") {
    canvas.fill(p.shallow);
    for (let i = 0; i < marks; i++)
      wave(canvas, at(i, 1, 9), at(i + 9, 1, 13), i % 3 === 2 ? p.shallowDark : p.shallowLight);
    if (variant > 3) canvas.rect(at(31, 2, 12), at(32, 2, 13), 2, 1, p.glint);
  } else if (level === "beach") {
    canvas.fill(p.sand);
    for (let i = 0; i < marks * 3; i++)
      canvas.set(at(i, 1, 14), at(i + 9, 1, 14), i % 2 === 0 ? p.sandDark : p.sandLight);
    for (let i = 0; i < variant - 2; i++) canvas.rect(at(i + 40, 1, 11), at(i + 50, 2, 13), 3, 1, p.sandDark);
  } else {
    canvas.fill(p.grass);
    for (let i = 0; i < marks * 2; i++)
      tuft(canvas, at(i, 1, 12), at(i + 9, 2, 13), i % 2 === 0 ? p.grassLight : p.grassDark);
    if (variant === 5) canvas.set(at(70, 3, 12), at(71, 3, 12), p.grassBright);
  }
  return canvas;
}

function wave(canvas: Canvas, x: number, y: number, color: number): void {
  canvas.stamp(x, y, [".##..", "#..##"], { "#": color });
}

function tuft(canvas: Canvas, x: number, y: number, color: number): void {
  canvas.stamp(x, y, ["#.#", ".#."], { "#": color });
}

/**
 * How far a pixel is inside the upper of two levels; above 0.5 is inside.
 * @param mask corners on the upper level: 1 north-west, 2 north-east, 4 south-west, 8 south-east
 */
function insideAt(mask: number, variant: number, x: number, y: number): number {
  const u = (x + 0.5) / TILE_ART;
  const v = (y + 0.5) / TILE_ART;
  const north = (mask & 1) * (1 - u) + ((mask >> 1) & 1) * u;
  const south = ((mask >> 2) & 1) * (1 - u) + ((mask >> 3) & 1) * u;
  // The first wobble repeats from tile to tile; the second differs by variant and fades out at the tile borders.
  const common = smoothNoise(u * WOBBLE_PERIOD, v * WOBBLE_PERIOD, 5, WOBBLE_PERIOD) - 0.5;
  const own = smoothNoise(u * 3, v * 3, 900 + variant * 17 + mask) - 0.5;
  return north * (1 - v) + south * v + common * 0.18 + own * 8 * u * (1 - u) * v * (1 - v);
}

/** A tile where `upper` meets the level below it. See insideAt for the mask. */
export function drawEdge(upper: Exclude<GroundLevel, "deep">, mask: number, variant: number): Canvas {
  const inner = drawGround(upper, variant + 1);
  const outer = drawGround(groundLevels[groundLevels.indexOf(upper) - 1], variant);
  const canvas = new Canvas();
  for (let y = 0; y < TILE_ART; y++) {
    for (let x = 0; x < TILE_ART; x++) {
      const inside = insideAt(mask, variant, x, y);
      canvas.set(x, y, edgeColor(upper, inside, inner.get(x, y), outer.get(x, y), (x + y) % 2 === 0));
    }
  }
  if (upper === "grass") blades(canvas, mask, variant);
  return canvas;
}

function edgeColor(upper: GroundLevel, inside: number, inner: number, outer: number, even: boolean): number {
  if (upper === "shallow") {
    if (inside > 0.68) return inner;
    if (inside > 0.54) return even ? inner : p.shallowDark;
    if (inside > 0.44) return p.shallowDark;
    if (inside > 0.3) return p.drop;
    return inside > 0.2 && even ? p.drop : outer;
  }
  if (upper === "beach") {
    if (inside > 0.64) return inner;
    if (inside > 0.53) return p.sandWet;
    if (inside > 0.44) return p.foam;
    if (inside > 0.34) return p.shallowLight;
    return inside > 0.26 && even ? p.shallowLight : outer;
  }
  if (inside > 0.6) return inner;
  if (inside > 0.5) return p.grassDark;
  if (inside > 0.44) return p.grassEdge;
  return inside > 0.36 ? p.sandDark : outer;
}

/** Single blades of grass at the edge of a meadow. */
function blades(canvas: Canvas, mask: number, variant: number): void {
  for (let x = 1; x < TILE_ART - 1; x++) {
    for (let y = 1; y < TILE_ART - 1; y++) {
      const edge = insideAt(mask, variant, x, y) <= 0.5 && insideAt(mask, variant, x, y - 1) > 0.5;
      if (edge && chance2(x, y, mask * 7 + variant) < 0.4) canvas.set(x, y + 1, p.grassEdge);
    }
  }
}

/** Forest floor over grass, transparent outside. The full mask (15) is a whole tile. */
export function drawForestFloor(mask: number, variant: number): Canvas {
  const canvas = new Canvas();
  for (let y = 0; y < TILE_ART; y++) {
    for (let x = 0; x < TILE_ART; x++) {
      const inside = mask === 15 ? 1 : insideAt(mask, variant, x, y);
      if (inside > 0.56) canvas.set(x, y, p.moss);
      else if (inside > 0.46) canvas.set(x, y, p.mossLight);
      else if (inside > 0.36 && (x + y) % 2 === 0) canvas.set(x, y, p.grassDark);
    }
  }
  for (let i = 0; i < 5 + variant * 2; i++) {
    const x = 1 + (hash2(i, variant, 31 + mask) % 13);
    const y = 1 + (hash2(i, variant, 57 + mask) % 13);
    if (canvas.get(x, y) !== p.moss || canvas.get(x + 2, y + 1) !== p.moss) continue;
    if (i % 4 === 3) canvas.rect(x, y, 2, 1, i % 8 === 3 ? p.leaf : p.leafRed);
    else tuft(canvas, x, y, i % 2 === 0 ? p.mossDark : p.mossLight);
  }
  return canvas;
}
