// Splits the bytes of a WebSocket server into frames, however the network split them. A frame that is complete in one read
// is passed on in place; only a split frame is copied. Masked, fragmented and oversized frames are rejected.

/** Receives the frames in order; the bytes are valid only during the call. */
export interface FrameSink {
  /** A frame: opcode, payload from `start` to before `end`, and length with the header. */
  frame(opcode: number, bytes: Uint8Array, start: number, end: number, frameBytes: number): void;
}

/** Bytes that a WebSocket server may not send to this client. */
export class WebSocketError extends Error {
  override readonly name = "WebSocketError";
}

/** Longest accepted frame, header included. */
export const MAX_SERVER_FRAME_BYTES = 256 * 1024;
const FINAL = 0x80;
const RESERVED = 0x70;
const MASKED = 0x80;
/** Longest header of an unmasked frame. */
const MAX_HEADER_BYTES = 10;
const NOTHING = new Uint8Array(0);

export class FrameSplitter {
  /** The start of a frame whose end has not arrived. */
  #carry = NOTHING;
  #held = 0;
  /** Bytes that must be held before parsing can go on: the header, then the frame. */
  #needed = 0;

  /**
   * Consumes `bytes` from `start` to before `end` and passes each complete frame to `sink`.
   * @throws WebSocketError unless the bytes are unmasked, unfragmented frames of bounded length
   */
  push(bytes: Uint8Array, start: number, end: number, sink: FrameSink): void {
    let at = this.#held > 0 ? this.#complete(bytes, start, end, sink) : start;
    while (at < end) {
      const header = headerLength(bytes, at, end - at);
      const length = header > end - at ? header : frameLength(bytes, at, header);
      if (length > end - at) {
        this.#needed = length;
        this.#keep(bytes, at, end);
        return;
      }
      sink.frame(bytes[at] & 15, bytes, at + header, at + length, length);
      at += length;
    }
  }

  /** Completes the held frame; returns where the remaining bytes start. */
  #complete(bytes: Uint8Array, start: number, end: number, sink: FrameSink): number {
    let at = start;
    for (;;) {
      const until = Math.min(end, at + this.#needed - this.#held);
      this.#keep(bytes, at, until);
      at = until;
      if (this.#held < this.#needed) return at;
      const header = headerLength(this.#carry, 0, this.#held);
      const length = header > this.#held ? header : frameLength(this.#carry, 0, header);
      if (length === this.#held) {
        const frame = this.#carry;
        this.#carry = NOTHING;
        this.#held = 0;
        sink.frame(frame[0] & 15, frame, header, length, length);
        return at;
      }
      this.#needed = length;
    }
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    if (this.#carry.length < this.#needed) {
      const grown = new Uint8Array(Math.max(this.#needed, MAX_HEADER_BYTES));
      grown.set(this.#carry.subarray(0, this.#held));
      this.#carry = grown;
    }
    this.#carry.set(bytes.subarray(start, end), this.#held);
    this.#held += end - start;
  }
}

/** Length of the header at `at`, as far as `available` bytes determine it: at least that many are needed. */
function headerLength(bytes: Uint8Array, at: number, available: number): number {
  if (available < 2) return 2;
  const first = bytes[at];
  if ((first & FINAL) === 0) throw new WebSocketError("a fragmented message, expected whole ones");
  if ((first & RESERVED) !== 0) throw new WebSocketError("a reserved bit is set, expected no extension");
  const second = bytes[at + 1];
  if ((second & MASKED) !== 0) throw new WebSocketError("a masked frame, expected none from a server");
  return second < 126 ? 2 : second === 126 ? 4 : MAX_HEADER_BYTES;
}

/** Length of the frame at `at`, whose header is complete. */
function frameLength(bytes: Uint8Array, at: number, header: number): number {
  let payload = bytes[at + 1];
  if (header === 4) payload = (bytes[at + 2] << 8) | bytes[at + 3];
  else if (header === MAX_HEADER_BYTES) {
    payload = 0;
    for (let i = 2; i < MAX_HEADER_BYTES; i++) payload = payload * 256 + bytes[at + i];
  }
  if (header + payload > MAX_SERVER_FRAME_BYTES) {
    throw new WebSocketError(`a frame of ${payload} bytes, expected at most ${MAX_SERVER_FRAME_BYTES}`);
  }
  return header + payload;
}
