// Cuts a byte stream into packets by their length. Copies only what was split between two reads.
import { LinkError } from "./linkError.ts";
import { MAX_PACKET_BYTES, PACKET_HEADER_BYTES } from "./packet.ts";

const NOTHING = Buffer.alloc(0);

export class PacketSplitter {
  readonly #onPacket: (packet: Buffer) => void;
  /** The beginning of a packet that has not come whole. */
  #parts: Buffer[] = [];
  #waiting = 0;
  #needed = PACKET_HEADER_BYTES;

  /** `onPacket` gets each packet whole; its bytes are valid only during the call. */
  constructor(onPacket: (packet: Buffer) => void) {
    this.#onPacket = onPacket;
  }

  /** @throws LinkError if a packet says a length that it cannot have */
  push(chunk: Buffer): void {
    if (this.#waiting + chunk.length < this.#needed) {
      this.#keep(chunk);
      return;
    }
    let rest = this.#waiting === 0 ? chunk : Buffer.concat([...this.#parts, chunk]);
    this.#parts = [];
    this.#waiting = 0;
    this.#needed = PACKET_HEADER_BYTES;
    while (rest.length >= PACKET_HEADER_BYTES) {
      const length = rest.readUInt32LE(0);
      if (length < PACKET_HEADER_BYTES || length > MAX_PACKET_BYTES) {
        throw new LinkError(
          `link packet of ${length} bytes, expected ${PACKET_HEADER_BYTES} to ${MAX_PACKET_BYTES}`,
        );
      }
      if (rest.length < length) {
        this.#needed = length;
        break;
      }
      this.#onPacket(rest.subarray(0, length));
      rest = rest.length === length ? NOTHING : rest.subarray(length);
    }
    if (rest.length > 0) this.#keep(rest);
  }

  #keep(chunk: Buffer): void {
    this.#parts.push(chunk);
    this.#waiting += chunk.length;
  }
}
