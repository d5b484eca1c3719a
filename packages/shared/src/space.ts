// Units of space. A position is a pair of integers in sub-tile units, on the wire as in the world, so that a client
// can predict exactly. The world's origin is its north-west corner; y grows southward.
import { MAX_ROOMS, type RoomId } from "./ids.ts";

/** Sub-tile units to a tile side. */
export const TILE_SUB = 256;
/** Tiles to a map chunk side: half a screen, so that the 3x3 chunks around a player cover it from anywhere. */
export const CHUNK_TILES = 16;
/** Sub-tile units to a map chunk side. */
export const CHUNK_SUB = CHUNK_TILES * TILE_SUB;
/** A room's frame covers the chunks up to this many away on each side. */
export const VIEW_CHUNKS = 1;
/** Chunks to a side of what a room's frame covers. */
export const VIEW_SPAN_CHUNKS = 2 * VIEW_CHUNKS + 1;
/** Tiles to a side of what a room's frame covers: 48. */
export const VIEW_TILES = VIEW_SPAN_CHUNKS * CHUNK_TILES;
/** Sub-tile units to a side of what a room's frame covers: 12,288, so 14 bits. */
export const VIEW_SUB = VIEW_SPAN_CHUNKS * CHUNK_SUB;

/** How a map of tiles is cut into chunks; the last column and row may be partly outside the map. */
export interface ChunkGrid {
  readonly widthTiles: number;
  readonly heightTiles: number;
  readonly chunksWide: number;
  readonly chunksHigh: number;
}

/**
 * Cuts a map into chunks.
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

/** Number of rooms of the grid; room ids run from 0 to one less. */
export function roomCount(grid: ChunkGrid): number {
  return grid.chunksWide * grid.chunksHigh;
}

/** The room in which a position inside the map lies. */
export function roomAt(grid: ChunkGrid, xSub: number, ySub: number): RoomId {
  return (Math.floor(ySub / CHUNK_SUB) * grid.chunksWide + Math.floor(xSub / CHUNK_SUB)) as RoomId;
}

export function roomColumn(grid: ChunkGrid, room: RoomId): number {
  return room % grid.chunksWide;
}

export function roomRow(grid: ChunkGrid, room: RoomId): number {
  return Math.floor(room / grid.chunksWide);
}

/** West edge of what the room's frame covers, in sub-tile units; negative for the first column. */
export function viewOriginX(grid: ChunkGrid, room: RoomId): number {
  return (roomColumn(grid, room) - VIEW_CHUNKS) * CHUNK_SUB;
}

/** North edge of what the room's frame covers, in sub-tile units; negative for the first row. */
export function viewOriginY(grid: ChunkGrid, room: RoomId): number {
  return (roomRow(grid, room) - VIEW_CHUNKS) * CHUNK_SUB;
}

/** Whether the frame of `room` covers the chunk of `other`. */
export function roomSees(grid: ChunkGrid, room: RoomId, other: RoomId): boolean {
  return (
    Math.abs(roomColumn(grid, room) - roomColumn(grid, other)) <= VIEW_CHUNKS &&
    Math.abs(roomRow(grid, room) - roomRow(grid, other)) <= VIEW_CHUNKS
  );
}

/** The rooms whose frames cover the chunk of `room`, itself among them, in row order: 4 to 9 of them. */
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
