// The world as the page knows it: applies the server's frames and tells the scene what to show where at a given time.
// Draws nothing, reads no clock, and knows nothing of the connection but the function that sends bytes.
import { BOOTS_TICKS } from "@doubloon/shared/hunt/rules";
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import type { Welcome } from "@doubloon/shared/protocol/events";
import { CHUNK_SUB, type ChunkGrid } from "@doubloon/shared/space";
import { addTicks, isAfter } from "@doubloon/shared/time";
import { type Leg, MoverTrack } from "@doubloon/shared/view/moverTrack";
import { RoomView } from "@doubloon/shared/view/roomView";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";
import { decodeFrame, type Frame } from "@doubloon/shared/wire/frameReader";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeSelf } from "@doubloon/shared/wire/self";
import { WireError } from "@doubloon/shared/wire/wireError";
import { ClockSync } from "./clockSync.ts";
import { ErrorSmoothing } from "./errorSmoothing.ts";
import { InputSender } from "./inputSender.ts";
import { NameCache } from "./nameCache.ts";
import { type PlayerIntent, type Position, Prediction } from "./prediction.ts";
import { PredictionLead } from "./predictionLead.ts";
import type { TerrainStore } from "./terrainStore.ts";
import { ViewDelay } from "./viewDelay.ts";

export interface GameWorldOptions {
  /** The world of the same player before a takeover: what the player wants goes on, and the own mover does not jump. */
  readonly previous?: GameWorld | undefined;
  /** The player has left the world in between and stands: after a move to another gateway. */
  readonly stopped?: boolean;
  readonly welcome: Welcome;
  readonly grid: ChunkGrid;
  readonly terrain: TerrainStore;
  readonly send: (bytes: Uint8Array) => boolean;
  readonly nowMs: number;
}

export class GameWorld {
  readonly mover: MoverId;
  readonly view: RoomView;
  readonly names = new NameCache();
  readonly inputs: InputSender;
  readonly grid: ChunkGrid;
  /** Number of malformed messages; each is followed by a resync. */
  badMessages = 0;
  /** Number of applied frames; a reader compares it to see whether anything may have changed. */
  revision = 0;
  readonly #terrain: TerrainStore;
  readonly #clock: ClockSync;
  readonly #lead = new PredictionLead();
  readonly #delay = new ViewDelay();
  #own: Prediction | undefined;
  /** The own mover's confirmed motion, from frames and self messages. */
  #track: MoverTrack | undefined;
  #boots = { from: 0, until: 0 };
  readonly #error = new ErrorSmoothing();
  /** Where the own mover was shown in the previous world; undefined once it is placed in this one. */
  #shownBefore: Position | undefined;
  #shownTicks = Number.NEGATIVE_INFINITY;
  #nowMs: number;

  constructor({ previous, stopped = false, welcome, grid, terrain, send, nowMs }: GameWorldOptions) {
    this.mover = welcome.mover;
    this.grid = grid;
    this.view = new RoomView(grid);
    this.#terrain = terrain;
    this.#clock = new ClockSync(welcome.tick, nowMs);
    this.#nowMs = nowMs;
    this.inputs = new InputSender({
      send,
      sent: (seq, intent) => this.#sent(seq, intent),
      pending: () => this.#own?.pending ?? 0,
      seenTick: () => this.view.tick,
    });
    if (previous === undefined) return;
    this.inputs.goOn(previous.inputs, stopped);
    this.#shownBefore = previous.shownPosition(nowMs);
  }

  /** Whether the own mover's position is known. */
  get placed(): boolean {
    return this.#own !== undefined;
  }

  get tick(): Tick {
    return this.view.tick;
  }

  /** Takes a measured round trip. */
  roundTrip(ms: number): void {
    this.#lead.roundTrip(ms);
  }

  /** Takes a binary message as it arrived. A malformed one is counted and answered with a resync. */
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

  /** Sends waiting inputs and acks. Call this every frame, and on a timer while no frames are drawn. */
  advance(nowMs: number): void {
    this.#nowMs = nowMs;
    this.inputs.flush(nowMs);
    this.inputs.acknowledge(nowMs);
  }

  /** The server's tick now, as far as the clock can tell. */
  tickAt(nowMs: number): Tick {
    return addTicks(this.#clock.base, Math.floor(this.#clock.ticksAt(nowMs)));
  }

  /** The own mover as predicted now; steering uses this. Undefined until its position is known. */
  predictedPosition(nowMs: number): Position | undefined {
    return this.#own?.positionAt(this.#ownTicks(nowMs));
  }

  /** The own mover as it is to be shown now, with prediction errors smoothed. */
  shownPosition(nowMs: number): Position | undefined {
    const predicted = this.predictedPosition(nowMs);
    return predicted && this.#error.applyTo(predicted, nowMs);
  }

  /** Whether a mimic holds the own mover: inputs do nothing. */
  get held(): boolean {
    return this.#own?.held ?? false;
  }

  /** The own mover runs in boots until that tick; the tool's time says since when. */
  runsUntil(until: Tick): void {
    const end = this.#clock.since(until);
    this.#boots = { from: end - BOOTS_TICKS, until: end };
    this.#own?.runs(this.#boots.from, this.#boots.until);
  }

  /** The own mover's last confirmed position, in sub-tile units. */
  get confirmedPosition(): { readonly x: number; readonly y: number } | undefined {
    return this.#own?.confirmed;
  }

  /** The part of the last prediction error that still shows, in sub-tile units. */
  errorSub(nowMs: number): number {
    return this.#error.sizeSub(nowMs);
  }

  /** The time at which other movers are shown now, in ticks since the clock's base; never runs backwards. */
  shownTicks(nowMs: number): number {
    this.#shownTicks = Math.max(this.#shownTicks, this.#clock.ticksAt(nowMs) - this.#delay.ticks);
    return this.#shownTicks;
  }

  /** A mover's position at such a time, in sub-tile units. */
  xOf(track: MoverTrack, shownTicks: number): number {
    return track.shownXAt(this.#clock.base, shownTicks);
  }

  yOf(track: MoverTrack, shownTicks: number): number {
    return track.shownYAt(this.#clock.base, shownTicks);
  }

  motionOf(track: MoverTrack, shownTicks: number): number {
    return track.legAt(this.#clock.base, shownTicks).motion;
  }

  /** The heading that a mover faces at such a time, standing or walking. */
  facingOf(track: MoverTrack, shownTicks: number): number {
    return track.facingAt(this.#clock.base, shownTicks);
  }

  #takeSelf(bytes: Uint8Array, nowMs: number): void {
    const self = decodeSelf(bytes);
    if (self.mover !== this.mover) throw new WireError(`self of mover ${self.mover}, expected ${this.mover}`);
    const { tick, x, y, motion, ack } = self;
    if (this.#track !== undefined && isAfter(this.#track.last.tick, tick)) return;
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

  /** Takes the own mover's motion from the newest frame, unless a self message has brought a newer one. */
  #readOwn(nowMs: number): void {
    const seen = this.view.movers.get(this.mover);
    this.#track ??= seen === undefined ? undefined : new MoverTrack();
    if (this.#track === undefined) return;
    let appliedAt: number | undefined;
    const previous = this.#track.last as Leg | undefined;
    const leg = seen?.last;
    const isNew = leg !== undefined && (previous === undefined || !isAfter(previous.tick, leg.tick));
    if (seen !== undefined && isNew) {
      // A motion change's leg starts one tick before the tick in which the input applied.
      if (leg.tick !== previous?.tick && leg.tick !== this.view.tick)
        appliedAt = this.#clock.since(leg.tick) + 1;
      this.#track.push(leg);
      this.#track.ack = seen.ack;
    }
    this.#reconcile(this.view.tick, appliedAt, nowMs);
  }

  /** Restarts the prediction from the own track's state at `at`. */
  #reconcile(at: Tick, appliedAt: number | undefined, nowMs: number): void {
    const track = this.#track;
    if (track === undefined) return;
    const shown = this.shownPosition(nowMs) ?? this.#shownBefore;
    this.#shownBefore = undefined;
    const x = track.xAt(at);
    const y = track.yAt(at);
    const confirmed = { tick: this.#clock.since(at), x, y, motion: track.last.motion, ack: track.ack };
    if (this.#own === undefined) {
      this.#own = new Prediction(this.#terrain.walkable, confirmed);
      this.#own.runs(this.#boots.from, this.#boots.until);
    }
    const expected = this.#own.reconcile(confirmed);
    if (expected !== undefined && appliedAt !== undefined) this.#lead.answered(expected, appliedAt);
    this.#terrain.moveTo(Math.floor(x / CHUNK_SUB), Math.floor(y / CHUNK_SUB), nowMs);
    if (shown === undefined) return;
    const { x: predictedX, y: predictedY } = this.#own.positionAt(this.#ownTicks(nowMs));
    this.#error.start(shown.x - predictedX, shown.y - predictedY, nowMs);
  }

  #sent(seq: InputSeq, intent: PlayerIntent): void {
    this.#own?.sent(seq, intent, Math.floor(this.#ownTicks(this.#nowMs)) + 1);
  }

  #ownTicks(nowMs: number): number {
    return this.#clock.ticksAt(nowMs) + this.#lead.ticks;
  }
}
