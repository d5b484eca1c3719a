// The receiving half of the frame protocol: a client's knowledge of the room it is in, built from frames only.
import type { MoverId, RoomId, Tick } from "../ids.ts";
import {
  CHUNK_TILES,
  type ChunkGrid,
  roomColumn,
  roomRow,
  VIEW_CHUNKS,
  VIEW_TILES,
  viewOriginX,
  viewOriginY,
} from "../space.ts";
import { addTicks, isAfter, since32 } from "../time.ts";
import type { Frame, StateRecord } from "../wire/frameReader.ts";
import { WireKind } from "../wire/kinds.ts";
import { MoverTrack } from "./moverTrack.ts";

/**
 * `gap`: a frame before this one is missing, so ask for a keyframe. `stale`: not newer than the held frame, ignored.
 */
export type Applied = "applied" | "gap" | "stale";

/** Loot on a tile of the map, as clients see it. */
export interface SeenLoot {
  readonly tileX: number;
  readonly tileY: number;
  readonly kind: number;
}

export class RoomView {
  readonly movers = new Map<MoverId, MoverTrack>();
  /** By `tileY * widthTiles + tileX`. */
  readonly loot = new Map<number, SeenLoot>();
  /** Undefined until the first keyframe. */
  room: RoomId | undefined;
  /** Tick of the newest applied frame. */
  tick = 0 as Tick;
  /** Movers in view that the newest frame omits. */
  omitted = 0;
  readonly #grid: ChunkGrid;

  constructor(grid: ChunkGrid) {
    this.#grid = grid;
  }

  /** Applies one frame. Changes nothing unless it returns `applied`. */
  apply(frame: Frame): Applied {
    const { header } = frame;
    const age = this.room === undefined ? 1 : since32(header.tick, this.tick);
    if (header.kind === WireKind.keyframe) {
      if (age < 0) return "stale";
      this.#applyKeyframe(frame);
    } else {
      if (this.room !== header.room) return "gap";
      if (age <= 0) return "stale";
      if (age > header.sinceTicks) return "gap";
      this.#applyDelta(frame);
    }
    this.room = header.room;
    this.tick = header.tick;
    this.omitted = header.omitted;
    return "applied";
  }

  #applyKeyframe(frame: Frame): void {
    const inView = new Set(frame.states.map((state) => state.mover));
    for (const mover of this.movers.keys()) if (!inView.has(mover)) this.movers.delete(mover);
    this.#applyStates(frame, frame.states);
    this.loot.clear();
    this.#applyLoot(frame);
  }

  #applyDelta(frame: Frame): void {
    const held = this.tick;
    this.#applyStates(frame, frame.states);
    for (const change of frame.motionChanges) {
      const track = this.movers.get(change.mover);
      const changed = addTicks(frame.header.tick, -change.ticksAgo);
      // The held frame already contains changes up to its tick. An unknown mover was omitted before.
      if (track === undefined || !isAfter(changed, held)) continue;
      const before = addTicks(changed, -1);
      track.push({ tick: before, x: track.xAt(before), y: track.yAt(before), motion: change.motion });
      track.ack = change.ack;
    }
    for (const mover of frame.removals) this.movers.delete(mover);
    this.#applyLoot(frame);
  }

  #applyStates(frame: Frame, states: readonly StateRecord[]): void {
    const originX = viewOriginX(this.#grid, frame.header.room);
    const originY = viewOriginY(this.#grid, frame.header.room);
    for (const state of states) {
      let track = this.movers.get(state.mover);
      if (track === undefined) {
        track = new MoverTrack();
        this.movers.set(state.mover, track);
      }
      track.push({
        tick: frame.header.tick,
        x: originX + state.xInView,
        y: originY + state.yInView,
        motion: state.motion,
      });
      track.ack = state.ack;
    }
  }

  #applyLoot(frame: Frame): void {
    const originX = (roomColumn(this.#grid, frame.header.room) - VIEW_CHUNKS) * CHUNK_TILES;
    const originY = (roomRow(this.#grid, frame.header.room) - VIEW_CHUNKS) * CHUNK_TILES;
    for (const { kind, tileInView } of frame.loots) {
      const tileX = originX + (tileInView % VIEW_TILES);
      const tileY = originY + Math.floor(tileInView / VIEW_TILES);
      const key = tileY * this.#grid.widthTiles + tileX;
      if (kind === 0) this.loot.delete(key);
      else this.loot.set(key, { tileX, tileY, kind });
    }
  }
}
