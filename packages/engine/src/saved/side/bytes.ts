// Bytes written and read one value after the other, little-endian. Reading checks that each value is there; a fault is a
// SnapshotError that names the value.

import { viewOf } from "@doubloon/shared/wire/dataView";
import { readText, writeText } from "../../columns/textColumn.ts";
import { SnapshotError } from "../snapshotError.ts";

export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1024);
  #view: DataView = viewOf(this.#bytes);
  #length = 0;

  /** What was written; valid until the next write. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  u8(value: number): void {
    const at = this.#grow(1);
    this.#view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.#grow(2);
    this.#view.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.#grow(4);
    this.#view.setUint32(at, value, true);
  }

  f64(value: number): void {
    const at = this.#grow(8);
    this.#view.setFloat64(at, value, true);
  }

  raw(bytes: Uint8Array): void {
    const at = this.#grow(bytes.length);
    this.#bytes.set(bytes, at);
  }

  /** A text as UTF-8 after its length in bytes. */
  text(text: string): void {
    // No character needs more than three bytes for each of its UTF-16 units.
    const width = text.length * 3;
    const at = this.#grow(2 + width) + 2;
    let length = 0;
    while (length < text.length && text.charCodeAt(length) < 0x80 && text.charCodeAt(length) !== 0) {
      this.#bytes[at + length] = text.charCodeAt(length);
      length++;
    }
    if (length < text.length) {
      writeText(this.#bytes, at, width, text);
      length = width;
      while (length > 0 && this.#bytes[at + length - 1] === 0) length--;
    }
    this.#view.setUint16(at - 2, length, true);
    this.#length = at + length;
  }

  #grow(bytes: number): number {
    const at = this.#length;
    this.#length = at + bytes;
    if (this.#length > this.#bytes.length) {
      const longer = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
      longer.set(this.#bytes);
      this.#bytes = longer;
      this.#view = viewOf(longer);
    }
    return at;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** Named in errors. */
  readonly #name: string;
  #at = 0;

  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
    this.#name = name;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  u8(what: string): number {
    return this.#view.getUint8(this.#take(1, what));
  }

  u16(what: string): number {
    return this.#view.getUint16(this.#take(2, what), true);
  }

  u32(what: string): number {
    return this.#view.getUint32(this.#take(4, what), true);
  }

  f64(what: string): number {
    return this.#view.getFloat64(this.#take(8, what), true);
  }

  raw(length: number, what: string): Uint8Array {
    const at = this.#take(length, what);
    return this.#bytes.subarray(at, at + length);
  }

  text(maxBytes: number, what: string): string {
    const length = this.u16(what);
    if (length > maxBytes) this.fail(what, `${length} bytes of text`, `at most ${maxBytes}`);
    const bytes = this.raw(length, what);
    const text = readText(bytes, 0, length);
    const again = new Uint8Array(length);
    writeText(again, 0, length, text);
    if (again.some((byte, i) => byte !== bytes[i])) this.fail(what, "other bytes", "UTF-8");
    return text;
  }

  /** Checks that everything was read. */
  end(): void {
    if (this.left > 0) this.fail("end", `${this.left} bytes more`, "nothing");
  }

  fail(what: string, found: string, expected: string): never {
    throw new SnapshotError(`${this.#name}, ${what}: ${found}, expected ${expected}`);
  }

  #take(bytes: number, what: string): number {
    if (bytes > this.left) this.fail(what, `${this.left} bytes left`, `${bytes}`);
    const at = this.#at;
    this.#at = at + bytes;
    return at;
  }
}
