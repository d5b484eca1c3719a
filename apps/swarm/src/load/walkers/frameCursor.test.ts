import type { Tick } from "@doubloon/shared/ids";
import { describe, expect, it } from "vitest";
import { FrameCursor, Taken } from "./frameCursor.ts";

const at = (tick: number) => tick as Tick;

/** A cursor at room 5, tick 100. */
function makeCursor(): FrameCursor {
  const cursor = new FrameCursor();
  cursor.takeKeyframe(5, at(100));
  return cursor;
}

describe("the frame cursor", () => {
  it("applies a delta that builds on the held frame", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(102), 2)).toBe(Taken.applied);
    expect(cursor.takeDelta(5, at(104), 2)).toBe(Taken.applied);
    expect(cursor.tick).toBe(104);
  });

  it("applies a delta that reaches back further than the held frame", () => {
    expect(makeCursor().takeDelta(5, at(101), 4)).toBe(Taken.applied);
  });

  it("reports a gap for a delta that builds on a later frame, until a keyframe closes it", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(104), 2)).toBe(Taken.gap);
    expect(cursor.takeDelta(5, at(106), 2)).toBe(Taken.stillGap);
    expect(cursor.hasGap).toBe(true);
    expect(cursor.tick).toBe(100);
    expect(cursor.takeKeyframe(5, at(106))).toBe(Taken.healed);
    expect(cursor.takeDelta(5, at(108), 2)).toBe(Taken.applied);
  });

  it("reports a gap for a delta of another room and for any delta before the first keyframe", () => {
    expect(makeCursor().takeDelta(6, at(102), 2)).toBe(Taken.gap);
    expect(new FrameCursor().takeDelta(5, at(102), 2)).toBe(Taken.gap);
  });

  it("ignores a frame that is as old as the held one or older", () => {
    const cursor = makeCursor();
    expect(cursor.takeDelta(5, at(100), 2)).toBe(Taken.stale);
    expect(cursor.takeKeyframe(6, at(99))).toBe(Taken.stale);
    expect(cursor.room).toBe(5);
  });

  it("works across the wrap of ticks", () => {
    const cursor = new FrameCursor();
    cursor.takeKeyframe(5, at(0xffffffff));
    expect(cursor.takeDelta(5, at(1), 2)).toBe(Taken.applied);
    expect(cursor.takeDelta(5, at(0xfffffffe), 2)).toBe(Taken.stale);
  });
});
