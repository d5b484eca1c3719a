// Encodes room frames into a reused buffer (layout: frameLayout.ts). It does not check that values fit their fields.
import type { MoverId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES, MAX_RECORDS } from "./frameLayout.ts";
import type { WireKind } from "./kinds.ts";

const FULLS = 14;
const TURNS = 15;
const GONES = 16;
const LOOTS = 17;

/** Writes one frame at a time: `begin`, then records type by type (state, change, removal, loot), then `end`. */
export class FrameWriter {
  readonly bytes: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_FRAME_BYTES);
  readonly #view = new DataView(this.bytes.buffer);
  #at = 0;
  #section = FULLS;

  /** Starts a frame. `sinceTicks` is 0 for a keyframe, else 1 to 255. */
  begin(
    kind: typeof WireKind.delta | typeof WireKind.keyframe,
    room: RoomId,
    tick: Tick,
    timeMs: WorldTimeMs,
    sinceTicks: number,
    hidden: number,
  ): void {
    const view = this.#view;
    view.setUint8(0, kind);
    view.setUint8(1, sinceTicks);
    view.setUint16(2, room, true);
    view.setUint32(4, tick, true);
    view.setUint32(8, timeMs, true);
    view.setUint16(12, Math.min(hidden, 0xffff), true);
    view.setUint32(FULLS, 0);
    this.#at = FRAME_HEADER_BYTES;
    this.#section = FULLS;
  }

  /** Writes a mover's state at the frame's tick, relative to the view's origin. Keeps the low four bits of `lastSeq`. */
  full(mover: MoverId, motion: number, xInView: number, yInView: number, ack: number): void {
    this.#count(FULLS);
    this.#view.setUint16(this.#at, mover, true);
    this.#view.setUint8(this.#at + 2, motion);
    this.#view.setUint32(this.#at + 3, (xInView | (yInView << 14) | (ack << 28)) >>> 0, true);
    this.#at += 7;
  }

  /** Writes a motion change `ticksAgo` (0 to 15) ticks before the frame's tick. Keeps the low four bits of `lastSeq`. */
  turn(mover: MoverId, motion: number, ticksAgo: number, ack: number): void {
    this.#count(TURNS);
    this.#view.setUint16(this.#at, mover, true);
    this.#view.setUint8(this.#at + 2, motion);
    this.#view.setUint8(this.#at + 3, ticksAgo | ((ack << 4) & 0xff));
    this.#at += 4;
  }

  /** Writes the removal of a mover that left the view. */
  gone(mover: MoverId): void {
    this.#count(GONES);
    this.#view.setUint16(this.#at, mover, true);
    this.#at += 2;
  }

  /** Writes the loot kind on a tile of the view; kind 0 means that the tile has none now. */
  loot(kind: number, tileInView: number): void {
    this.#count(LOOTS);
    this.#view.setUint8(this.#at, kind);
    this.#view.setUint16(this.#at + 1, tileInView, true);
    this.#at += 3;
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

