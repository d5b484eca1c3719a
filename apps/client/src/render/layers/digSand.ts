// The sand that a digger throws up. Every grain's place follows from the time alone, so nothing is kept between frames.
import type Phaser from "phaser";
import type { Stance } from "../poses.ts";
import type { SpriteBatch } from "./spriteBatch.ts";

/** Grains of a digger by the stance's amount of sand. */
const GRAINS = [0, 5, 9] as const;
const FLIGHT_MS = 620;
const TINTS = [0xe2c27e, 0xc79a56, 0xf2dca4] as const;

/**
 * Draws the grains of a digger. (x, y): where the spade meets the ground; `side`: world pixels per pixel of the figures,
 * negative to the west; `ageMs`: how long the digger has dug.
 */
export function digSand(
  batch: SpriteBatch,
  grain: Phaser.Textures.Frame,
  x: number,
  y: number,
  side: number,
  ageMs: number,
  stance: Stance,
  look: number,
): void {
  const scale = Math.abs(side);
  const count = GRAINS[stance.sand];
  // Grains fly when the spade has come up, once in two steps.
  const strokeMs = stance.stepMs * 2;
  for (let i = 0; i < count; i++) {
    const start = ageMs - stance.stepMs - i * 18;
    if (start < 0) continue;
    const stroke = Math.floor(start / strokeMs);
    const age = (start - stroke * strokeMs) / FLIGHT_MS;
    if (age >= 1) continue;
    const chance = hash(look * 31 + stroke * 7 + i);
    const away = (chance & 255) / 255;
    const high = ((chance >> 8) & 255) / 255;
    const east = (-4 - 16 * away) * age;
    const up = (26 + 22 * high) * age * (1 - age);
    const size = scale * (0.6 + 0.5 * (((chance >> 16) & 255) / 255)) * (1 - age * 0.4);
    batch.add(
      grain,
      x + east * side,
      y - up * scale,
      0.5,
      0.5,
      size,
      size,
      1 - age * age,
      TINTS[chance % TINTS.length],
      y + 0.3,
    );
  }
}

function hash(value: number): number {
  let mixed = Math.imul(value ^ 0x5bd1e995, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  return Math.imul(mixed, 0x85ebca6b) >>> 0;
}
