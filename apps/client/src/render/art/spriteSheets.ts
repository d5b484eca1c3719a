// Makes the textures that are drawn in code: characters, treasure, effects. Runs once for each scene.
import { EMOTES } from "@doubloon/shared/hunt/rules";
import type { LootKind, Rarity } from "@doubloon/shared/loot";
import type Phaser from "phaser";
import { BUBBLE_HEIGHT, BUBBLE_WIDTH, drawBubble } from "./bubbleArt.ts";
import {
  drawCharacters,
  FACINGS,
  FIGURE_HEIGHT,
  FIGURE_WIDTH,
  frameAt,
  LOOKS,
  POSE_STEPS,
  POSES,
  poseFrameAt,
  SHEET_HEIGHT,
  SHEET_WIDTH,
  STEPS,
} from "./characterArt.ts";
import { drawLoot, LOOT_SIZE } from "./lootArt.ts";
import { drawMark, MARK_HEIGHT, MARK_WIDTH, PICTURED_MARKS } from "./markArt.ts";
import { drawPixels } from "./pixels.ts";
import { drawTool, TOOL_CELL, TOOL_NAMES, toolSize } from "./toolArt.ts";

/** Characters and what they hold. */
export const CHARACTERS = "characters";
/** Treasure and marks. */
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

/** The frame's name for a look of characterArt.ts, its facing or pose, and the step. */
export function characterFrame(look: number, facingOrPose: string, step: number): string {
  return `${look}-${facingOrPose}-${step}`;
}

/** Makes the texture of characters, tools and emotes; tools are named as in toolArt.ts, emotes `emote-NUMBER`. */
export function makeCharacterSheet(textures: Textures): void {
  const height = SHEET_HEIGHT + TOOL_CELL + BUBBLE_HEIGHT + 3;
  const sheet = canvasTexture(textures, CHARACTERS, SHEET_WIDTH, height);
  drawCharacters(sheet.context);
  for (let look = 0; look < LOOKS; look++) {
    for (const facing of FACINGS) {
      for (let step = 0; step < STEPS; step++) {
        const { x, y } = frameAt(look, facing, step);
        sheet.add(characterFrame(look, facing, step), 0, x, y, FIGURE_WIDTH, FIGURE_HEIGHT);
      }
    }
    for (const pose of POSES) {
      for (let step = 0; step < POSE_STEPS; step++) {
        const { x, y } = poseFrameAt(look, pose, step);
        sheet.add(characterFrame(look, pose, step), 0, x, y, FIGURE_WIDTH, FIGURE_HEIGHT);
      }
    }
  }
  for (const [i, name] of TOOL_NAMES.entries()) {
    const { width, height } = toolSize(name);
    drawTool(sheet.context, name, i * TOOL_CELL, SHEET_HEIGHT + 1);
    sheet.add(name, 0, i * TOOL_CELL, SHEET_HEIGHT + 1, width, height);
  }
  for (let emote = 0; emote < EMOTES; emote++) {
    const x = emote * (BUBBLE_WIDTH + 1);
    const y = SHEET_HEIGHT + TOOL_CELL + 2;
    drawBubble(sheet.context, emote, x, y);
    sheet.add(`emote-${emote}`, 0, x, y, BUBBLE_WIDTH, BUBBLE_HEIGHT);
  }
  sheet.refresh();
}

/** Makes the texture of treasure and marks; its frames are named after the loot kinds' and marks' numbers. */
export function makeLootSheet(textures: Textures, kinds: readonly LootKind[]): void {
  const cell = Math.max(LOOT_SIZE, MARK_WIDTH, MARK_HEIGHT) + 2;
  const columns = 16;
  const rows = Math.ceil((kinds.length + PICTURED_MARKS.length) / columns);
  const sheet = canvasTexture(textures, LOOT, columns * cell, rows * cell);
  const place = (i: number): { readonly x: number; readonly y: number } => ({
    x: (i % columns) * cell + 1,
    y: Math.floor(i / columns) * cell + 1,
  });
  for (const [i, kind] of kinds.entries()) {
    const { x, y } = place(i);
    drawLoot(sheet.context, kind, x, y);
    sheet.add(String(kind.number), 0, x, y, LOOT_SIZE, LOOT_SIZE);
  }
  for (const [i, mark] of PICTURED_MARKS.entries()) {
    const { x, y } = place(kinds.length + i);
    drawMark(sheet.context, mark, x, y);
    sheet.add(String(mark), 0, x, y, MARK_WIDTH, MARK_HEIGHT);
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

/** A crest of foam on water. */
const WAVE = [".www......www.", "w...ww.www...w", "......w......."];

/** Makes the effects texture, with frames sparkle, dot, cross, arrow, shadow, ring, glow, light, wave and paper. */
export function makeEffectSheet(textures: Textures): void {
  const sheet = canvasTexture(textures, EFFECTS, 256, 160);
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
  drawPixels(context, WAVE, palette, 1, 12);
  sheet.add("wave", 0, 1, 12, 14, 3);
  context.fillStyle = "#ffffff";
  context.fillRect(18, 12, 3, 2);
  sheet.add("paper", 0, 18, 12, 3, 2);
  const light = context.createRadialGradient(192, 96, 2, 192, 96, 62);
  for (const [at, alpha] of [
    [0, 0.5],
    [0.35, 0.32],
    [0.7, 0.1],
    [1, 0],
  ] as const)
    light.addColorStop(at, `rgba(255, 255, 255, ${alpha})`);
  context.fillStyle = light;
  context.fillRect(129, 33, 126, 126);
  sheet.add("light", 0, 128, 32, 128, 128);
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
