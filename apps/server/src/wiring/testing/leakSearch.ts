// Searches what a server sent for places that nobody may know yet, in every encoding that a place could have, and for a
// hunt's keys. It knows nothing of messages: the caller says which parts of them may be near a place by chance.
import { CHUNK_TILES, TILE_SUB } from "@doubloon/shared/space";

export interface HiddenPlace {
  readonly tileX: number;
  readonly tileY: number;
}

export interface SearchedMap {
  readonly widthTiles: number;
}

/**
 * Hashes, ids and tokens: hex, or letters of both cases. Their digits are no numbers, or one text in some thousands would have
 * a place by chance; their bytes are looked into.
 */
const OPAQUE = /(?<![\w-])(?:[\da-f]{16,}|(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{16,})(?![\w-])/g;

/** Numbers of a larger list are looked at two by two, in order; those of a smaller one each with each. */
const MAX_MIXED = 80;

export class PlaceSearch {
  /** Pairs of numbers, and the single ones, that each give a place away: what they are, by the numbers. */
  readonly #pairs = new Map<string, string>();
  readonly #singles = new Map<number, string>();
  /** Chunk column and row, then the tile's offsets in it. */
  readonly #fours = new Map<string, string>();

  constructor(places: readonly HiddenPlace[], { widthTiles }: SearchedMap) {
    const chunksWide = Math.ceil(widthTiles / CHUNK_TILES);
    for (const { tileX, tileY } of places) {
      const [column, row] = [Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES)];
      const [offX, offY] = [tileX % CHUNK_TILES, tileY % CHUNK_TILES];
      const centre = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
      const where = `${tileX},${tileY}`;
      this.#pair(tileX, tileY, `the tile ${where}`);
      this.#pair(tileX + 0.5, tileY + 0.5, `the middle of tile ${where}`);
      this.#pair(tileX * TILE_SUB, tileY * TILE_SUB, `the corner of tile ${where}`);
      this.#pair(centre(tileX), centre(tileY), `the sub-tile in the middle of ${where}`);
      this.#pair(row * chunksWide + column, offY * CHUNK_TILES + offX, `the chunk and offset of ${where}`);
      this.#singles.set(tileY * widthTiles + tileX, `the index of tile ${where}`);
      this.#fours.set(
        [column, row, offX, offY].join(),
        `the chunk's column and row and the offsets of ${where}`,
      );
    }
  }

  #pair(a: number, b: number, what: string): void {
    this.#pairs.set(`${a},${b}`, what);
    this.#pairs.set(`${b},${a}`, what);
  }

  /** Why a decoded message gives a place away; undefined if it does not. Keys in `exempt` are not looked into. */
  inJson(value: unknown, exempt: ReadonlySet<string> = new Set()): string | undefined {
    if (typeof value === "string") return this.inText(value) ?? this.inBytes(bytesOf(value), true);
    if (typeof value === "number") return this.#singles.get(value);
    if (typeof value !== "object" || value === null) return undefined;
    const parts: readonly unknown[] = Object.entries(value).flatMap(([key, part]) =>
      exempt.has(key) ? [] : [part],
    );
    const found = this.#inNumbers(parts.filter((part) => typeof part === "number"));
    if (found !== undefined) return `${found} in ${JSON.stringify(value).slice(0, 200)}`;
    for (const part of parts) {
      const inside = this.inJson(part, exempt);
      if (inside !== undefined) return inside;
    }
    return undefined;
  }

  #inNumbers(numbers: readonly number[]): string | undefined {
    const reach = numbers.length > MAX_MIXED ? 1 : numbers.length;
    for (let i = 0; i < numbers.length; i++) {
      const four = this.#fours.get(numbers.slice(i, i + 4).join());
      if (four !== undefined) return four;
      for (let j = i + 1; j <= Math.min(i + reach, numbers.length - 1); j++) {
        const found = this.#pairs.get(`${numbers[i]},${numbers[j]}`);
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  /** Why a text gives a place away: by a number of it, or by two of them, one soon after the other, on one line. */
  inText(whole: string): string | undefined {
    for (const [word] of whole.matchAll(OPAQUE)) {
      const found = this.inBytes(bytesOf(word), true);
      if (found !== undefined) return `${found} of ${word}`;
    }
    const text = whole.replaceAll(OPAQUE, (word) => "x".repeat(word.length));
    let before: { readonly number: number; readonly end: number } | undefined;
    for (const match of text.matchAll(/(?<![\d.])\d+(?:\.\d+)?(?![\d.]*\d)/g)) {
      const number = Number(match[0]);
      const around = (): string =>
        JSON.stringify(text.slice(Math.max(0, match.index - 60), match.index + 40));
      const single = this.#singles.get(number);
      if (single !== undefined) return `${single} in ${around()}`;
      if (before !== undefined && match.index - before.end <= 16) {
        const found = this.#pairs.get(`${before.number},${number}`);
        if (found !== undefined && !text.slice(before.end, match.index).includes("\n"))
          return `${found} in ${around()}`;
      }
      before = { number, end: match.index + match[0].length };
    }
    return undefined;
  }

  /**
   * Why bytes give a place away: its numbers side by side, as integers or floats of any size, in either order of bytes. With `wide`
   * only what takes eight bytes is looked for: fewer occur among many random bytes by chance.
   */
  inBytes(bytes: Uint8Array, wide = false): string | undefined {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const read = {
      u16: [2, (at: number, little: boolean) => view.getUint16(at, little)],
      u32: [4, (at: number, little: boolean) => view.getUint32(at, little)],
      f32: [4, (at: number, little: boolean) => view.getFloat32(at, little)],
      f64: [8, (at: number, little: boolean) => view.getFloat64(at, little)],
    } as const;
    for (let at = 0; at < bytes.length; at++) {
      for (const little of [true, false]) {
        for (const [type, [size, get]] of Object.entries(read)) {
          if (at + 2 * size <= bytes.length && !(wide && size === 2)) {
            const found = this.#pairs.get(`${get(at, little)},${get(at + size, little)}`);
            if (found !== undefined) return `${found} as ${type} at byte ${at}`;
          }
          if (type !== "u32" || wide || at + size > bytes.length) continue;
          const single = this.#singles.get(get(at, little));
          if (single !== undefined) return `${single} as ${type} at byte ${at}`;
        }
      }
    }
    return undefined;
  }
}

/** What a text of hex or base64 holds; no bytes if it is neither. */
function bytesOf(text: string): Buffer {
  if (/^(?:[0-9a-fA-F]{2}){8,}$/.test(text)) return Buffer.from(text, "hex");
  return /^[\w+/-]{11,}={0,2}$/.test(text) ? Buffer.from(text, "base64") : Buffer.alloc(0);
}

/** Why something gives a key of 32 bytes away. */
export function keyIn(sent: string | Uint8Array, key: Uint8Array): string | undefined {
  const bytes = Buffer.from(key);
  const all = typeof sent === "string" ? Buffer.from(sent) : Buffer.from(sent);
  const lower = typeof sent === "string" ? sent.toLowerCase() : all.toString("latin1").toLowerCase();
  if (lower.includes(bytes.toString("hex"))) return "in hex";
  const texts = [
    bytes.toString("base64url").slice(0, 42),
    bytes.toString("base64").slice(0, 42),
    [...bytes].join(),
  ];
  if (texts.some((text) => all.includes(text))) return "in base64, or byte by byte";
  return all.includes(bytes) ? "in bytes" : undefined;
}
