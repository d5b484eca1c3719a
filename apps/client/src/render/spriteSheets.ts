// Makes the textures that are drawn in code: characters, treasure, effects. Runs once for each scene.
import type { LootKind, Rarity } from "@doubloon/shared/loot";
import type Phaser from "phaser";
import {
  drawCharacters,
  FACINGS,
  FIGURE_HEIGHT,
  FIGURE_WIDTH,
  frameAt,
  LOOKS,
  SHEET_HEIGHT,
  SHEET_WIDTH,
  STEPS,
} from "./characterArt.ts";
import { drawLoot, LOOT_SIZE } from "./lootArt.ts";
import { drawPixels } from "./pixels.ts";

export const CHARACTERS = "characters";
export const LOOT = "loot";
export const EFFECTS = "effects";

export const RARITY_COLORS: Readonly<Record<Rarity, number>> = {
  common: 0xfff2c0,
  uncommon: 0x8df28b,
  rare: 0x6cc4ff,
  epic: 0xd28cff,
  legendary: 0xffb23e,
};

type Textures = Phaser.Textures.TextureManager;

/** The frame's name for a look of characterArt.ts. */
export function characterFrame(look: number, facing: string, step: number): string {
  return `${look}-${facing}-${step}`;
}

export function makeCharacterSheet(textures: Textures): void {
  const sheet = canvasTexture(textures, CHARACTERS, SHEET_WIDTH, SHEET_HEIGHT);
  drawCharacters(sheet.context);
  for (let look = 0; look < LOOKS; look++) {
    for (const facing of FACINGS) {
      for (let step = 0; step < STEPS; step++) {
        const { x, y } = frameAt(look, facing, step);
        sheet.add(characterFrame(look, facing, step), 0, x, y, FIGURE_WIDTH, FIGURE_HEIGHT);
      }
    }
  }
  sheet.refresh();
}

/** Makes the treasure texture; its frames are named after the loot kinds' numbers. */
export function makeLootSheet(textures: Textures, kinds: readonly LootKind[]): void {
  const cell = LOOT_SIZE + 2;
  const columns = 16;
  const rows = Math.max(1, Math.ceil(kinds.length / columns));
  const sheet = canvasTexture(textures, LOOT, columns * cell, rows * cell);
  for (const [i, kind] of kinds.entries()) {
    const x = (i % columns) * cell + 1;
    const y = Math.floor(i / columns) * cell + 1;
    drawLoot(sheet.context, kind, x, y);
    sheet.add(String(kind.number), 0, x, y, LOOT_SIZE, LOOT_SIZE);
  }
  sheet.refresh();
}

const SPARKLE = ["...w...", "...w...", "..www..", "wwwwwww", "..www..", "...w...", "...w..."];
const CROSS = [
  "r.......r",
  "rr.....rr",
  ".rr...rr.",
  "..rr.rr..",
  "...rrr...",
  "..rr.rr..",
  ".rr...rr.",
  "rr.....rr",
  "r.......r",
];
const ARROW = ["ooooooooo", "owwwwwwwo", ".owwwwwo.", "..owwwo..", "...owo...", "....o...."];

/** Makes the effects texture, with frames sparkle, dot, cross, arrow, shadow, ring and glow. */
export function makeEffectSheet(textures: Textures): void {
  const sheet = canvasTexture(textures, EFFECTS, 128, 64);
  const { context } = sheet;
  const palette = { w: "#ffffff", r: "#d8342c", o: "#1c1320" };
  drawPixels(context, SPARKLE, palette, 1, 1);
  sheet.add("sparkle", 0, 1, 1, 7, 7);
  context.fillStyle = "#ffffff";
  context.fillRect(11, 1, 2, 2);
  sheet.add("dot", 0, 11, 1, 2, 2);
  drawPixels(context, CROSS, palette, 16, 1);
  sheet.add("cross", 0, 16, 1, 9, 9);
  drawPixels(context, ARROW, palette, 28, 1);
  sheet.add("arrow", 0, 28, 1, 9, 6);
  for (let row = 0; row < 5; row++) {
    const half = [4, 6, 7, 6, 4][row];
    context.fillStyle = "rgba(10, 8, 20, 0.38)";
    context.fillRect(48 - half, 1 + row, 2 * half, 1);
  }
  sheet.add("shadow", 0, 40, 1, 16, 5);
  context.strokeStyle = "#ffffff";
  context.lineWidth = 2;
  context.beginPath();
  context.arc(80, 16, 13, 0, 2 * Math.PI);
  context.stroke();
  sheet.add("ring", 0, 64, 0, 32, 32);
  const glow = context.createRadialGradient(112, 16, 1, 112, 16, 15);
  glow.addColorStop(0, "rgba(255, 255, 255, 0.75)");
  glow.addColorStop(0.5, "rgba(255, 255, 255, 0.25)");
  glow.addColorStop(1, "rgba(255, 255, 255, 0)");
  context.fillStyle = glow;
  context.fillRect(97, 1, 30, 30);
  sheet.add("glow", 0, 96, 0, 32, 32);
  sheet.refresh();
}

function canvasTexture(
  textures: Textures,
  key: string,
  width: number,
  height: number,
): Phaser.Textures.CanvasTexture {
  const texture = textures.createCanvas(key, width, height);
  if (texture === null) throw new Error(`texture ${key} exists already`);
  return texture;
}
