// The world as this page knows it: fed with what the server says, asked by the scene what to show where at which time.
// Draws nothing, reads no clock, knows no connection but the function that sends bytes.
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import type { Welcome } from "@doubloon/shared/protocol/events";
import { CHUNK_SUB, type ChunkGrid } from "@doubloon/shared/space";
import { since32 } from "@doubloon/shared/time";
import { type Leg, MoverTrack } from "@doubloon/shared/view/moverTrack";
import { RoomView } from "@doubloon/shared/view/roomView";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";
import { decodeFrame, type Frame } from "@doubloon/shared/wire/frameReader";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeSelf } from "@doubloon/shared/wire/self";
import { WireError } from "@doubloon/shared/wire/wireError";
import { ClockSync } from "../net/clockSync.ts";
import { InputSender } from "./inputSender.ts";
import { NameBook } from "./nameBook.ts";
import { type MoveIntent, type Position, Prediction } from "./prediction.ts";
import { PredictionLead } from "./predictionLead.ts";
import type { TerrainStore } from "./terrainStore.ts";
import { ViewDelay } from "./viewDelay.ts";

export interface GameWorldOptions {
  readonly welcome: Welcome;
  readonly grid: ChunkGrid;
  readonly terrain: TerrainStore;
  readonly send: (bytes: Uint8Array) => boolean;
  readonly nowMs: number;
}

/** A difference of what was shown and what is so, shrinking to nothing in about this time. */
const ERROR_HALF_LIFE_MS = 60;
/** A difference beyond this, in sub-tile units, is not worked off but taken at once. */
const SNAP_SUB = 4 * 256;

export class GameWorld {
  readonly mover: MoverId;
  readonly view: RoomView;
  readonly names = new NameBook();
  readonly inputs: InputSender;
  readonly grid: ChunkGrid;
  /** Messages that could not be read; each is followed by a keyframe. */
  badMessages = 0;
  /** Counts the frames applied, so that a reader can tell that something may have changed. */
  revision = 0;
  readonly #terrain: TerrainStore;
  readonly #clock: ClockSync;
  readonly #lead = new PredictionLead();
  readonly #delay = new ViewDelay();
  #own: Prediction | undefined;
  /** What the server has told of the own body, by frames and self messages. */
  #track: MoverTrack | undefined;
  #errorX = 0;
  #errorY = 0;
  #errorMs = 0;
  #shownTicks = Number.NEGATIVE_INFINITY;
  #nowMs: number;

  constructor({ welcome, grid, terrain, send, nowMs }: GameWorldOptions) {
    this.mover = welcome.mover;
    this.grid = grid;
    this.view = new RoomView(grid);
    this.#terrain = terrain;
    this.#clock = new ClockSync(welcome.tick, nowMs);
    this.#nowMs = nowMs;
    this.inputs = new InputSender({
      send,
      sent: (seq, wish) => this.#sent(seq, wish),
      pending: () => this.#own?.pending ?? 0,
      seenTick: () => this.view.tick,
    });
  }

  /** Whether it is known where the player is. */
  get placed(): boolean {
    return this.#own !== undefined;
  }

  get tick(): Tick {
    return this.view.tick;
  }

  roundTrip(ms: number): void {
    this.#lead.roundTrip(ms);
  }

  /** Takes a binary message as it came. Bytes that are none of the protocol's are counted and answered by a resync. */
  take(bytes: Uint8Array, nowMs: number): void {
    this.#nowMs = nowMs;
    try {
      if (bytes[0] === WireKind.self) this.#takeSelf(bytes, nowMs);
      else this.#takeFrame(decodeFrame(bytes), nowMs);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.badMessages++;
      this.inputs.gap(nowMs);
    }
  }

  /** Time passes: sends what waits. */
  advance(nowMs: number): void {
    this.#nowMs = nowMs;
    this.inputs.flush(nowMs);
    this.inputs.acknowledge(nowMs);
  }

  /** The player's own body as it is predicted now: what to steer by. Undefined before it is known. */
  ownBody(nowMs: number): Position | undefined {
    return this.#own?.placeAt(this.#ownTicks(nowMs));
  }

  /** The player's own body as it is to be shown now, any misprediction spread over a moment. */
  ownPlace(nowMs: number): Position | undefined {
    const place = this.ownBody(nowMs);
    if (place === undefined) return undefined;
    const left = 2 ** (-(nowMs - this.#errorMs) / ERROR_HALF_LIFE_MS);
    return { ...place, x: place.x + this.#errorX * left, y: place.y + this.#errorY * left };
  }

  /** Where the server last said the own body is, in sub-tile units. */
  get confirmedPlace(): { readonly x: number; readonly y: number } | undefined {
    return this.#own?.authority;
  }

  /** How far off the last prediction was and still shows, in sub-tile units. */
  errorSub(nowMs: number): number {
    const left = 2 ** (-(nowMs - this.#errorMs) / ERROR_HALF_LIFE_MS);
    return Math.hypot(this.#errorX, this.#errorY) * left;
  }

  /** Ticks since the clock's base at which others are shown now; never runs backwards. */
  shownTicks(nowMs: number): number {
    this.#shownTicks = Math.max(this.#shownTicks, this.#clock.ticksAt(nowMs) - this.#delay.ticks);
    return this.#shownTicks;
  }

  /** Where a mover is shown at such a time, in sub-tile units. */
  xOf(track: MoverTrack, shownTicks: number): number {
    return track.xAt(this.#clock.base, shownTicks);
  }

  yOf(track: MoverTrack, shownTicks: number): number {
    return track.yAt(this.#clock.base, shownTicks);
  }

  motionOf(track: MoverTrack, shownTicks: number): number {
    return track.legAt(this.#clock.base, shownTicks).motion;
  }

  #takeSelf(bytes: Uint8Array, nowMs: number): void {
    const self = decodeSelf(bytes);
    if (self.mover !== this.mover) throw new WireError(`self of mover ${self.mover}, expected ${this.mover}`);
    const { x, y, motion, ack } = self;
    const { tick } = self;
    if (this.#track !== undefined && since32(tick, this.#track.last.tick) < 0) return;
    this.#track ??= new MoverTrack();
    this.#track.push({ tick, x, y, motion });
    this.#track.ack = ack & ACK_MASK;
    this.#reconcile(tick, undefined, nowMs);
  }

  #takeFrame(frame: Frame, nowMs: number): void {
    const { header } = frame;
    const late = this.#clock.sample(header.tick, nowMs);
    const applied = this.view.apply(frame);
    if (applied === "stale") return;
    if (applied === "gap") {
      this.inputs.gap(nowMs);
      return;
    }
    if (header.kind === WireKind.delta) this.#delay.observe(header.sinceTicks, late);
    this.revision++;
    this.names.keepOnly(this.view.movers);
    this.#readOwn(nowMs);
    this.inputs.frameSeen(nowMs);
  }

  /** What the newest frame says of the own body: its track there, unless a self message told of something newer. */
  #readOwn(nowMs: number): void {
    const seen = this.view.movers.get(this.mover);
    this.#track ??= seen === undefined ? undefined : new MoverTrack();
    if (this.#track === undefined) return;
    let heldFrom: number | undefined;
    const before = this.#track.last as Leg | undefined;
    const leg = seen?.last;
    const news = leg !== undefined && (before === undefined || since32(leg.tick, before.tick) >= 0);
    if (seen !== undefined && news) {
      // A turn's leg begins in the tick before the one in which the input took hold.
      if (leg.tick !== before?.tick && leg.tick !== this.view.tick)
        heldFrom = this.#clock.since(leg.tick) + 1;
      this.#track.push(leg);
      this.#track.ack = seen.ack;
    }
    this.#reconcile(this.view.tick, heldFrom, nowMs);
  }

  /** Walks on from the own track as it is known at `at`. */
  #reconcile(at: Tick, heldFrom: number | undefined, nowMs: number): void {
    const track = this.#track;
    if (track === undefined) return;
    const shown = this.ownPlace(nowMs);
    const x = track.xAt(at);
    const y = track.yAt(at);
    const authority = { tick: this.#clock.since(at), x, y, motion: track.last.motion, ack: track.ack };
    if (this.#own === undefined) this.#own = new Prediction(this.#terrain.walkable, authority);
    const expected = this.#own.reconcile(authority);
    if (expected !== undefined && heldFrom !== undefined) this.#lead.answered(expected, heldFrom);
    this.#terrain.moveTo(Math.floor(x / CHUNK_SUB), Math.floor(y / CHUNK_SUB), nowMs);
    if (shown === undefined) return;
    const place = this.#own.placeAt(this.#ownTicks(nowMs));
    this.#errorX = shown.x - place.x;
    this.#errorY = shown.y - place.y;
    this.#errorMs = nowMs;
    if (Math.hypot(this.#errorX, this.#errorY) > SNAP_SUB) {
      this.#errorX = 0;
      this.#errorY = 0;
    }
  }

  #sent(seq: InputSeq, wish: MoveIntent): void {
    this.#own?.sent(seq, wish, Math.floor(this.#ownTicks(this.#nowMs)) + 1);
  }

  #ownTicks(nowMs: number): number {
    return this.#clock.ticksAt(nowMs) + this.#lead.ticks;
  }
}
