// Which tiles are walkable, from the map chunks that the server serves to every client.
import { setTimeout } from "node:timers/promises";
import type { Ground } from "@doubloon/shared/movement";
import type { MapInfo } from "@doubloon/shared/protocol/events";
import { CHUNK_TILES, makeChunkGrid } from "@doubloon/shared/space";
import { decodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import { type Target, urlOf } from "../lib/target.ts";

const REQUESTS_AT_ONCE = 16;
/** Beside a game that runs: requests at once, and the pause after each, so that they take a fraction of the server's time. */
const GENTLE_REQUESTS = 2;
const GENTLE_PAUSE_MS = 4;

export class WalkableMap implements Ground {
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** 1 for each blocked tile, row by row. */
  readonly blocked: Uint8Array;

  constructor(widthTiles: number, heightTiles: number, blocked: Uint8Array) {
    this.widthTiles = widthTiles;
    this.heightTiles = heightTiles;
    this.blocked = blocked;
  }

  blockedAt(tileX: number, tileY: number): boolean {
    if (tileX < 0 || tileY < 0 || tileX >= this.widthTiles || tileY >= this.heightTiles) return true;
    return this.blocked[tileY * this.widthTiles + tileX] !== 0;
  }
}

/**
 * Fetches the walkability of a whole map; `gently` if a game goes on that it must not disturb.
 * @throws Error if the server does not serve a chunk, WireError if one is malformed
 */
export async function fetchWalkableMap(target: Target, map: MapInfo, gently = false): Promise<WalkableMap> {
  const { widthTiles, heightTiles } = map;
  const { chunksWide, chunksHigh } = makeChunkGrid(widthTiles, heightTiles);
  const blocked = new Uint8Array(widthTiles * heightTiles);
  const base = new URL(map.url, urlOf(target));
  let next = 0;
  const fetchSome = async () => {
    while (next < chunksWide * chunksHigh) {
      const column = next % chunksWide;
      const row = Math.floor(next / chunksWide);
      next++;
      if (gently) await setTimeout(GENTLE_PAUSE_MS);
      const url = new URL(`chunks/${column}/${row}`, base);
      const response = await fetch(url, { headers: { "accept-encoding": "identity" } });
      if (!response.ok) throw new Error(`${url} answered ${response.status}, expected a map chunk`);
      const chunk = decodeMapChunk(new Uint8Array(await response.arrayBuffer()));
      for (let y = 0; y < CHUNK_TILES && row * CHUNK_TILES + y < heightTiles; y++) {
        const from = y * CHUNK_TILES;
        const width = Math.min(CHUNK_TILES, widthTiles - column * CHUNK_TILES);
        const at = (row * CHUNK_TILES + y) * widthTiles + column * CHUNK_TILES;
        blocked.set(chunk.blocked.subarray(from, from + width), at);
      }
    }
  };
  await Promise.all(Array.from({ length: gently ? GENTLE_REQUESTS : REQUESTS_AT_ONCE }, fetchSome));
  return new WalkableMap(widthTiles, heightTiles, blocked);
}
