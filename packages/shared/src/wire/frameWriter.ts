// Encodes room frames into a reused buffer (layout: frameLayout.ts). It does not check that values fit their fields.
import type { MoverId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import {
  FRAME_HEADER_BYTES,
  LOOT_BYTES,
  LOOTS_AT,
  MAX_FRAME_BYTES,
  MAX_RECORDS,
  MOTION_CHANGE_BYTES,
  MOTION_CHANGES_AT,
  OMITTED_AT,
  REMOVAL_BYTES,
  REMOVALS_AT,
  ROOM_AT,
  SINCE_TICKS_AT,
  STATE_BYTES,
  STATES_AT,
  TICK_AT,
  TIME_AT,
} from "./frameLayout.ts";
import type { WireKind } from "./kinds.ts";

/** Writes one frame at a time: `begin`, then records type by type (state, motion change, removal, loot), then `end`. */
export class FrameWriter {
  readonly bytes: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_FRAME_BYTES);
  readonly #view = new DataView(this.bytes.buffer);
  #at = 0;
  #section = STATES_AT;

  /** Starts a frame. `sinceTicks` is 0 for a keyframe, else 1 to 255. */
  begin(
    kind: typeof WireKind.delta | typeof WireKind.keyframe,
    room: RoomId,
    tick: Tick,
    timeMs: WorldTimeMs,
    sinceTicks: number,
    omitted: number,
  ): void {
    const view = this.#view;
    view.setUint8(0, kind);
    view.setUint8(SINCE_TICKS_AT, sinceTicks);
    view.setUint16(ROOM_AT, room, true);
    view.setUint32(TICK_AT, tick, true);
    view.setUint32(TIME_AT, timeMs, true);
    view.setUint16(OMITTED_AT, Math.min(omitted, 0xffff), true);
    view.setUint32(STATES_AT, 0);
    this.#at = FRAME_HEADER_BYTES;
    this.#section = STATES_AT;
  }

  /**
   * Writes a mover's state at the frame's tick, relative to the view's origin. Keeps the low four bits of `lastSeq`.
   */
  state(mover: MoverId, motion: number, xInView: number, yInView: number, lastSeq: number): void {
    this.#count(STATES_AT);
    this.#view.setUint16(this.#at, mover, true);
    this.#view.setUint8(this.#at + 2, motion);
    this.#view.setUint32(this.#at + 3, (xInView | (yInView << 14) | (lastSeq << 28)) >>> 0, true);
    this.#at += STATE_BYTES;
  }

  /**
   * Writes a motion change `ticksAgo` (0 to 15) ticks before the frame's tick. Keeps the low four bits of `lastSeq`.
   */
  motionChange(mover: MoverId, motion: number, ticksAgo: number, lastSeq: number): void {
    this.#count(MOTION_CHANGES_AT);
    this.#view.setUint16(this.#at, mover, true);
    this.#view.setUint8(this.#at + 2, motion);
    this.#view.setUint8(this.#at + 3, ticksAgo | ((lastSeq << 4) & 0xff));
    this.#at += MOTION_CHANGE_BYTES;
  }

  /** Writes the removal of a mover that left the view. */
  removal(mover: MoverId): void {
    this.#count(REMOVALS_AT);
    this.#view.setUint16(this.#at, mover, true);
    this.#at += REMOVAL_BYTES;
  }

  /** Writes the loot kind on a tile of the view; kind 0 means that the tile has none now. */
  loot(kind: number, tileInView: number): void {
    this.#count(LOOTS_AT);
    this.#view.setUint8(this.#at, kind);
    this.#view.setUint16(this.#at + 1, tileInView, true);
    this.#at += LOOT_BYTES;
  }

  /** Records of movers in the frame: states and motion changes. */
  get moverRecords(): number {
    return this.bytes[STATES_AT] + this.bytes[MOTION_CHANGES_AT];
  }

  /** Movers in view that the frame omits, at most 65,535. */
  get omitted(): number {
    return this.#view.getUint16(OMITTED_AT, true);
  }

  /** Returns the frame's length. The frame is at the start of `bytes`. */
  end(): number {
    return this.#at;
  }

  #count(section: number): void {
    if (section < this.#section) throw new Error("frame records must be written type by type");
    this.#section = section;
    const count = this.bytes[section];
    if (count === MAX_RECORDS) throw new Error(`a frame holds at most ${MAX_RECORDS} records of one type`);
    this.bytes[section] = count + 1;
  }
}
