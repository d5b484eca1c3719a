// Cuts a byte stream into packets by their length. Copies only what was split between two reads.
import { LinkError } from "../linkError.ts";
import { MAX_PACKET_BYTES, PACKET_HEADER_BYTES } from "./packet.ts";

const NOTHING = Buffer.alloc(0);

export class PacketSplitter {
  /** What has come and was not taken: `#rest`, then `#parts`, which are not enough for a packet yet. */
  #rest: Buffer = NOTHING;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #needed = PACKET_HEADER_BYTES;

  /** Takes in what was read next. */
  push(chunk: Buffer): void {
    if (this.#rest.length === 0 && this.#partBytes === 0) {
      this.#rest = chunk;
      return;
    }
    this.#parts.push(chunk);
    this.#partBytes += chunk.length;
  }

  /**
   * The next whole packet; its bytes are valid until the next read. Undefined if it has not come whole.
   * @throws LinkError if a packet says a length that it cannot have
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
    this.#rest = this.#rest.length === length ? NOTHING : this.#rest.subarray(length);
    return packet;
  }

  /** Whether as much as is needed lies in one piece; puts it there if it has come. */
  #gather(): boolean {
    if (this.#rest.length >= this.#needed) return true;
    if (this.#rest.length + this.#partBytes < this.#needed) return false;
    this.#rest = Buffer.concat([this.#rest, ...this.#parts]);
    this.#parts = [];
    this.#partBytes = 0;
    return true;
  }
}
