// The map chunks around the player: fetched nearest first, dropped when they are far away, retried when a fetch fails.
// Draws nothing.
import type { Ground } from "@doubloon/shared/movement";
import { CHUNK_TILES, type ChunkGrid } from "@doubloon/shared/space";
import { decodeMapChunk, type MapChunk } from "@doubloon/shared/wire/mapChunk";

/** Chunks up to this distance, in chunks, from the player's are fetched. */
const FETCH_REACH = 2;
/** Chunks beyond this distance are dropped. */
const KEEP_REACH = 4;
/** Most fetches at a time. */
const MAX_FETCHES = 6;
const RETRY_MS = 2000;

export interface TerrainStoreOptions {
  readonly grid: ChunkGrid;
  /** Fetches a chunk's bytes; rejects if that fails. */
  readonly fetchChunk: (column: number, row: number) => Promise<Uint8Array>;
  readonly onFailed: (error: Error) => void;
}

export class TerrainStore {
  readonly #options: TerrainStoreOptions;
  readonly #chunks = new Map<number, MapChunk>();
  readonly #fetching = new Set<number>();
  readonly #retryAtMs = new Map<number, number>();
  #column = 0;
  #row = 0;
  #closed = false;

  constructor(options: TerrainStoreOptions) {
    this.#options = options;
  }

  /** Number of chunks held. */
  get size(): number {
    return this.#chunks.size;
  }

  /** For predicting movement: a chunk that is not loaded counts as free. */
  readonly walkable: Ground = { blockedAt: (tileX, tileY) => this.#blocked(tileX, tileY, 0) };
  /** For finding paths: a chunk that is not loaded counts as blocked. */
  readonly known: Ground = { blockedAt: (tileX, tileY) => this.#blocked(tileX, tileY, 1) };

  /** The chunk; undefined if it is not loaded. */
  chunk(column: number, row: number): MapChunk | undefined {
    return this.#chunks.get(this.#key(column, row));
  }

  /** Whether all chunks that the player can see are loaded. */
  get ready(): boolean {
    return this.#around(1).every(([column, row]) => this.#chunks.has(this.#key(column, row)));
  }

  /** The player stands in this chunk: fetches the chunks missing around it and drops the distant ones. */
  moveTo(column: number, row: number, nowMs: number): void {
    this.#column = column;
    this.#row = row;
    for (const key of this.#chunks.keys()) {
      const { chunksWide } = this.#options.grid;
      const x = key % chunksWide;
      const y = Math.floor(key / chunksWide);
      if (this.#distance(x, y) > KEEP_REACH) this.#chunks.delete(key);
    }
    for (const [x, y] of this.#around(FETCH_REACH)) {
      const key = this.#key(x, y);
      if (this.#fetching.size >= MAX_FETCHES) return;
      if (this.#chunks.has(key) || this.#fetching.has(key)) continue;
      if (nowMs < (this.#retryAtMs.get(key) ?? 0)) continue;
      void this.#fetch(x, y, nowMs);
    }
  }

  close(): void {
    this.#closed = true;
    this.#chunks.clear();
  }

  async #fetch(column: number, row: number, nowMs: number): Promise<void> {
    const key = this.#key(column, row);
    this.#fetching.add(key);
    try {
      const chunk = decodeMapChunk(await this.#options.fetchChunk(column, row));
      if (this.#closed || this.#distance(column, row) > KEEP_REACH) return;
      this.#chunks.set(key, chunk);
      this.#retryAtMs.delete(key);
    } catch (error) {
      if (this.#retryAtMs.size > 256) this.#retryAtMs.clear();
      this.#retryAtMs.set(key, nowMs + RETRY_MS);
      this.#options.onFailed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      this.#fetching.delete(key);
    }
    if (!this.#closed) this.moveTo(this.#column, this.#row, nowMs);
  }

  /** The map's chunks up to `reach` from the player's, nearest first. */
  #around(reach: number): [number, number][] {
    const { chunksWide, chunksHigh } = this.#options.grid;
    const found: [number, number][] = [];
    for (let y = this.#row - reach; y <= this.#row + reach; y++) {
      for (let x = this.#column - reach; x <= this.#column + reach; x++) {
        if (x >= 0 && y >= 0 && x < chunksWide && y < chunksHigh) found.push([x, y]);
      }
    }
    return found.sort((a, b) => this.#distance(...a) - this.#distance(...b));
  }

  #distance(column: number, row: number): number {
    return Math.max(Math.abs(column - this.#column), Math.abs(row - this.#row));
  }

  #key(column: number, row: number): number {
    return row * this.#options.grid.chunksWide + column;
  }

  #blocked(tileX: number, tileY: number, unknown: 0 | 1): boolean {
    const { widthTiles, heightTiles } = this.#options.grid;
    if (tileX < 0 || tileY < 0 || tileX >= widthTiles || tileY >= heightTiles) return true;
    const chunk = this.chunk(Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES));
    const index = (tileY % CHUNK_TILES) * CHUNK_TILES + (tileX % CHUNK_TILES);
    return (chunk === undefined ? unknown : chunk.blocked[index]) !== 0;
  }
}
