// The first byte of every binary message, taken from the table in protocol/messages.ts.
import { messages } from "../protocol/messages.ts";

export const WireKind = {
  delta: messages.delta.number,
  keyframe: messages.keyframe.number,
  self: messages.self.number,
  input: messages.input.number,
  ack: messages.ack.number,
  resync: messages.resync.number,
} as const;
export type WireKind = (typeof WireKind)[keyof typeof WireKind];

/** A DataView on exactly the bytes of a message. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
