// Decodes the cells of a tile layer, or of one chunk of it, from every encoding of Tiled to global tile ids with flip
// bits. Never decompresses more bytes than the area needs.
import { gunzipSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { MapError } from "../mapError.ts";
import { shown } from "./fields.ts";

/** Data as in the file; `content` is a list of numbers, CSV text or base64 text. */
export interface CellData {
  readonly content: unknown;
  readonly encoding: string;
  readonly compression: string;
}

/** The rectangle that the data fills, in the layer's columns and rows. */
export interface CellArea {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

const inflaters: Readonly<Record<string, (bytes: Buffer, maxOutputLength: number) => Buffer>> = {
  gzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
  zlib: (bytes, maxOutputLength) => inflateSync(bytes, { maxOutputLength }),
  zstd: (bytes, maxOutputLength) => zstdDecompressSync(bytes, { maxOutputLength }),
};

/**
 * Decodes `area.width * area.height` cells, row by row.
 * @throws MapError that names `where` and the cell
 */
export function readCells(data: CellData, area: CellArea, where: string): Uint32Array {
  const { content, encoding, compression } = data;
  if (encoding === "" || encoding === "csv") {
    if (Array.isArray(content)) return fromList(content, area, where);
    if (typeof content === "string" && encoding === "csv") return fromCsv(content, area, where);
    throw new MapError(`${where}: data is ${shown(content)}, expected a list of tile ids`);
  }
  if (encoding !== "base64")
    throw new MapError(`${where}: encoding is ${shown(encoding)}, expected none, csv or base64`);
  if (typeof content !== "string")
    throw new MapError(`${where}: data is ${shown(content)}, expected base64 text`);
  return fromBase64(content, compression, area, where);
}

function placeOf(area: CellArea, index: number): string {
  return `column ${area.column + (index % area.width)}, row ${area.row + Math.floor(index / area.width)}`;
}

function checkCount(count: number, area: CellArea, where: string): void {
  const expected = area.width * area.height;
  if (count !== expected)
    throw new MapError(
      `${where}: data has ${count} cells, expected ${area.width} x ${area.height} = ${expected}`,
    );
}

function fromList(list: readonly unknown[], area: CellArea, where: string): Uint32Array {
  checkCount(list.length, area, where);
  const cells = new Uint32Array(list.length);
  for (let i = 0; i < cells.length; i++) {
    const gid = list[i];
    if (typeof gid !== "number" || gid < 0 || gid > 0xffffffff || !Number.isInteger(gid))
      throw new MapError(`${where}, ${placeOf(area, i)}: tile id is ${shown(gid)}, expected 0 to 4294967295`);
    cells[i] = gid;
  }
  return cells;
}

function fromCsv(text: string, area: CellArea, where: string): Uint32Array {
  const trimmed = text.trim();
  const expected = area.width * area.height;
  // The split stops one word after the expected number, which is enough to detect too many cells.
  const words = trimmed === "" ? [] : trimmed.split(",", expected + 1);
  const cells = new Uint32Array(expected);
  for (let i = 0; i < Math.min(words.length, expected); i++) {
    const word = words[i].trim();
    const gid = /^\d{1,10}$/.test(word) ? Number(word) : -1;
    if (gid < 0 || gid > 0xffffffff)
      throw new MapError(
        `${where}, ${placeOf(area, i)}: tile id is ${shown(word)}, expected 0 to 4294967295`,
      );
    cells[i] = gid;
  }
  if (words.length > expected)
    throw new MapError(`${where}: data has more than ${expected} cells, expected ${expected}`);
  checkCount(words.length, area, where);
  return cells;
}

function fromBase64(text: string, compression: string, area: CellArea, where: string): Uint32Array {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9+/\s]*={0,2}$/.test(trimmed))
    throw new MapError(`${where}: data is not base64, expected base64`);
  const packed = Buffer.from(trimmed, "base64");
  const bytes = unpack(packed, compression, area, where);
  if (bytes.length % 4 !== 0)
    throw new MapError(`${where}: data has ${bytes.length} bytes, expected ${area.width * area.height * 4}`);
  checkCount(bytes.length / 4, area, where);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cells = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < cells.length; i++) cells[i] = view.getUint32(i * 4, true);
  return cells;
}

function unpack(packed: Buffer, compression: string, area: CellArea, where: string): Buffer {
  if (compression === "") return packed;
  const inflate = inflaters[compression];
  if (inflate === undefined)
    throw new MapError(`${where}: compression is ${shown(compression)}, expected none, gzip, zlib or zstd`);
  const expectedBytes = area.width * area.height * 4;
  try {
    return inflate(packed, expectedBytes);
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new MapError(
      tooLong
        ? `${where}: ${compression} data unpacks to more than ${expectedBytes} bytes, expected ${expectedBytes}`
        : `${where}: data cannot be unpacked, expected ${compression} data`,
    );
  }
}
