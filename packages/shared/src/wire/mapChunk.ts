// A map chunk as clients fetch it, little-endian. CHUNK_TILES on each side; tiles outside the map are 0 and blocked.
//
//   0  u8   layers
//   1  u8   chunk side in tiles (16)
//   2  32 B blocked, one bit per tile, row by row, lowest bit first
//  34  u32  global tile id with Tiled's flip bits (31 horizontal, 30 vertical, 29 diagonal), layer by layer, row by row
import { CHUNK_TILES } from "../space.ts";
import { viewOf } from "./dataView.ts";
import { WireError } from "./wireError.ts";

const TILES = CHUNK_TILES * CHUNK_TILES;
const BLOCKED_AT = 2;
const GIDS_AT = BLOCKED_AT + TILES / 8;

export const FLIP_HORIZONTAL = 0x80000000;
export const FLIP_VERTICAL = 0x40000000;
export const FLIP_DIAGONAL = 0x20000000;
/** The bits of a global tile id that name the tile. */
export const GID_MASK = 0x0fffffff;

export interface MapChunk {
  /** 1 for a blocked tile; 256 entries, row by row. */
  readonly blocked: Uint8Array;
  /** Layer by layer, 256 entries each. */
  readonly layers: readonly Uint32Array[];
}

export function encodeMapChunk(chunk: MapChunk): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(GIDS_AT + chunk.layers.length * TILES * 4);
  const view = viewOf(bytes);
  bytes[0] = chunk.layers.length;
  bytes[1] = CHUNK_TILES;
  for (let i = 0; i < TILES; i++) if (chunk.blocked[i] !== 0) bytes[BLOCKED_AT + (i >> 3)] |= 1 << (i & 7);
  for (const [layer, gids] of chunk.layers.entries()) {
    for (let i = 0; i < TILES; i++) view.setUint32(GIDS_AT + (layer * TILES + i) * 4, gids[i], true);
  }
  return bytes;
}

/** @throws WireError if the bytes are not a map chunk */
export function decodeMapChunk(bytes: Uint8Array): MapChunk {
  if (bytes.length < GIDS_AT)
    throw new WireError(`map chunk of ${bytes.length} bytes, expected at least ${GIDS_AT}`);
  const expected = GIDS_AT + bytes[0] * TILES * 4;
  if (bytes[1] !== CHUNK_TILES || bytes.length !== expected) {
    throw new WireError(
      `map chunk of ${bytes.length} bytes and side ${bytes[1]}, expected ${expected} and ${CHUNK_TILES}`,
    );
  }
  const view = viewOf(bytes);
  const blocked = Uint8Array.from({ length: TILES }, (_, i) => (bytes[BLOCKED_AT + (i >> 3)] >> (i & 7)) & 1);
  const layers = Array.from({ length: bytes[0] }, (_, layer) =>
    Uint32Array.from({ length: TILES }, (_, i) => view.getUint32(GIDS_AT + (layer * TILES + i) * 4, true)),
  );
  return { blocked, layers };
}
