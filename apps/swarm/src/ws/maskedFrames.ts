// Encodes the WebSocket frames of a client (RFC 6455, section 5). It masks with the zero key, which is valid and leaves the
// payload unchanged, and never fragments.

export const Opcode = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;
export type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** Header of a short masked frame: two bytes and the four-byte key. */
export const SHORT_HEADER_BYTES = 6;
/** Longest payload of the short header. */
const MAX_SHORT_PAYLOAD_BYTES = 125;
const FINAL = 0x80;
const MASKED = 0x80;

/**
 * Writes the header of a frame of `payloadBytes` (at most MAX_SHORT_PAYLOAD_BYTES) at the start of `out`; the
 * payload starts at SHORT_HEADER_BYTES. Returns the length of the whole frame.
 */
export function writeShortHeader(out: Uint8Array, opcode: Opcode, payloadBytes: number): number {
  out[0] = FINAL | opcode;
  out[1] = MASKED | payloadBytes;
  out[2] = out[3] = out[4] = out[5] = 0;
  return SHORT_HEADER_BYTES + payloadBytes;
}

/**
 * A whole masked frame in a new buffer, for rare messages.
 * @throws RangeError for a payload of more than 65,535 bytes
 */
export function maskedFrame(opcode: Opcode, payload: Uint8Array): Buffer {
  if (payload.length > 0xffff) {
    throw new RangeError(`payload of ${payload.length} bytes, expected at most 65,535`);
  }
  const long = payload.length > MAX_SHORT_PAYLOAD_BYTES;
  const headerBytes = long ? 8 : SHORT_HEADER_BYTES;
  const frame = Buffer.alloc(headerBytes + payload.length);
  frame[0] = FINAL | opcode;
  if (long) {
    frame[1] = MASKED | 126;
    frame.writeUInt16BE(payload.length, 2);
  } else {
    frame[1] = MASKED | payload.length;
  }
  frame.set(payload, headerBytes);
  return frame;
}

/** A whole masked text frame. */
export function maskedText(text: string): Buffer {
  return maskedFrame(Opcode.text, Buffer.from(text, "utf8"));
}
