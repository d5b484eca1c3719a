// Encodes a player's messages into one reused buffer: a masked WebSocket frame around the layout of shared/wire/input.ts.
// It does not decide what to send.
import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { Action, MAX_CLIENT_BYTES } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { Opcode, SHORT_HEADER_BYTES, writeShortHeader } from "../ws/maskedFrames.ts";

const PAYLOAD_AT = SHORT_HEADER_BYTES;
const SHORT_BYTES = 8;
const HEADING_BYTES = 9;

export class InputFrame {
  readonly #bytes = Buffer.alloc(SHORT_HEADER_BYTES + MAX_CLIENT_BYTES);
  // One view per length, so that sending allocates nothing.
  readonly #short = this.#bytes.subarray(0, PAYLOAD_AT + SHORT_BYTES);
  readonly #heading = this.#bytes.subarray(0, PAYLOAD_AT + HEADING_BYTES);

  stop(seq: InputSeq, seenTick: Tick): Uint8Array {
    this.#begin(SHORT_BYTES, WireKind.input, Intent.stop, seq, seenTick);
    return this.#short;
  }

  /** Digs, or takes a reading of the detector. */
  act(seq: InputSeq, seenTick: Tick, action: "dig" | "read"): Uint8Array {
    this.#begin(SHORT_BYTES, WireKind.input, Action[action], seq, seenTick);
    return this.#short;
  }

  heading(seq: InputSeq, seenTick: Tick, heading: number): Uint8Array {
    this.#begin(HEADING_BYTES, WireKind.input, Intent.heading, seq, seenTick);
    this.#bytes[PAYLOAD_AT + 8] = heading;
    return this.#heading;
  }

  /** Target in sub-tile units. */
  point(seq: InputSeq, seenTick: Tick, x: number, y: number): Uint8Array {
    this.#begin(MAX_CLIENT_BYTES, WireKind.input, Intent.point, seq, seenTick);
    this.#bytes.writeUInt32LE(x, PAYLOAD_AT + 8);
    this.#bytes.writeUInt32LE(y, PAYLOAD_AT + 12);
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
    bytes[PAYLOAD_AT] = kind;
    bytes[PAYLOAD_AT + 1] = intent;
    bytes.writeUInt16LE(seq, PAYLOAD_AT + 2);
    bytes.writeUInt32LE(seenTick, PAYLOAD_AT + 4);
  }
}
