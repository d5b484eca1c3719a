import { Pose } from "@doubloon/shared/hunt/pose";
import { PROBE_TICKS, SPADE_PROBE_TICKS, Tool } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { Gait, packMotion } from "@doubloon/shared/movement";
import { describe, expect, it } from "vitest";
import { OwnProbes } from "./ownProbes.ts";

const START = 0xffffffff - 20;
const leg = (after: number, motion: number) => ({ tick: ((START + after) >>> 0) as Tick, motion });

describe("OwnProbes", () => {
  const cases: readonly (readonly [string, number, number, Tool, boolean])[] = [
    ["a whole probe", PROBE_TICKS, 3, Tool.none, true],
    ["a whole probe with a spade", SPADE_PROBE_TICKS, 0, Tool.spade, true],
    ["one that the player stopped", 30, 3, Tool.none, false],
    ["one with a spade's length without a spade", SPADE_PROBE_TICKS, 3, Tool.boots, false],
    ["one that struck", PROBE_TICKS, Pose.unearthing, Tool.none, false],
    ["one that a mimic ended", PROBE_TICKS, Pose.held, Tool.none, false],
    ["one that the player walked away from", PROBE_TICKS, packMotion(Gait.walking, 5), Tool.none, false],
  ];
  it.each(cases)("H2 tells of %s: after %i ticks to motion %i", (_, ticks, motion, tool, ended) => {
    const probes = new OwnProbes();
    expect(probes.ended(leg(-5, 2), tool)).toBe(false);
    expect(probes.ended(leg(0, Pose.probing), tool)).toBe(false);
    // A keyframe repeats the pose later.
    expect(probes.ended(leg(17, Pose.probing), tool)).toBe(false);
    expect(probes.ended(leg(ticks, motion), tool)).toBe(ended);
    expect(probes.ended(leg(ticks, motion), tool)).toBe(false);
  });
});
