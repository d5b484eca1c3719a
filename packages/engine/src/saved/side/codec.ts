// Codecs: what a value looks like in a saved record, said once for writing and reading. A codec of an object names all its
// keys, so that a new one cannot be left out. Reading rejects what is out of range with a SnapshotError.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { ByteReader, ByteWriter } from "./bytes.ts";

export interface Codec<T> {
  write(writer: ByteWriter, value: T): void;
  /** `what` names the value in errors. */
  read(reader: ByteReader, what: string): T;
}

export const u8: Codec<number> = {
  write: (writer, value) => writer.u8(value),
  read: (reader, what) => reader.u8(what),
};

export const u16: Codec<number> = {
  write: (writer, value) => writer.u16(value),
  read: (reader, what) => reader.u16(what),
};

export const u32: Codec<number> = {
  write: (writer, value) => writer.u32(value),
  read: (reader, what) => reader.u32(what),
};

export const i32: Codec<number> = {
  write: (writer, value) => writer.u32(value >>> 0),
  read: (reader, what) => reader.u32(what) | 0,
};

/** A whole number from 0 to 2^53 - 1. */
export const natural: Codec<number> = {
  write: (writer, value) => writer.f64(value),
  read(reader, what) {
    const value = reader.f64(what);
    if (!Number.isSafeInteger(value) || value < 0) reader.fail(what, `${value}`, "a whole number from 0");
    return value;
  },
};

export const bool: Codec<boolean> = {
  write: (writer, value) => writer.u8(value ? 1 : 0),
  read(reader, what) {
    const value = reader.u8(what);
    if (value > 1) reader.fail(what, `${value}`, "0 or 1");
    return value === 1;
  },
};

export function text(maxBytes: number): Codec<string> {
  return {
    write: (writer, value) => writer.text(value),
    read: (reader, what) => reader.text(maxBytes, what),
  };
}

/** A whole number from `min` to `max`, in four bytes. */
export function range(min: number, max: number): Codec<number> {
  return {
    write: (writer, value) => writer.u32(value),
    read(reader, what) {
      const value = reader.u32(what);
      if (value < min || value > max) reader.fail(what, `${value}`, `${min} to ${max}`);
      return value;
    },
  };
}

/** Text that a pattern describes. */
export function pattern(maxBytes: number, shape: RegExp): Codec<string> {
  return {
    write: (writer, value) => writer.text(value),
    read(reader, what) {
      const value = reader.text(maxBytes, what);
      if (!shape.test(value)) reader.fail(what, JSON.stringify(value), `${shape}`);
      return value;
    },
  };
}

export function oneOf<T extends string>(words: readonly T[]): Codec<T> {
  return {
    write: (writer, value) => writer.u8(words.indexOf(value)),
    read(reader, what) {
      const index = reader.u8(what);
      return words[index] ?? reader.fail(what, `${index}`, `less than ${words.length}`);
    },
  };
}

/** A number of bytes that is known. */
export function fixed(length: number): Codec<Uint8Array> {
  return {
    write: (writer, value) => writer.raw(value),
    read: (reader, what) => Uint8Array.from(reader.raw(length, what)),
  };
}

export function list<T>(codec: Codec<T>, max: number): Codec<T[]> {
  return {
    write(writer, values) {
      writer.u32(values.length);
      for (const value of values) codec.write(writer, value);
    },
    read(reader, what) {
      const length = reader.u32(what);
      if (length > max) reader.fail(what, `${length} entries`, `at most ${max}`);
      return Array.from({ length }, (_, i) => codec.read(reader, `${what} ${i}`));
    },
  };
}

/** A value that may be missing. */
export function maybe<T>(codec: Codec<T>): Codec<T | undefined> {
  return {
    write(writer, value) {
      writer.u8(value === undefined ? 0 : 1);
      if (value !== undefined) codec.write(writer, value);
    },
    read: (reader, what) => (bool.read(reader, what) ? codec.read(reader, what) : undefined),
  };
}

/** An object with these keys and no others. */
export function struct<T extends object>(fields: { readonly [K in keyof T]-?: Codec<T[K]> }): Codec<T> {
  const keys = Object.keys(fields) as (keyof T & string)[];
  return {
    write(writer, value) {
      for (const key of keys) fields[key].write(writer, value[key]);
    },
    read(reader, what) {
      const value: Partial<T> = {};
      for (const key of keys) value[key] = fields[key].read(reader, `${what} ${key}`);
      return value as T;
    },
  };
}

export const tileRect: Codec<TileRect> = struct<TileRect>({ x: u32, y: u32, width: u32, height: u32 });

type Column = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Writes the bytes of columns whose lengths the reader will know. */
export function writeColumns(writer: ByteWriter, columns: readonly Column[]): void {
  for (const { buffer, byteOffset, byteLength } of columns) {
    writer.raw(new Uint8Array(buffer, byteOffset, byteLength));
  }
}

/** Fills columns of the right lengths. */
export function readColumns(reader: ByteReader, columns: readonly Column[], what: string): void {
  for (const { buffer, byteOffset, byteLength } of columns) {
    new Uint8Array(buffer, byteOffset, byteLength).set(reader.raw(byteLength, what));
  }
}
