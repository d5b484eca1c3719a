import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POSES, Pose } from "../hunt/pose.ts";
import type { InputSeq, MoverId, RoomId, Tick } from "../ids.ts";
import { messages } from "../protocol/messages.ts";
import { refusals } from "../protocol/refusals.ts";
import { fromHex, toHex } from "../testing/hex.ts";
import { type ClientMessage, decodeClientMessage, encodeClientMessage, MAX_CLIENT_BYTES } from "./input.ts";
import { decodeMapChunk, encodeMapChunk } from "./mapChunk.ts";
import { BANDS, decodeReading, encodeReading, READING_BYTES } from "./reading.ts";
import { decodeSelf, encodeSelf } from "./self.ts";
import { WireError } from "./wireError.ts";

const u32 = fc.integer({ min: 0, max: 0xffffffff });
const seq = fc.nat(0xffff) as fc.Arbitrary<InputSeq>;
const seenTick = u32 as fc.Arbitrary<Tick>;
const anyMessage: fc.Arbitrary<ClientMessage> = fc.oneof(
  fc.record({ kind: fc.constant("stop" as const), seq, seenTick }),
  fc.record({ kind: fc.constant("heading" as const), seq, seenTick, heading: fc.nat(63) }),
  fc.record({ kind: fc.constant("point" as const), seq, seenTick, x: u32, y: u32 }),
  fc.record({ kind: fc.constantFrom("dig" as const, "read" as const), seq, seenTick }),
  fc.record({
    kind: fc.constant("emote" as const),
    seq,
    seenTick,
    emote: fc.integer({ min: Pose.firstEmote, max: POSES - 1 }),
  }),
  fc.record({ kind: fc.constantFrom("ack" as const, "resync" as const), seenTick }),
);

describe("W3 what clients send is pinned as hex", () => {
  it.each([
    [{ kind: "stop", seq: 0x0102, seenTick: 0x11223344 }, "10 00 02 01 44 33 22 11"],
    [{ kind: "heading", seq: 0xffff, seenTick: 1, heading: 63 }, "10 01 ff ff 01 00 00 00 3f"],
    [
      { kind: "point", seq: 1, seenTick: 2, x: 0x00012345, y: 0x00067890 },
      "10 02 01 00 02 00 00 00 45 23 01 00 90 78 06 00",
    ],
    [{ kind: "dig", seq: 0x0102, seenTick: 0x11223344 }, "10 03 02 01 44 33 22 11"],
    [{ kind: "read", seq: 0x0102, seenTick: 0x11223344 }, "10 04 02 01 44 33 22 11"],
    [{ kind: "emote", seq: 0x0102, seenTick: 0x11223344, emote: 24 }, "10 05 02 01 44 33 22 11 18"],
    [{ kind: "ack", seenTick: 0xfffffffe }, "11 00 00 00 fe ff ff ff"],
    [{ kind: "resync", seenTick: 0 }, "12 00 00 00 00 00 00 00"],
  ])("W3 %j", (message, bytes) => {
    expect(toHex(encodeClientMessage(message as ClientMessage))).toBe(bytes);
  });

  it("W3 every message decodes to what was encoded", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const bytes = encodeClientMessage(message);
        expect(bytes.length).toBeLessThanOrEqual(MAX_CLIENT_BYTES);
        expect(decodeClientMessage(bytes)).toEqual(message);
      }),
      { seed: 1 },
    );
  });
});

describe("W5 any client bytes give a message or a WireError", () => {
  it("W5 random bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 24 }), fc.constantFrom(16, 17, 18, 99), (bytes, kind) => {
        if (bytes.length > 0) bytes[0] = kind;
        try {
          decodeClientMessage(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(WireError);
        }
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it.each([
    ["10 01 00 00 00 00 00 00 40", /heading 64, expected 0 to 63/],
    ["10 06 00 00 00 00 00 00", /intent 6/],
    ["10 03 00 00 00 00 00 00 00", /of 9 bytes, expected 8/],
    ["10 05 00 00 00 00 00 00", /of 8 bytes, expected 9/],
    ["10 05 00 00 00 00 00 00 0f", /emote 15, expected 16 to 35/],
    ["10 05 00 00 00 00 00 00 24", /emote 36, expected 16 to 35/],
    ["63 00 00 00 00 00 00 00", /kind 99/],
    ["10", /at least 8/],
    ["10 00 00 00 00 00 00 00 00", /of 9 bytes, expected 8/],
    ["11 00 00 00 00 00 00 00 00", /of 9 bytes, expected 8/],
  ])("W5 %s is rejected with the expected value", (bytes, message) => {
    expect(() => decodeClientMessage(fromHex(bytes))).toThrow(message);
  });
});

it("W3 a self message is pinned as hex and decodes again", () => {
  const self = {
    motion: 0x50,
    mover: 0x0102 as MoverId,
    tick: 0x11223344 as Tick,
    ack: 0x0506 as InputSeq,
    room: 0x0708 as RoomId,
    x: 0x00112233,
    y: 0x00445566,
  };
  const bytes = encodeSelf(self);
  expect(toHex(bytes)).toBe("03 50 02 01 44 33 22 11 06 05 08 07 33 22 11 00 66 55 44 00");
  expect(decodeSelf(bytes)).toEqual(self);
  expect(() => decodeSelf(bytes.subarray(1))).toThrow(WireError);
});

it("W3 H6 a reading is pinned as hex, is as long for every band, and decodes again", () => {
  const reading = { thread: 0x11223344, tick: 0x55667788 as Tick, cellX: 0x0102, cellY: 0x0304, band: 5 };
  const bytes = encodeReading(reading);
  expect(toHex(bytes)).toBe("04 05 02 01 04 03 00 00 44 33 22 11 88 77 66 55");
  for (let band = 0; band < BANDS; band++) {
    const other = encodeReading({ ...reading, band });
    expect(other.length).toBe(READING_BYTES);
    expect(decodeReading(other)).toEqual({ ...reading, band });
  }
});

it("W5 any bytes give a reading or a WireError", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 14, maxLength: 18 }), (bytes) => {
      bytes[0] = 4;
      try {
        expect(decodeReading(bytes).band).toBeLessThan(BANDS);
      } catch (error) {
        expect(error).toBeInstanceOf(WireError);
      }
    }),
    { seed: 1 },
  );
});

it("W3 a map chunk decodes to what was encoded, and truncated bytes do not", () => {
  const blocked = Uint8Array.from({ length: 256 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const layers = [0, 1].map((layer) =>
    Uint32Array.from({ length: 256 }, (_, i) => (0x80000000 + i * 7 + layer) >>> 0),
  );
  const bytes = encodeMapChunk({ blocked, layers });
  expect(toHex(bytes.subarray(0, 6))).toBe("02 10 49 92 24 49");
  expect(decodeMapChunk(bytes)).toEqual({ blocked, layers });
  expect(() => decodeMapChunk(bytes.subarray(0, 33))).toThrow(WireError);
  expect(() => decodeMapChunk(bytes.subarray(0, 500))).toThrow(WireError);
});

describe("tables", () => {
  it.each([
    ["messages", Object.values(messages).map((row) => row.number)],
    ["refusals", Object.values(refusals).map((row) => row.number)],
  ])("N6 W2 no two %s share a number, and all fit a byte", (_, numbers) => {
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number).toBe(number & 0xff);
  });
});
