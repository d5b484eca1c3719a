// A slow definition of a view, for tests to compare against.
import type { RoomId } from "../ids.ts";
import { type ChunkGrid, roomColumn, roomRow, VIEW_CHUNKS } from "../space.ts";

/** Whether the view of `room` contains the chunk of `other`. */
export function roomSees(grid: ChunkGrid, room: RoomId, other: RoomId): boolean {
  return (
    Math.abs(roomColumn(grid, room) - roomColumn(grid, other)) <= VIEW_CHUNKS &&
    Math.abs(roomRow(grid, room) - roomRow(grid, other)) <= VIEW_CHUNKS
  );
}
