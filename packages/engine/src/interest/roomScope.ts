// The input of one frame: the chunks in a room's view and what changed in them since a tick. One scope is reused for
// every room in turn.
import { MAX_MARKS_PER_CHUNK } from "@doubloon/shared/hunt/marks";
import { MAX_MOVERS, type MoverId, type RoomId, type Tick } from "@doubloon/shared/ids";
import { MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import {
  CHUNK_TILES,
  roomColumn,
  roomCount,
  roomRow,
  VIEW_CHUNKS,
  VIEW_TILES,
  viewOriginX,
  viewOriginY,
} from "@doubloon/shared/space";
import { isAfter, since32 } from "@doubloon/shared/time";
import { MAX_RECORDS } from "@doubloon/shared/wire/frameLayout";
import type { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import type { ChunkLogs } from "../columns/chunkLog.ts";
import type { World } from "../world.ts";

export class RoomScope {
  readonly world: World;
  /** Chunks in view, the room's own first; the first `chunkCount` entries are used. */
  readonly chunks: Uint16Array<ArrayBuffer> = new Uint16Array(9);
  chunkCount = 0;
  room = 0 as RoomId;
  /** Movers in view. */
  inView = 0;
  /** North-west corner of the view in sub-tile units. */
  originX = 0;
  originY = 0;
  /** Movers to remove and tiles whose loot changed, as the `collect` methods found them. */
  readonly removals: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_RECORDS);
  removalCount = 0;
  readonly tiles: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_RECORDS);
  tileCount = 0;
  readonly #stamps: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_MOVERS);
  #stamp = 0;
  readonly #columns: Uint16Array<ArrayBuffer>;
  readonly #rows: Uint16Array<ArrayBuffer>;
  #column = 0;
  #row = 0;

  constructor(world: World) {
    this.world = world;
    const rooms = roomCount(world.grid);
    this.#columns = Uint16Array.from({ length: rooms }, (_, room) => roomColumn(world.grid, room as RoomId));
    this.#rows = Uint16Array.from({ length: rooms }, (_, room) => roomRow(world.grid, room as RoomId));
  }

  /** Switches to another room and clears the marks. */
  open(room: RoomId): void {
    const { grid, members } = this.world;
    this.room = room;
    this.originX = viewOriginX(grid, room);
    this.originY = viewOriginY(grid, room);
    this.#column = this.#columns[room];
    this.#row = this.#rows[room];
    this.chunks[0] = room;
    this.chunkCount = 1;
    this.inView = members.counts[room];
    for (let row = this.#row - VIEW_CHUNKS; row <= this.#row + VIEW_CHUNKS; row++) {
      if (row < 0 || row >= grid.chunksHigh) continue;
      for (let column = this.#column - VIEW_CHUNKS; column <= this.#column + VIEW_CHUNKS; column++) {
        if (column < 0 || column >= grid.chunksWide) continue;
        const chunk = row * grid.chunksWide + column;
        if (chunk === room) continue;
        this.chunks[this.chunkCount++] = chunk;
        this.inView += members.counts[chunk];
      }
    }
    this.clearMarks();
  }

  /** Whether the frame covers a chunk. */
  sees(chunk: number): boolean {
    const column = this.#columns[chunk] - this.#column;
    const row = this.#rows[chunk] - this.#row;
    return column >= -VIEW_CHUNKS && column <= VIEW_CHUNKS && row >= -VIEW_CHUNKS && row <= VIEW_CHUNKS;
  }

  /** Whether a mover has that id and is in view. */
  shows(mover: number): boolean {
    return this.world.movers.has(mover) && this.sees(this.world.movers.room[mover]);
  }

  /** Whether clients that hold the room's frame of tick `since` may not know the mover, which is in view now. */
  enteredSince(mover: number, since: Tick): boolean {
    const { movers } = this.world;
    if (isAfter(movers.enterTick[mover], since)) return true;
    if (!isAfter(movers.crossTick[mover], since)) return false;
    return this.returnedSince(mover, since) || !this.sees(movers.crossFrom[mover]);
  }

  /** Whether the mover changed chunks more than once since then, so that clients may or may not know it. */
  returnedSince(mover: number, since: Tick): boolean {
    const { movers } = this.world;
    return !isAfter(movers.enterTick[mover], since) && isAfter(movers.previousCrossTick[mover], since);
  }

  clearMarks(): void {
    this.#stamp = (this.#stamp + 1) >>> 0;
    if (this.#stamp === 0) {
      this.#stamps.fill(0);
      this.#stamp = 1;
    }
  }

  mark(mover: number): void {
    this.#stamps[mover] = this.#stamp;
  }

  isMarked(mover: number): boolean {
    return this.#stamps[mover] === this.#stamp;
  }

  /** Adds a removal. Returns false if a frame cannot hold another. */
  addRemoval(mover: number): boolean {
    if (this.removalCount === MAX_RECORDS) return false;
    this.removals[this.removalCount++] = mover;
    return true;
  }

  /** Collects the movers that left the view since then. Returns false if the log lost some or they are too many. */
  collectRemovals(since: Tick): boolean {
    this.removalCount = 0;
    return this.#eachSince(this.world.departures, since, this.#takeRemoval);
  }

  /**
   * Collects the tiles in view whose loot changed since then. Returns false if the log lost some or they are too many.
   */
  collectTiles(since: Tick): boolean {
    this.tileCount = 0;
    return this.#eachSince(this.world.loot.log, since, this.#takeTile);
  }

  writeRemovals(writer: FrameWriter): void {
    for (let i = 0; i < this.removalCount; i++) writer.removal(this.removals[i] as MoverId);
  }

  writeTiles(writer: FrameWriter): void {
    for (let i = 0; i < this.tileCount; i++) this.#writeLootOn(writer, this.tiles[i]);
  }

  /** Writes all loot and marks in view. */
  writeAllLoot(writer: FrameWriter): void {
    const { loot } = this.world;
    for (let c = 0; c < this.chunkCount; c++) {
      const chunk = this.chunks[c];
      const first = chunk * MAX_LOOT_PER_CHUNK;
      for (let i = 0; i < loot.counts[chunk]; i++) this.#writeLootOn(writer, loot.tiles[first + i]);
      const firstMark = chunk * MAX_MARKS_PER_CHUNK;
      for (let i = 0; i < loot.marks.counts[chunk]; i++)
        this.#writeLootOn(writer, loot.marks.tiles[firstMark + i]);
    }
  }

  /** Writes a mover's current state. */
  writeState(writer: FrameWriter, mover: number): void {
    const { movers } = this.world;
    writer.state(
      mover as MoverId,
      movers.motion(mover),
      movers.x[mover] - this.originX,
      movers.y[mover] - this.originY,
      movers.lastSeq[mover],
    );
  }

  /** Writes a mover's last change of motion. */
  writeMotionChange(writer: FrameWriter, mover: number): void {
    const { movers, tick } = this.world;
    writer.motionChange(
      mover as MoverId,
      movers.motion(mover),
      since32(tick, movers.changeTick[mover] as Tick),
      movers.lastSeq[mover],
    );
  }

  #eachSince(logs: ChunkLogs, since: Tick, take: (value: number) => boolean): boolean {
    for (let c = 0; c < this.chunkCount; c++) {
      const log = logs.newsOf(this.chunks[c], since);
      if (log === undefined) continue;
      if (!log.reaches(since)) return false;
      for (let back = log.countSince(since) - 1; back >= 0; back--) if (!take(log.value(back))) return false;
    }
    return true;
  }

  readonly #takeRemoval = (mover: number): boolean => {
    if (this.isMarked(mover) || this.shows(mover)) return true;
    this.mark(mover);
    return this.addRemoval(mover);
  };

  readonly #takeTile = (tile: number): boolean => {
    for (let i = 0; i < this.tileCount; i++) if (this.tiles[i] === tile) return true;
    if (this.tileCount === MAX_RECORDS) return false;
    this.tiles[this.tileCount++] = tile;
    return true;
  };

  #writeLootOn(writer: FrameWriter, tile: number): void {
    const { grid, loot } = this.world;
    const tileX = tile % grid.widthTiles;
    const tileY = (tile - tileX) / grid.widthTiles;
    const column = tileX - (this.#column - VIEW_CHUNKS) * CHUNK_TILES;
    const row = tileY - (this.#row - VIEW_CHUNKS) * CHUNK_TILES;
    writer.loot(loot.at[tile], row * VIEW_TILES + column);
  }
}
