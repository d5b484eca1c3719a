// A crowd for the frame bench and the gallery: walkers around the own mover, as the server's frames would show them. Writes
// real frames; reads no clock.
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import { EMOTES, PHRASES } from "@doubloon/shared/hunt/rules";
import type { MoverId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { Gait, motionDx, motionDy, packMotion } from "@doubloon/shared/movement";
import {
  CHUNK_SUB,
  type ChunkGrid,
  roomAt,
  TILE_SUB,
  VIEW_SUB,
  VIEW_TILES,
  viewOriginX,
  viewOriginY,
} from "@doubloon/shared/space";
import { addTicks, TICK_MS } from "@doubloon/shared/time";
import { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { WireKind } from "@doubloon/shared/wire/kinds";

export const OWN = 1 as MoverId;
const FRAME_TICKS = 2;
/** Records of one kind in a frame; more are spread over frames. */
const MAX_STATES = 240;
const EAST = packMotion(Gait.walking, 0);
/** One walker in this many turns in a tick. */
const TURNS_ONE_IN = 40;

interface CrowdMover {
  readonly id: MoverId;
  x: number;
  y: number;
  motion: number;
  changed: number;
}

export interface CrowdOptions {
  readonly grid: ChunkGrid;
  readonly movers: number;
  readonly x: number;
  readonly y: number;
  readonly firstTick: number;
  /** Everybody stands and shows a pose each, marks lie about, and nobody walks. */
  readonly gallery: boolean;
}

export class Crowd {
  readonly #options: CrowdOptions;
  readonly #movers: CrowdMover[];
  readonly #own: CrowdMover;
  readonly #writer = new FrameWriter();
  #ticks = 0;
  #sentTicks = 0;
  #room: RoomId | undefined;
  #unsent: CrowdMover[] = [];
  #state = 12345;

  constructor(options: CrowdOptions) {
    this.#options = options;
    const { x, y, movers, gallery } = options;
    this.#own = { id: OWN, x, y, motion: gallery ? 2 : EAST, changed: 0 };
    this.#movers = Array.from({ length: movers }, (_, i) =>
      gallery ? this.#posing(i) : this.#walker((i + 2) as MoverId),
    );
  }

  /** Ticks so far. */
  get ticks(): number {
    return this.#ticks;
  }

  /** Steps to `nowMs` and returns the frames that the client gets. */
  runTo(nowMs: number): Uint8Array[] {
    const frames: Uint8Array[] = [];
    while ((this.#ticks + 1) * TICK_MS <= nowMs) {
      this.#step();
      if (this.#ticks % FRAME_TICKS === 0 || this.#unsent.length > 0) frames.push(this.#frame());
    }
    return frames;
  }

  #posing(i: number): CrowdMover {
    const poses = [0, 10, 11, 8, 9, 10, 4, 6, ...range(16, EMOTES), ...range(24, PHRASES)];
    const { x, y } = this.#options;
    return {
      id: (i + 2) as MoverId,
      x: x + ((i % 7) - 3) * 4 * TILE_SUB,
      y: y + (Math.floor(i / 7) - 1) * 3 * TILE_SUB + TILE_SUB,
      motion: poses[i % poses.length],
      changed: 0,
    };
  }

  #walker(id: MoverId): CrowdMover {
    const reach = CHUNK_SUB;
    return {
      id,
      x: Math.round(this.#own.x + (this.#random() - 0.5) * 2 * reach),
      y: Math.round(this.#own.y + (this.#random() - 0.5) * 2 * reach * 0.6),
      motion: packMotion(Gait.walking, Math.floor(this.#random() * 64)),
      changed: 0,
    };
  }

  #step(): void {
    this.#ticks++;
    for (const mover of [this.#own, ...this.#movers]) {
      mover.x += motionDx(mover.motion);
      mover.y += motionDy(mover.motion);
    }
    if (this.#options.gallery) return;
    for (const mover of this.#movers) {
      // Whoever is left behind comes again from the front.
      if (this.#own.x - mover.x > CHUNK_SUB) {
        mover.x += 2 * CHUNK_SUB - TILE_SUB;
        mover.y = Math.round(this.#own.y + (this.#random() - 0.5) * 1.2 * CHUNK_SUB);
        if (!this.#unsent.includes(mover)) this.#unsent.push(mover);
      }
      if (this.#random() * TURNS_ONE_IN > 1) continue;
      const back = Math.abs(mover.y - this.#own.y) > CHUNK_SUB * 0.6;
      const angle = back ? Math.atan2(this.#own.y - mover.y, 1) : this.#random() * 2 * Math.PI;
      mover.motion = packMotion(Gait.walking, Math.round((angle / (2 * Math.PI)) * 64) & 63);
      mover.changed = this.#ticks + 1;
    }
  }

  #frame(): Uint8Array {
    const { grid, firstTick } = this.#options;
    const room = roomAt(grid, this.#own.x, this.#own.y);
    const keyframe = room !== this.#room;
    this.#room = room;
    const writer = this.#writer;
    const since = keyframe ? 0 : this.#ticks - this.#sentTicks;
    writer.begin(
      keyframe ? WireKind.keyframe : WireKind.delta,
      room,
      addTicks(firstTick as Tick, this.#ticks),
      (this.#ticks * TICK_MS) as WorldTimeMs,
      since,
      0,
    );
    if (keyframe) this.#unsent = [this.#own, ...this.#movers];
    const full = this.#unsent.splice(0, MAX_STATES);
    const left = viewOriginX(grid, room);
    const top = viewOriginY(grid, room);
    for (const { id, motion, x, y } of full) {
      if (x < left || y < top || x >= left + VIEW_SUB || y >= top + VIEW_SUB) continue;
      writer.state(id, motion, x - left, y - top, 0);
    }
    const waiting = new Set([...full, ...this.#unsent]);
    let changes = 0;
    for (const mover of this.#movers) {
      const ago = this.#ticks - mover.changed;
      const isNew = mover.changed > this.#sentTicks && ago >= 0 && ago < 15;
      if (waiting.has(mover) || !isNew || changes++ >= MAX_STATES) continue;
      writer.motionChange(mover.id, mover.motion, ago, 0);
    }
    if (keyframe) this.#writeLoot();
    this.#sentTicks = this.#ticks;
    return writer.bytes.slice(0, writer.end());
  }

  #writeLoot(): void {
    const middle = Math.floor(VIEW_TILES / 2);
    for (let i = 0; i < 40; i++) {
      const gallery = this.#options.gallery;
      const kind = gallery && i < 5 ? FIRST_MARK + i : 1 + (i % 8);
      const row = gallery && i < 5 ? middle - 2 : Math.floor(this.#random() * VIEW_TILES);
      const column = gallery && i < 5 ? middle - 6 + i * 3 : Math.floor(this.#random() * VIEW_TILES);
      this.#writer.loot(kind, row * VIEW_TILES + column);
    }
  }

  #random(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}
