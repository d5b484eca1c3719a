import { describe, expect, it } from "vitest";
import { FrameSplitter, MAX_SERVER_FRAME_BYTES, WebSocketError } from "./frameSplitter.ts";

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replace(/\s/g, ""), "hex"));

interface Seen {
  readonly opcode: number;
  readonly payload: string;
  readonly frameBytes: number;
}

/** Pushes the chunks, each in the middle of a larger buffer as in a read, and lists the frames. */
function split(...chunks: readonly Uint8Array[]): Seen[] {
  const seen: Seen[] = [];
  const splitter = new FrameSplitter();
  for (const chunk of chunks) {
    const read = new Uint8Array(chunk.length + 6).fill(0xee);
    read.set(chunk, 3);
    splitter.push(read, 3, 3 + chunk.length, {
      frame: (opcode, bytes, start, end, frameBytes) => {
        seen.push({ opcode, payload: Buffer.from(bytes.slice(start, end)).toString("hex"), frameBytes });
      },
    });
  }
  return seen;
}

const text = hex("81 02 34 30"); // "40"
const binary = hex("82 03 01 02 03");
const empty = hex("82 00");
const long = Uint8Array.from([0x82, 0x7e, 0x00, 0x80, ...new Array<number>(128).fill(7)]);
const giant = Uint8Array.from([0x82, 0x7f, 0, 0, 0, 0, 0, 1, 0, 0, ...new Array<number>(65_536).fill(9)]);

describe("frames from a server", () => {
  it("are split out of one read", () => {
    expect(split(Buffer.concat([text, empty, binary]))).toEqual([
      { opcode: 1, payload: "3430", frameBytes: 4 },
      { opcode: 2, payload: "", frameBytes: 2 },
      { opcode: 2, payload: "010203", frameBytes: 5 },
    ]);
  });

  it("are the same however the bytes were split", () => {
    const all = Buffer.concat([text, empty, long, binary]);
    const whole = split(all);
    expect(whole.map(({ frameBytes }) => frameBytes)).toEqual([4, 2, 132, 5]);
    for (let cut = 1; cut < all.length; cut++) {
      expect(split(all.subarray(0, cut), all.subarray(cut))).toEqual(whole);
    }
    expect(split(...[...all].map((byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it("may have a length of 64 bits", () => {
    const seen = split(giant.subarray(0, 5), giant.subarray(5, 4000), giant.subarray(4000));
    expect(seen).toHaveLength(1);
    expect(seen[0].frameBytes).toBe(65_546);
    expect(seen[0].payload).toHaveLength(2 * 65_536);
  });

  it.each([
    ["fragmented", "02 01 00", /fragmented/],
    ["masked", "82 81 00 00 00 00 00", /masked/],
    ["compressed", "c2 01 00", /reserved/],
    ["too long", "82 7f 00 00 00 01 00 00 00 00", new RegExp(`at most ${MAX_SERVER_FRAME_BYTES}`)],
  ])("are rejected when %s, in one read or many", (_, bytes, message) => {
    expect(() => split(hex(bytes))).toThrow(WebSocketError);
    expect(() => split(...[...hex(bytes)].map((byte) => Uint8Array.of(byte)))).toThrow(message);
  });
});
