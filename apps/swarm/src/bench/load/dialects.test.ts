import { describe, expect, it } from "vitest";
import { FAN_OUT_BYTES, makeFanOutFrame } from "../fanOut/fanOutFrame.ts";
import { bare, colyseus, type Dialect, doubloonFanOut, socketIo } from "./dialects.ts";

/** The reaction to a message in the middle of a read. */
function react(dialect: Dialect, message: string | Uint8Array) {
  const bytes = typeof message === "string" ? Buffer.from(message) : message;
  const read = Buffer.concat([Buffer.from("???"), bytes, Buffer.from("???")]);
  return dialect.react(typeof message !== "string", read, 3, 3 + bytes.length);
}

/** Payload of a masked frame with the zero key. */
const payloadOf = (frame: Uint8Array | undefined) => Buffer.from(frame ?? []).subarray(6);

describe("the peers' dialects", () => {
  const frame = makeFanOutFrame();
  const stamp = frame.readUInt32LE(4);

  it("find the stamp in a fan-out frame and in nothing else", () => {
    for (const dialect of [bare("/"), socketIo, doubloonFanOut]) {
      expect(react(dialect, frame)).toBe(stamp);
      expect(react(dialect, new Uint8Array(FAN_OUT_BYTES))).toBeUndefined();
      expect(react(dialect, frame.subarray(1))).toBeUndefined();
    }
  });

  it("join Socket.IO and answer its heartbeats", () => {
    expect(react(socketIo, '0{"sid":"x"}')).toMatchObject({ send: expect.anything() });
    expect(react(socketIo, '40{"sid":"x"}')).toEqual({ joined: true });
    const pong = react(socketIo, "2") as { send: Uint8Array };
    expect(payloadOf(pong.send).toString()).toBe("3");
    expect(payloadOf(socketIo.turn(17)).toString()).toBe('42["turn",17]');
  });

  it("find the stamp in Socket.IO's moves", () => {
    expect(react(socketIo, '42["moves",4294967295,[[1,2,3]]]')).toBe(4294967295);
    expect(react(socketIo, '42["other",5]')).toBeUndefined();
  });

  it("have joined Doubloon after the welcome, not before", () => {
    expect(react(doubloonFanOut, '40{"sid":"x"}')).toBeUndefined();
    expect(react(doubloonFanOut, '42["welcome",{}]')).toEqual({ joined: true });
  });

  it("join Colyseus and find the stamp at the start of a patch", () => {
    const dialect = colyseus("/p/r?sessionId=s");
    const answer = react(dialect, Uint8Array.of(10, 1, 2, 3)) as { send: Uint8Array };
    expect([...payloadOf(answer.send)]).toEqual([10]);
    expect(react(dialect, Uint8Array.of(14, 0))).toEqual({ joined: true });
    expect(react(dialect, Uint8Array.of(15, 0x80, 0x78, 0x56, 0x34, 0x92, 9, 9))).toBe(0x92345678);
    expect(react(dialect, Uint8Array.of(15, 0x81, 1, 2, 3, 4))).toBeUndefined();
    expect(payloadOf(dialect.turn(63)).toString("hex")).toBe("0da47475726e3f");
  });
});
