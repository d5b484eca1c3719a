import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { decodeClientMessage } from "@doubloon/shared/wire/input";
import { describe, expect, it } from "vitest";
import { InputFrame } from "./inputFrame.ts";

const seq = 0xfffe as InputSeq;
const tick = 0x80000001 as Tick;

/** The message in a masked frame; checks the frame's header. */
function payloadOf(frame: Uint8Array): Uint8Array {
  expect([...frame.subarray(0, 6)]).toEqual([0x82, 0x80 | (frame.length - 6), 0, 0, 0, 0]);
  return frame.subarray(6);
}

describe("an input frame", () => {
  const frame = new InputFrame();
  it.each([
    ["stop", () => frame.stop(seq, tick), { kind: "stop", seq, seenTick: tick }],
    ["heading", () => frame.heading(seq, tick, 63), { kind: "heading", seq, seenTick: tick, heading: 63 }],
    [
      "point",
      () => frame.point(seq, tick, 70_000, 3),
      { kind: "point", seq, seenTick: tick, x: 70_000, y: 3 },
    ],
    ["dig", () => frame.act(seq, tick, "dig"), { kind: "dig", seq, seenTick: tick }],
    ["read", () => frame.act(seq, tick, "read"), { kind: "read", seq, seenTick: tick }],
    ["ack", () => frame.ack(tick), { kind: "ack", seenTick: tick }],
    ["resync", () => frame.resync(tick), { kind: "resync", seenTick: tick }],
  ])("holds a %s that the server can read, whatever was sent before", (_, write, message) => {
    expect(decodeClientMessage(payloadOf(write()))).toEqual(message);
    frame.point(1 as InputSeq, 2 as Tick, 0xffffffff, 0xffffffff);
    expect(decodeClientMessage(payloadOf(write()))).toEqual(message);
  });
});
