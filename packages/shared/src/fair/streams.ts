// Streams of numbers from a key: HMAC-SHA-256 in counter mode. Stream and block number are the message, 32 bits each,
// big-endian; a block gives eight numbers, big-endian. Nothing here is the world's own generator.
import { makeHmac } from "./hashing.ts";

const NUMBERS_A_BLOCK = 8;
const RANGE = 2 ** 32;

/** All streams of one key. */
export class KeyedStreams {
  readonly #hmac: (message: Uint8Array) => Uint8Array;
  readonly #message = new Uint8Array(8);
  readonly #view = new DataView(this.#message.buffer);

  constructor(key: Uint8Array) {
    this.#hmac = makeHmac(key);
  }

  /** A block of a stream: 32 bytes. */
  block(stream: number, block: number): Uint8Array {
    this.#view.setUint32(0, stream);
    this.#view.setUint32(4, block);
    return this.#hmac(this.#message);
  }

  /** Starts a stream from its beginning. */
  stream(number: number): NumberStream {
    return new NumberStream(this, number);
  }
}

export class NumberStream {
  readonly #streams: KeyedStreams;
  readonly #number: number;
  #block: DataView | undefined;
  #blocks = 0;
  #next = NUMBERS_A_BLOCK;

  constructor(streams: KeyedStreams, number: number) {
    this.#streams = streams;
    this.#number = number;
  }

  /** The next number, 0 to 2^32 - 1. */
  next(): number {
    if (this.#block === undefined || this.#next === NUMBERS_A_BLOCK) {
      const bytes = this.#streams.block(this.#number, this.#blocks++);
      this.#block = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      this.#next = 0;
    }
    return this.#block.getUint32(4 * this.#next++);
  }

  /**
   * A number from 0 to `bound` - 1, each equally likely: numbers above the last multiple of `bound` are drawn again.
   * @throws RangeError unless the bound is an integer from 1 to 2^32
   */
  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > RANGE)
      throw new RangeError(`bound of ${bound}, expected 1 to 2^32`);
    const limit = RANGE - (RANGE % bound);
    for (;;) {
      const number = this.next();
      if (number < limit) return number % bound;
    }
  }
}
