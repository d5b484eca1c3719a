import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MoverId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import { VIEW_SUB, VIEW_TILES } from "../space.ts";
import { toHex } from "../testing/hex.ts";
import { MAX_FRAME_BYTES, MAX_RECORDS } from "./frameLayout.ts";
import { decodeFrame, type Frame, readFrameHeader } from "./frameReader.ts";
import { FrameWriter } from "./frameWriter.ts";
import { WireKind } from "./kinds.ts";
import { WireError } from "./wireError.ts";

/** Encodes a decoded frame again. */
function encode(frame: Frame): Uint8Array {
  const writer = new FrameWriter();
  const { kind, room, tick, timeMs, sinceTicks, omitted } = frame.header;
  writer.begin(kind, room, tick, timeMs, sinceTicks, omitted);
  for (const r of frame.states) writer.state(r.mover, r.motion, r.xInView, r.yInView, r.ack);
  for (const r of frame.motionChanges) writer.motionChange(r.mover, r.motion, r.ticksAgo, r.ack);
  for (const mover of frame.removals) writer.removal(mover);
  for (const r of frame.loots) writer.loot(r.kind, r.tileInView);
  return writer.bytes.slice(0, writer.end());
}

const u8 = fc.nat(255);
const u16 = fc.nat(0xffff);
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const mover = u16 as fc.Arbitrary<MoverId>;
const inView = fc.nat(VIEW_SUB - 1);
const nibble = fc.nat(15);
const upTo = <T>(record: fc.Arbitrary<T>) => fc.array(record, { maxLength: MAX_RECORDS });

const anyFrame = fc
  .record({
    states: upTo(fc.record({ mover, motion: u8, xInView: inView, yInView: inView, ack: nibble })),
    motionChanges: upTo(fc.record({ mover, motion: u8, ticksAgo: nibble, ack: nibble })),
    removals: upTo(mover),
    loots: upTo(fc.record({ kind: u8, tileInView: fc.nat(VIEW_TILES * VIEW_TILES - 1) })),
    kind: fc.constantFrom(WireKind.delta, WireKind.keyframe),
    sinceTicks: u8,
    room: u16 as fc.Arbitrary<RoomId>,
    tick: u32 as fc.Arbitrary<Tick>,
    timeMs: u32 as fc.Arbitrary<WorldTimeMs>,
    omitted: u16,
  })
  .map(
    ({ states, motionChanges, removals, loots, ...head }): Frame => ({
      header: {
        ...head,
        states: states.length,
        motionChanges: motionChanges.length,
        removals: removals.length,
        loots: loots.length,
      },
      states,
      motionChanges,
      removals,
      loots,
    }),
  );

describe("W3 frames are pinned as hex", () => {
  it("W3 a delta with a record of each type", () => {
    const writer = new FrameWriter();
    writer.begin(WireKind.delta, 0x0102 as RoomId, 0x11223344 as Tick, 0x55667788 as WorldTimeMs, 2, 3);
    writer.state(0xa1a2 as MoverId, 0x41, 0x1234, 0x2bcd, 9);
    writer.motionChange(0xb1b2 as MoverId, 0x50, 1, 10);
    writer.removal(0xc1c2 as MoverId);
    writer.loot(7, 0x0123);
    writer.loot(0, 0x08ff);
    expect(toHex(writer.bytes.subarray(0, writer.end()))).toBe(
      "01 02 02 01 44 33 22 11 88 77 66 55 03 00 01 01 01 02 " +
        "a2 a1 41 34 52 f3 9a " +
        "b2 b1 50 a1 " +
        "c2 c1 " +
        "07 23 01 00 ff 08",
    );
  });

  it("W3 an empty keyframe", () => {
    const writer = new FrameWriter();
    writer.begin(WireKind.keyframe, 5 as RoomId, 6 as Tick, 300 as WorldTimeMs, 0, 70_000);
    expect(toHex(writer.bytes.subarray(0, writer.end()))).toBe(
      "02 00 05 00 06 00 00 00 2c 01 00 00 ff ff 00 00 00 00",
    );
  });
});

it("W3 a frame reads back as it was written", () => {
  fc.assert(
    fc.property(anyFrame, (frame) => {
      expect(decodeFrame(encode(frame))).toEqual(frame);
    }),
    { seed: 1 },
  );
});

it("I6 the writer rejects too many records and records out of order", () => {
  const writer = new FrameWriter();
  writer.begin(WireKind.delta, 0 as RoomId, 0 as Tick, 0 as WorldTimeMs, 1, 0);
  for (let i = 0; i < MAX_RECORDS; i++) writer.state(i as MoverId, 0, 0, 0, 0);
  expect(() => writer.state(0 as MoverId, 0, 0, 0, 0)).toThrow(/at most 255/);
  writer.removal(1 as MoverId);
  expect(() => writer.motionChange(1 as MoverId, 0, 0, 0)).toThrow(/type by type/);
});

it("I6 the largest frame fits the writer's buffer", () => {
  const writer = new FrameWriter();
  writer.begin(WireKind.delta, 0 as RoomId, 0 as Tick, 0 as WorldTimeMs, 1, 0);
  for (let i = 0; i < MAX_RECORDS; i++) writer.state(i as MoverId, 0, 0, 0, 0);
  for (let i = 0; i < MAX_RECORDS; i++) writer.motionChange(i as MoverId, 0, 0, 0);
  for (let i = 0; i < MAX_RECORDS; i++) writer.removal(i as MoverId);
  for (let i = 0; i < MAX_RECORDS; i++) writer.loot(1, i);
  expect(writer.end()).toBe(MAX_FRAME_BYTES);
  expect(readFrameHeader(writer.bytes).loots).toBe(MAX_RECORDS);
});

describe("W4 W5 any bytes give a frame or a WireError", () => {
  const valueOrWireError = (bytes: Uint8Array): void => {
    try {
      decodeFrame(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(WireError);
    }
  };

  it("W5 random bytes", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), valueOrWireError), { numRuns: 3000, seed: 1 });
  });

  it("W5 flipped bytes", () => {
    fc.assert(
      fc.property(anyFrame, fc.array(fc.tuple(fc.nat(), u8), { maxLength: 6 }), (frame, flips) => {
        const bytes = encode(frame);
        for (const [at, value] of flips) bytes[at % bytes.length] = value;
        valueOrWireError(bytes);
      }),
      { seed: 1 },
    );
  });

  it("W4 a truncated or lengthened frame is an error", () => {
    fc.assert(
      fc.property(anyFrame, fc.nat(), (frame, cut) => {
        const bytes = encode(frame);
        expect(() => decodeFrame(bytes.subarray(0, cut % bytes.length))).toThrow(WireError);
        expect(() => decodeFrame(Uint8Array.from([...bytes, 0]))).toThrow(WireError);
      }),
      { seed: 1 },
    );
  });

  it("W4 a record outside the view is an error", () => {
    const writer = new FrameWriter();
    writer.begin(WireKind.delta, 0 as RoomId, 0 as Tick, 0 as WorldTimeMs, 1, 0);
    writer.state(1 as MoverId, 0, VIEW_SUB, 0, 0);
    expect(() => decodeFrame(writer.bytes.subarray(0, writer.end()))).toThrow(/12288, 0 in view/);
    writer.begin(WireKind.delta, 0 as RoomId, 0 as Tick, 0 as WorldTimeMs, 1, 0);
    writer.loot(1, VIEW_TILES * VIEW_TILES);
    expect(() => decodeFrame(writer.bytes.subarray(0, writer.end()))).toThrow(/tile 2304/);
  });
});
