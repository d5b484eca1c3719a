// Cuts pieces of chart out of the drawn map: the tile ids of 12x12 tiles, layer by layer, turned by quarter turns. A piece has
// no coordinates; this file says to nobody where it was cut.
import { CHUNK_TILES } from "@doubloon/shared/space";
import {
  decodeMapChunk,
  FLIP_DIAGONAL,
  FLIP_HORIZONTAL,
  FLIP_VERTICAL,
  type MapChunk,
} from "@doubloon/shared/wire/mapChunk";

/** Side of a piece, in tiles. */
export const PIECE_TILES = 12;
/** The most layers of a piece, the lowest ones: a clue must fit into one message of the link. */
const MAX_LAYERS = 32;
const FLIPS = FLIP_HORIZONTAL | FLIP_VERTICAL | FLIP_DIAGONAL;
const FLIP_SHIFT = 29;
/** By a tile's flip bits (horizontal 4, vertical 2, diagonal 1): the bits after a quarter turn clockwise, as Tiled turns tiles. */
const TURNED_FLIPS = [5, 4, 1, 0, 7, 6, 3, 2];

/** The drawn map, as LoadedMap encodes it. */
export type ChunkSource = (column: number, row: number) => Uint8Array | undefined;

/** The layers of the piece whose north-west tile is given; tiles outside the map are 0. */
export function cutPiece(chunkOf: ChunkSource, west: number, north: number, turns: number): number[][] {
  const chunks = new Map<string, MapChunk | undefined>();
  const chunkAt = (column: number, row: number): MapChunk | undefined => {
    const key = `${column} ${row}`;
    if (!chunks.has(key)) {
      const bytes = column < 0 || row < 0 ? undefined : chunkOf(column, row);
      chunks.set(key, bytes === undefined ? undefined : decodeMapChunk(bytes));
    }
    return chunks.get(key);
  };
  const layers: number[][] = [];
  for (let y = 0; y < PIECE_TILES; y++) {
    for (let x = 0; x < PIECE_TILES; x++) {
      const [tileX, tileY] = [west + x, north + y];
      const chunk = chunkAt(Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES));
      const at = (tileY % CHUNK_TILES) * CHUNK_TILES + (tileX % CHUNK_TILES);
      for (const [layer, gids] of (chunk?.layers ?? []).entries()) {
        layers[layer] ??= Array.from({ length: PIECE_TILES * PIECE_TILES }, () => 0);
        layers[layer][y * PIECE_TILES + x] = gids[at];
      }
    }
  }
  // A layer that shows nothing here would only cost bytes.
  const shown = layers.filter((gids) => gids.some((gid) => gid !== 0)).slice(0, MAX_LAYERS);
  return Array.from({ length: turns & 3 }).reduce<number[][]>((turned) => turned.map(turnLayer), shown);
}

/** A layer after a quarter turn clockwise: its tiles move, and each is turned too. */
function turnLayer(gids: readonly number[]): number[] {
  return gids.map((_, i) => {
    const x = i % PIECE_TILES;
    const y = (i - x) / PIECE_TILES;
    return turnTile(gids[(PIECE_TILES - 1 - x) * PIECE_TILES + y]);
  });
}

function turnTile(gid: number): number {
  if (gid === 0) return 0;
  const flips = (gid & FLIPS) >>> FLIP_SHIFT;
  return ((gid & ~FLIPS) | (TURNED_FLIPS[flips] << FLIP_SHIFT)) >>> 0;
}
