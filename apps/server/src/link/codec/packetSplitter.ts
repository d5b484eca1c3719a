// Splits a byte stream into packets by their length. Copies only packets that were split between two reads.
import { LinkError } from "../linkError.ts";
import { MAX_PACKET_BYTES, PACKET_HEADER_BYTES } from "./packet.ts";

const EMPTY = Buffer.alloc(0);

export class PacketSplitter {
  /** Bytes read but not taken yet: `#rest`, then `#parts`. */
  #rest: Buffer = EMPTY;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #needed = PACKET_HEADER_BYTES;

  /** Adds the next bytes read from the stream. */
  push(chunk: Buffer): void {
    if (this.#rest.length === 0 && this.#partBytes === 0) {
      this.#rest = chunk;
      return;
    }
    this.#parts.push(chunk);
    this.#partBytes += chunk.length;
  }

  /**
   * The next complete packet; its bytes are valid until the next read. Undefined if it is not complete yet.
   * @throws LinkError if a packet's length is out of range
   */
  take(): Buffer | undefined {
    if (!this.#gather()) return undefined;
    const length = this.#rest.readUInt32LE(0);
    if (length < PACKET_HEADER_BYTES || length > MAX_PACKET_BYTES) {
      throw new LinkError(
        `link packet of ${length} bytes, expected ${PACKET_HEADER_BYTES} to ${MAX_PACKET_BYTES}`,
      );
    }
    this.#needed = length;
    if (!this.#gather()) return undefined;
    this.#needed = PACKET_HEADER_BYTES;
    const packet = this.#rest.subarray(0, length);
    this.#rest = this.#rest.length === length ? EMPTY : this.#rest.subarray(length);
    return packet;
  }

  /** Joins the parts if the needed bytes have arrived; true if they are in one piece. */
  #gather(): boolean {
    if (this.#rest.length >= this.#needed) return true;
    if (this.#rest.length + this.#partBytes < this.#needed) return false;
    this.#rest = Buffer.concat([this.#rest, ...this.#parts]);
    this.#parts = [];
    this.#partBytes = 0;
    return true;
  }
}
