// The frames of the character sheet that movers are drawn from, looked up once.
import type Phaser from "phaser";
import type { Stance } from "../poses.ts";
import { FACINGS, LOOKS, POSE_STEPS, POSES, STEPS } from "./characterArt.ts";
import { CHARACTERS, characterFrame } from "./spriteSheets.ts";
import type { ToolName } from "./toolArt.ts";

type Frame = Phaser.Textures.Frame;

export interface MoverFrames {
  /** The pictures of each look: walking by side and step, then the poses by step. See pictureOf. */
  readonly looks: readonly (readonly Frame[])[];
  readonly tools: Readonly<Record<ToolName, Frame>>;
  readonly emotes: readonly Frame[];
}

export function moverFrames(textures: Phaser.Textures.TextureManager, emotes: number): MoverFrames {
  const sheet = textures.get(CHARACTERS);
  const steps = (look: number, name: string, count: number): Frame[] =>
    Array.from({ length: count }, (_, step) => sheet.get(characterFrame(look, name, step)));
  const tool = (name: ToolName): Frame => sheet.get(name);
  return {
    looks: Array.from({ length: LOOKS }, (_, look) => [
      ...FACINGS.flatMap((facing) => steps(look, facing, STEPS)),
      ...POSES.flatMap((pose) => steps(look, pose, POSE_STEPS)),
    ]),
    tools: {
      spade0: tool("spade0"),
      spade1: tool("spade1"),
      detector0: tool("detector0"),
      detector1: tool("detector1"),
      mimic0: tool("mimic0"),
      mimic1: tool("mimic1"),
      crown: tool("crown"),
      gear: tool("gear"),
      grain: tool("grain"),
      mound: tool("mound"),
      post: tool("post"),
    },
    emotes: Array.from({ length: emotes }, (_, emote) => sheet.get(`emote-${emote}`)),
  };
}

/** Index of a stance's picture among those of a look. */
export function pictureOf({ figure, side }: Stance, step: number): number {
  if (figure === "stand" || figure === "walk") return side * STEPS + step;
  return FACINGS.length * STEPS + POSES.indexOf(figure) * POSE_STEPS + step;
}

/** The look of a player, who looks the same to everybody and after each return: it is a hash (FNV-1a) of the name. */
export function lookOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return (hash >>> 16) % LOOKS;
}
