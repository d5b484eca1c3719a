// A growing list of texts in a file without a name, which is gone with its process: what grows without bound and is rarely read
// does not belong into memory. Where no file can be written the texts are kept in memory instead.
import { randomBytes } from "node:crypto";
import { openSync, readSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";

/** Bytes that are read at once, if one text is not longer. */
const READ_BYTES = 65_536;

export interface EntryFileOptions {
  /** For the file; without it the texts are in memory. */
  readonly folder?: string | undefined;
  /** Told once, if the texts are in memory because the file failed. */
  readonly onProblem?: (error: Error) => void;
}

/** The texts at one moment. What changes later changes other arrays, or what lies behind them. */
interface View {
  readonly file: number | undefined;
  readonly start: number;
  readonly ends: readonly number[];
  readonly texts: readonly string[];
}

export class EntryFile {
  readonly #onProblem: (error: Error) => void;
  #file: number | undefined;
  /** Where each text of the file ends; the first begins at `#start`. */
  #ends: number[] = [];
  #start = 0;
  /** The texts, if there is no file. */
  #texts: string[] = [];

  constructor({ folder, onProblem = () => {} }: EntryFileOptions = {}) {
    this.#onProblem = onProblem;
    if (folder === undefined) return;
    const path = join(folder, `.entries-${process.pid}-${randomBytes(6).toString("hex")}`);
    try {
      this.#file = openSync(path, "wx+", 0o600);
      unlinkSync(path);
    } catch (error) {
      onProblem(error as Error);
    }
  }

  get length(): number {
    return this.#file === undefined ? this.#texts.length : this.#ends.length;
  }

  add(texts: readonly string[]): void {
    if (this.#file !== undefined) {
      const parts = texts.map((text) => Buffer.from(text));
      try {
        writeAll(this.#file, Buffer.concat(parts), this.#end);
        for (const part of parts) this.#ends.push(this.#end + part.length);
        return;
      } catch (error) {
        // Such as a full disk: what was written can still be read.
        this.#texts = this.slice(0, this.length);
        this.#file = undefined;
        this.#onProblem(error as Error);
      }
    }
    for (const text of texts) this.#texts.push(text);
  }

  /**
   * Forgets the texts from index `length` on. A reader that has begun reads on: the file keeps what it held, and the texts that
   * stay are written once more behind it.
   */
  truncate(length: number): void {
    if (length >= this.length) return;
    if (this.#file === undefined) {
      this.#texts = this.#texts.slice(0, length);
      return;
    }
    const kept = this.groups(0, length);
    this.#start = this.#end;
    this.#ends = [];
    for (const group of kept) this.add(group);
  }

  /** The texts from one index to before another. */
  slice(from: number, to: number): string[] {
    return [...this.groups(from, to)].flat();
  }

  /** The same in groups of at most about `limit` bytes each, which are read when they are asked for. */
  groups(from: number, to: number, limit = READ_BYTES): Generator<string[]> {
    const view = { file: this.#file, start: this.#start, ends: this.#ends, texts: this.#texts };
    return groupsOf(view, from, to, limit);
  }

  get #end(): number {
    return this.#ends.at(-1) ?? this.#start;
  }
}

function* groupsOf(
  { file, start, ends, texts }: View,
  from: number,
  to: number,
  limit: number,
): Generator<string[]> {
  const begin = (index: number): number => (index === 0 ? start : ends[index - 1]);
  for (let first = from, next = from; first < to; first = next) {
    if (file === undefined) {
      for (let chars = 0; next < to && (next === first || chars + texts[next].length <= limit); next++)
        chars += texts[next].length;
      yield texts.slice(first, next);
      continue;
    }
    for (next++; next < to && ends[next] - begin(first) <= limit; ) next++;
    const bytes = readAll(file, begin(first), ends[next - 1]);
    const at = (index: number): number => begin(index) - begin(first);
    yield Array.from({ length: next - first }, (_, i) =>
      bytes.toString("utf8", at(first + i), at(first + i + 1)),
    );
  }
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length; )
    done += writeSync(file, bytes, done, bytes.length - done, position + done);
}

function readAll(file: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  for (let done = 0; done < bytes.length; ) {
    const read = readSync(file, bytes, done, bytes.length - done, from + done);
    if (read === 0) throw new Error(`the file of entries ends at byte ${from + done}, expected ${to}`);
    done += read;
  }
  return bytes;
}
