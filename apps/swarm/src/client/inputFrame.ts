// A player's own outgoing message, written again and again into the same few bytes: a masked WebSocket frame around
// the layout of shared/wire/input.ts. It decides nothing about what to send.
import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { MAX_CLIENT_BYTES } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { Opcode, SHORT_HEADER_BYTES, writeShortHeader } from "../ws/maskedFrames.ts";

const AT = SHORT_HEADER_BYTES;
const SHORT_BYTES = 8;
const HEADING_BYTES = 9;

export class InputFrame {
  readonly #bytes = Buffer.alloc(SHORT_HEADER_BYTES + MAX_CLIENT_BYTES);
  // One view per length, so that sending makes no new one.
  readonly #short = this.#bytes.subarray(0, AT + SHORT_BYTES);
  readonly #heading = this.#bytes.subarray(0, AT + HEADING_BYTES);

  stop(seq: InputSeq, seenTick: Tick): Uint8Array {
    this.#begin(SHORT_BYTES, WireKind.input, Intent.stop, seq, seenTick);
    return this.#short;
  }

  heading(seq: InputSeq, seenTick: Tick, heading: number): Uint8Array {
    this.#begin(HEADING_BYTES, WireKind.input, Intent.heading, seq, seenTick);
    this.#bytes[AT + 8] = heading;
    return this.#heading;
  }

  /** Target in sub-tile units. */
  point(seq: InputSeq, seenTick: Tick, x: number, y: number): Uint8Array {
    this.#begin(MAX_CLIENT_BYTES, WireKind.input, Intent.point, seq, seenTick);
    this.#bytes.writeUInt32LE(x, AT + 8);
    this.#bytes.writeUInt32LE(y, AT + 12);
    return this.#bytes;
  }

  ack(seenTick: Tick): Uint8Array {
    this.#begin(SHORT_BYTES, WireKind.ack, 0, 0, seenTick);
    return this.#short;
  }

  resync(seenTick: Tick): Uint8Array {
    this.#begin(SHORT_BYTES, WireKind.resync, 0, 0, seenTick);
    return this.#short;
  }

  #begin(payloadBytes: number, kind: number, intent: number, seq: number, seenTick: Tick): void {
    const bytes = this.#bytes;
    writeShortHeader(bytes, Opcode.binary, payloadBytes);
    bytes[AT] = kind;
    bytes[AT + 1] = intent;
    bytes.writeUInt16LE(seq, AT + 2);
    bytes.writeUInt32LE(seenTick, AT + 4);
  }
}
