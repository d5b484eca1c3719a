// Tracks WebSocket frame boundaries in a client's bytes, so that short binary messages, which nearly always arrive whole
// and alone, can be read without `ws`. Validates nothing: everything else is left to `ws`.
//
//   0  u8   0x82: final frame, opcode 2, binary (RFC 6455, 5.2)
//   1  u8   0x80, masked, and the length, if below 126; 126 and the length as u16 big-endian, if below 65,536
//   .. 4 B  mask
//   ..      payload, each byte XOR one of the mask's in turn

const FINAL = 0x80;
const FINAL_BINARY = 0x82;
const CONTINUATION = 0;
const MASKED = 0x80;
const U16_LENGTH = 126;
const U64_LENGTH = 127;
const MASK_BYTES = 4;
/** The frame boundaries are unknown; `ws` reads the rest of the connection. */
const LOST = -1;

const payload = new Uint8Array(U16_LENGTH);
/** Prefixes of `payload`, by length. */
const payloads = Array.from({ length: U16_LENGTH }, (_, length) => payload.subarray(0, length));

/** The frame boundaries of one client's byte stream. */
export class ClientFrames {
  /** Bytes of the current frame still to come; or LOST. */
  #left = 0;

  /** Advances over a chunk; true if it consists of whole, short binary messages only. */
  follow(bytes: Uint8Array): boolean {
    if (this.#left === LOST) return false;
    let at = this.#left;
    let simple = at === 0;
    while (at < bytes.length) {
      const end = endOfFrame(bytes, at);
      if (end === LOST) {
        this.#left = LOST;
        return false;
      }
      simple &&= bytes[at] === FINAL_BINARY && bytes[at + 1] < MASKED + U16_LENGTH;
      at = end;
    }
    this.#left = at - bytes.length;
    return simple && this.#left === 0;
  }
}

/** The end of the frame that begins at `at`; LOST if its header is cut off or not that of a whole message. */
function endOfFrame(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return LOST;
  const opcode = bytes[at] ^ FINAL;
  const length = bytes[at + 1] ^ MASKED;
  if (opcode === CONTINUATION || opcode > 0x0f || length > U64_LENGTH) return LOST;
  if (length < U16_LENGTH) return at + 2 + MASK_BYTES + length;
  if (length === U64_LENGTH) return LOST;
  return at + 4 + MASK_BYTES + ((bytes[at + 2] << 8) | bytes[at + 3]);
}

/** Passes on each message of a chunk for which `follow` returned true; the bytes are valid only during the call. */
export function eachMessage(bytes: Uint8Array, take: (message: Uint8Array) => void): void {
  for (let at = 0; at < bytes.length; ) {
    const message = payloads[bytes[at + 1] ^ MASKED];
    const maskAt = at + 2;
    const from = maskAt + MASK_BYTES;
    for (let i = 0; i < message.length; i++) message[i] = bytes[from + i] ^ bytes[maskAt + (i & 3)];
    at = from + message.length;
    take(message);
  }
}
