import type { Tick } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { FrameCursor, Taken } from "./frameCursor.ts";

const at = (tick: number) => tick as Tick;

/** A cursor that holds room 5 at tick 100. */
function makeCursor(): FrameCursor {
  const cursor = new FrameCursor();
  cursor.takeKeyframe(5, at(100));
  return cursor;
}

describe("which frame follows", () => {
  it("is the delta that builds on what is held", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(102), 2)).toBe(Taken.applied);
    expect(cursor.takeDelta(5, at(104), 2)).toBe(Taken.applied);
    expect(cursor.tick).toBe(104);
  });

  it("may be a delta that reaches back further than what is held", () => {
    expect(makeCursor().takeDelta(5, at(101), 4)).toBe(Taken.applied);
  });

  it("is not a delta that builds on a later frame: a gap, which a keyframe heals", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(104), 2)).toBe(Taken.gap);
    expect(cursor.takeDelta(5, at(106), 2)).toBe(Taken.stillGap);
    expect(cursor.gapped).toBe(true);
    expect(cursor.tick).toBe(100);
    expect(cursor.takeKeyframe(5, at(106))).toBe(Taken.healed);
    expect(cursor.takeDelta(5, at(108), 2)).toBe(Taken.applied);
  });

  it("is not a delta of another room, nor any delta before the first keyframe", () => {
    expect(makeCursor().takeDelta(6, at(102), 2)).toBe(Taken.gap);
    expect(new FrameCursor().takeDelta(5, at(102), 2)).toBe(Taken.gap);
  });

  it("is not one that is as old as what is held or older", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(100), 2)).toBe(Taken.stale);
    expect(cursor.takeKeyframe(6, at(99))).toBe(Taken.stale);
    expect(cursor.room).toBe(5);
  });

  it("is found across the wrap of ticks", () => {
    const cursor = new FrameCursor();
    cursor.takeKeyframe(5, at(0xffffffff));
    expect(cursor.takeDelta(5, at(1), 2)).toBe(Taken.applied);
    expect(cursor.takeDelta(5, at(0xfffffffe), 2)).toBe(Taken.stale);
  });
});
