import type { MoverId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { readFrameHeader } from "@doubloon/shared/wire/frameReader";
import { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { describe, expect, it } from "vitest";
import { FramePeek } from "./framePeek.ts";

function makeFrame(): Uint8Array {
  const writer = new FrameWriter();
  writer.begin(WireKind.delta, 0xfedc as RoomId, 0xfffffffe as Tick, 0x89abcdef as WorldTimeMs, 3, 0x1234);
  writer.state(1 as MoverId, 0, 5, 6, 0);
  writer.motionChange(2 as MoverId, 3, 0, 0);
  writer.motionChange(3 as MoverId, 3, 0, 0);
  writer.removal(4 as MoverId);
  writer.loot(1, 7);
  return writer.bytes.slice(0, writer.end());
}

describe("the frame peek", () => {
  it("reads the same header as the frame reader, in place", () => {
    const frame = makeFrame();
    const read = new Uint8Array(frame.length + 10).fill(0xff);
    read.set(frame, 4);
    const peek = new FramePeek();
    expect(peek.read(read, 4, 4 + frame.length)).toBe(true);
    const { sinceTicks, room, tick, timeMs, omitted } = readFrameHeader(frame);
    expect(peek).toMatchObject({ keyframe: false, sinceTicks, room, tick, timeMs, omitted });
    expect(peek).toMatchObject({ moverRecords: 4, moverBytes: 7 + 4 + 4 + 2, lootBytes: 3 });
  });

  it("rejects bytes that are not a frame or not as long as the counts say", () => {
    const peek = new FramePeek();
    const frame = makeFrame();
    expect(peek.read(frame, 0, frame.length - 1)).toBe(false);
    expect(peek.read(frame, 0, 17)).toBe(false);
    expect(peek.read(frame, 1, frame.length)).toBe(false);
  });
});
