// The first byte of every binary message, taken from the table in protocol/messages.ts.
import { messages } from "../protocol/messages.ts";

export const WireKind = {
  delta: messages.delta.number,
  keyframe: messages.keyframe.number,
  self: messages.self.number,
  reading: messages.reading.number,
  input: messages.input.number,
  ack: messages.ack.number,
  resync: messages.resync.number,
} as const;
export type WireKind = (typeof WireKind)[keyof typeof WireKind];
