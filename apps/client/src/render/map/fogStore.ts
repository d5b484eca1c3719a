// Which chunks of a map the player has seen, kept in the browser's storage by map version. Bounded: only the maps opened
// last are kept.
import { type ChunkGrid, VIEW_CHUNKS } from "@doubloon/shared/space";

const KEY = "doubloon.seen";
/** Maps kept in storage. */
export const MAX_MAPS = 3;

/** The two methods of Storage that are used. */
export interface FogStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

interface StoredMap {
  readonly version: string;
  /** A bit for each chunk, row by row, lowest bit first, as base64. */
  readonly bits: string;
}

export class FogStore {
  /** Grows with every chunk seen for the first time. */
  revision = 0;
  readonly #grid: ChunkGrid;
  readonly #version: string;
  readonly #storage: FogStorage | undefined;
  readonly #bits: Uint8Array;
  #last = -1;

  constructor(grid: ChunkGrid, version: string, storage: FogStorage | undefined) {
    this.#grid = grid;
    this.#version = version;
    this.#storage = storage;
    this.#bits = new Uint8Array(Math.ceil((grid.chunksWide * grid.chunksHigh) / 8));
    const kept = this.#read().find((map) => map.version === version);
    const bytes = kept === undefined ? undefined : fromBase64(kept.bits);
    if (bytes?.length === this.#bits.length) this.#bits.set(bytes);
  }

  seen(column: number, row: number): boolean {
    const { chunksWide, chunksHigh } = this.#grid;
    if (column < 0 || row < 0 || column >= chunksWide || row >= chunksHigh) return false;
    const index = row * chunksWide + column;
    return (this.#bits[index >> 3] & (1 << (index & 7))) !== 0;
  }

  /** Number of chunks seen. */
  get count(): number {
    let count = 0;
    for (const byte of this.#bits) for (let bit = 0; bit < 8; bit++) count += (byte >> bit) & 1;
    return count;
  }

  /** The player stands in this chunk and sees those around it. Stores what is new. */
  stand(column: number, row: number): void {
    const { chunksWide, chunksHigh } = this.#grid;
    const at = row * chunksWide + column;
    if (at === this.#last) return;
    this.#last = at;
    let added = false;
    for (let y = Math.max(0, row - VIEW_CHUNKS); y <= Math.min(chunksHigh - 1, row + VIEW_CHUNKS); y++) {
      for (
        let x = Math.max(0, column - VIEW_CHUNKS);
        x <= Math.min(chunksWide - 1, column + VIEW_CHUNKS);
        x++
      ) {
        if (this.seen(x, y)) continue;
        const index = y * chunksWide + x;
        this.#bits[index >> 3] |= 1 << (index & 7);
        this.revision++;
        added = true;
      }
    }
    if (added) this.#write();
  }

  #read(): StoredMap[] {
    try {
      const parsed: unknown = JSON.parse(this.#storage?.getItem(KEY) ?? "[]");
      return Array.isArray(parsed) ? parsed.filter(isStoredMap).slice(0, MAX_MAPS) : [];
    } catch {
      return [];
    }
  }

  #write(): void {
    const others = this.#read().filter((map) => map.version !== this.#version);
    const maps = [{ version: this.#version, bits: toBase64(this.#bits) }, ...others].slice(0, MAX_MAPS);
    try {
      this.#storage?.setItem(KEY, JSON.stringify(maps));
    } catch {
      // The storage is full or forbidden: the fog then lasts for this visit.
    }
  }
}

function isStoredMap(value: unknown): value is StoredMap {
  const map = value as Partial<StoredMap> | null;
  return typeof map?.version === "string" && typeof map.bits === "string";
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return undefined;
  }
}
