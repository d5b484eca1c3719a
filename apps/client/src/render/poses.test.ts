import { Pose } from "@doubloon/shared/hunt/pose";
import { EMOTES, PHRASES } from "@doubloon/shared/hunt/rules";
import { Gait, packMotion } from "@doubloon/shared/movement";
import { describe, expect, it } from "vitest";
import { stanceOf } from "./poses.ts";

const EAST = 0;
const WEST = 32;
const posing = (pose: number, facing = EAST) => stanceOf(packMotion(Gait.stopped, pose), facing);

describe("what a motion looks like", () => {
  it("a walker shows the side that it walks to; west is east mirrored", () => {
    const sides = [0, 16, 32, 48].map((heading) => stanceOf(packMotion(Gait.walking, heading), 0));
    expect(sides.map(({ figure, side, flipped }) => [figure, side, flipped])).toEqual([
      ["walk", 2, false],
      ["walk", 0, false],
      ["walk", 2, true],
      ["walk", 1, false],
    ]);
    expect(stanceOf(packMotion(Gait.slidingX, 16), 0).figure).toBe("walk");
  });

  it("the eight facings stand, and say nothing", () => {
    for (let facing = 0; facing < 8; facing++)
      expect(posing(facing)).toMatchObject({ figure: "stand", tool: "none", sand: 0, emote: -1, phrase: -1 });
    expect(posing(4)).toMatchObject({ side: 2, flipped: true });
  });

  it("digging throws sand, unearthing more and faster, to the side that was faced last", () => {
    const probing = posing(Pose.probing);
    const unearthing = posing(Pose.unearthing, WEST);
    expect(probing).toMatchObject({ figure: "dig", tool: "spade", flipped: false });
    expect(unearthing).toMatchObject({ figure: "dig", tool: "spade", flipped: true });
    expect(unearthing.sand).toBeGreaterThan(probing.sand);
    expect(unearthing.stepMs).toBeLessThan(probing.stepMs);
  });

  it("reading holds the detector, a mimic holds its digger", () => {
    expect(posing(Pose.reading)).toMatchObject({ figure: "read", tool: "detector" });
    expect(posing(Pose.held)).toMatchObject({ figure: "held", tool: "mimic" });
  });

  it("every emote and phrase has its own bubble", () => {
    const emotes = Array.from({ length: EMOTES }, (_, i) => posing(Pose.firstEmote + i));
    const phrases = Array.from({ length: PHRASES }, (_, i) => posing(Pose.firstPhrase + i));
    expect(emotes.map(({ emote }) => emote)).toEqual(emotes.map((_, i) => i));
    expect(phrases.map(({ phrase }) => phrase)).toEqual(phrases.map((_, i) => i));
    expect(emotes.every(({ phrase }) => phrase === -1)).toBe(true);
    expect(phrases.every(({ emote }) => emote === -1)).toBe(true);
  });

  it("a pose of a later version looks like standing", () => {
    for (const pose of [12, 15, 36, 63])
      expect(posing(pose)).toMatchObject({ figure: "stand", tool: "none", emote: -1, phrase: -1 });
  });
});
