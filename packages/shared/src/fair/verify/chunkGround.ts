// The ground that recomputing hunts needs, from a map's chunks: which chunks those are, and the blocked tiles in them.
import type { TileRect } from "../../hunt/definition.ts";
import type { Ground } from "../../movement.ts";
import { CHUNK_TILES } from "../../space.ts";
import { decodeMapChunk, type MapChunk } from "../../wire/mapChunk.ts";
import { FairError } from "./checks.ts";
import { rawEntries, readEntry } from "./readLog.ts";

export interface ChunkPlace {
  readonly column: number;
  readonly row: number;
}

/** A hunt whose caches can be recomputed, if the log is true: its zone, and the map it was held on. */
export interface ClosedHunt {
  readonly hunt: number;
  readonly mapVersion: string;
  readonly zone: TileRect;
}

/** The hunts of an untrusted log that were placed and closed. Entries that are none are left out. */
export function closedHunts(log: unknown): ClosedHunt[] {
  const zones = new Map<number, ClosedHunt>();
  const sealed = new Set<number>();
  const closed: ClosedHunt[] = [];
  try {
    for (const [i, value] of rawEntries(log).entries()) {
      const { body } = readEntry(value, `entry ${i}`);
      const { hunt } = body;
      if (body.type === "announced")
        zones.set(hunt, { hunt, mapVersion: body.mapVersion, zone: body.definition.zone });
      else if (body.type === "sealed") sealed.add(hunt);
      else if (body.type !== "found" && sealed.has(hunt)) {
        const known = zones.get(hunt);
        if (known !== undefined) closed.push(known);
      }
    }
  } catch (error) {
    // The log ends where it is malformed; verifyLog says so.
    if (!(error instanceof FairError)) throw error;
  }
  return closed;
}

/** The chunks that zones touch, each once, within a map of this size in tiles. */
export function chunksOf(zones: readonly TileRect[], widthTiles: number, heightTiles: number): ChunkPlace[] {
  const columns = Math.ceil(widthTiles / CHUNK_TILES);
  const keys = new Set<number>();
  for (const { x, y, width, height } of zones) {
    const lastX = Math.min(widthTiles, x + width) - 1;
    const lastY = Math.min(heightTiles, y + height) - 1;
    for (let row = Math.floor(y / CHUNK_TILES); row <= Math.floor(lastY / CHUNK_TILES); row++) {
      for (let column = Math.floor(x / CHUNK_TILES); column <= Math.floor(lastX / CHUNK_TILES); column++)
        keys.add(row * columns + column);
    }
  }
  return [...keys].map((key) => ({ column: key % columns, row: Math.floor(key / columns) }));
}

/** Blocked tiles of the chunks that were added. Other tiles are blocked. */
export class ChunkGround implements Ground {
  readonly #widthTiles: number;
  readonly #heightTiles: number;
  readonly #chunks = new Map<number, MapChunk>();

  constructor(widthTiles: number, heightTiles: number) {
    this.#widthTiles = widthTiles;
    this.#heightTiles = heightTiles;
  }

  /** @throws WireError if the bytes are not a map chunk */
  add({ column, row }: ChunkPlace, bytes: Uint8Array): void {
    this.#chunks.set(this.#key(column, row), decodeMapChunk(bytes));
  }

  blockedAt(tileX: number, tileY: number): boolean {
    if (tileX < 0 || tileY < 0 || tileX >= this.#widthTiles || tileY >= this.#heightTiles) return true;
    const chunk = this.#chunks.get(
      this.#key(Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES)),
    );
    return chunk?.blocked[(tileY % CHUNK_TILES) * CHUNK_TILES + (tileX % CHUNK_TILES)] !== 0;
  }

  #key(column: number, row: number): number {
    return row * Math.ceil(this.#widthTiles / CHUNK_TILES) + column;
  }
}
