// Units of space, chunks and rooms. A position is a pair of integers in sub-tile units, on the wire and in the world,
// so that clients can predict exactly. The origin is the map's north-west corner; y grows southward.
import { MAX_ROOMS, type RoomId } from "./ids.ts";

/** Side of a tile, in sub-tile units. */
export const TILE_SUB = 256;
/** Side of a map chunk, in tiles: half a screen, so that the 3x3 chunks around a player always cover the screen. */
export const CHUNK_TILES = 16;
/** Side of a map chunk, in sub-tile units. */
export const CHUNK_SUB = CHUNK_TILES * TILE_SUB;
/** A room's frame covers the chunks up to this distance on each side. */
export const VIEW_CHUNKS = 1;
/** Side of a view (the area that a room's frame covers), in chunks. */
export const VIEW_SPAN_CHUNKS = 2 * VIEW_CHUNKS + 1;
/** Side of a view, in tiles: 48. */
export const VIEW_TILES = VIEW_SPAN_CHUNKS * CHUNK_TILES;
/** Side of a view, in sub-tile units: 12,288, which fits 14 bits. */
export const VIEW_SUB = VIEW_SPAN_CHUNKS * CHUNK_SUB;

/** The division of a map into chunks. The last column and row may lie partly outside the map. */
export interface ChunkGrid {
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly chunksWide: number;
  readonly chunksHigh: number;
}

/**
 * Divides a map into chunks.
 * @throws RangeError if a side is not a positive integer or the map has more chunks than there are room ids
 */
export function makeChunkGrid(widthTiles: number, heightTiles: number): ChunkGrid {
  for (const side of [widthTiles, heightTiles]) {
    if (!Number.isInteger(side) || side < 1)
      throw new RangeError(`map side of ${side} tiles, expected 1 or more`);
  }
  const chunksWide = Math.ceil(widthTiles / CHUNK_TILES);
  const chunksHigh = Math.ceil(heightTiles / CHUNK_TILES);
  if (chunksWide * chunksHigh > MAX_ROOMS) {
    throw new RangeError(
      `map of ${widthTiles}x${heightTiles} tiles has ${chunksWide * chunksHigh} chunks, expected at most ${MAX_ROOMS}`,
    );
  }
  return { widthTiles, heightTiles, chunksWide, chunksHigh };
}

/** The number of rooms; room ids are 0 to one less. */
export function roomCount(grid: ChunkGrid): number {
  return grid.chunksWide * grid.chunksHigh;
}

/** The room of a position inside the map. */
export function roomAt(grid: ChunkGrid, xSub: number, ySub: number): RoomId {
  return (Math.floor(ySub / CHUNK_SUB) * grid.chunksWide + Math.floor(xSub / CHUNK_SUB)) as RoomId;
}

export function roomColumn(grid: ChunkGrid, room: RoomId): number {
  return room % grid.chunksWide;
}

export function roomRow(grid: ChunkGrid, room: RoomId): number {
  return Math.floor(room / grid.chunksWide);
}

/** West edge of a room's view, in sub-tile units; negative for the first column. */
export function viewOriginX(grid: ChunkGrid, room: RoomId): number {
  return (roomColumn(grid, room) - VIEW_CHUNKS) * CHUNK_SUB;
}

/** North edge of a room's view, in sub-tile units; negative for the first row. */
export function viewOriginY(grid: ChunkGrid, room: RoomId): number {
  return (roomRow(grid, room) - VIEW_CHUNKS) * CHUNK_SUB;
}

/** The rooms whose view contains the chunk of `room`, including itself, in row order: at most 9. */
export function roomsAround(grid: ChunkGrid, room: RoomId): RoomId[] {
  const column = roomColumn(grid, room);
  const row = roomRow(grid, room);
  const rooms: RoomId[] = [];
  for (let r = Math.max(0, row - VIEW_CHUNKS); r <= Math.min(grid.chunksHigh - 1, row + VIEW_CHUNKS); r++) {
    for (
      let c = Math.max(0, column - VIEW_CHUNKS);
      c <= Math.min(grid.chunksWide - 1, column + VIEW_CHUNKS);
      c++
    ) {
      rooms.push((r * grid.chunksWide + c) as RoomId);
    }
  }
  return rooms;
}

/** Whether a position lies inside the map. */
export function insideMap(grid: ChunkGrid, xSub: number, ySub: number): boolean {
  return xSub >= 0 && ySub >= 0 && xSub < grid.widthTiles * TILE_SUB && ySub < grid.heightTiles * TILE_SUB;
}
