// One load player: joins, walks a course, checks its frames for gaps, and rejoins after a disconnect. It decodes only the
// header of a frame.
import type { InputSeq, RoomId, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { nextSeq } from "@doubloon/shared/time";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeSelf, SELF_BYTES } from "@doubloon/shared/wire/self";
import { JOIN_TIMEOUT_MS, RESYNC_AGAIN_MS } from "../../client/clientTimes.ts";
import {
  type CloseReason,
  Connection,
  type ConnectionListener,
  type HeartbeatPlan,
} from "../../client/connection.ts";
import { InputFrame } from "../../client/inputFrame.ts";
import { rejoinDelayMs } from "../../client/rejoinDelay.ts";
import type { PlayersContext } from "../playersContext.ts";
import { Course } from "./course.ts";
import { FrameCursor, Taken } from "./frameCursor.ts";
import { HeartbeatWatch } from "./heartbeatWatch.ts";
import { HotspotWalker } from "./hotspotWalker.ts";
import { HuntingWalker } from "./huntingWalker.ts";
import type { PlayerEvents, PlayerPhase } from "./playerEvents.ts";

/** Untimed players read after this long without a read, and while a heartbeat is due. */
const DEFERRED_READ_MS = 2_200;

export class Player implements ConnectionListener {
  phase: PlayerPhase = "waiting";
  /** When a waiting player may try, or a joining one gives up. */
  dueAtMs = 0;
  /** True once it has stopped reading. */
  stalled = false;
  /** A timed player reads at once and its frames are timed; the others defer reading. */
  readonly timed: boolean;
  readonly #context: PlayersContext;
  readonly #events: PlayerEvents<Player>;
  readonly #name: string;
  readonly #input = new InputFrame();
  readonly #cursor = new FrameCursor();
  readonly #heartbeats = new HeartbeatWatch();
  readonly #course: Course;
  #hotspotWalker: HotspotWalker | undefined;
  /** What the hunt tells goes to it; undefined unless the player hunts. */
  readonly hunting: HuntingWalker | undefined;
  #connection: Connection | undefined;
  #token: string | undefined;
  #seq = 0 as InputSeq;
  #seqKnown = false;
  #failures = 0;
  #lostAtMs = 0;
  #sentAtMs = 0;
  #readAtMs = 0;
  #inputDue = false;
  #resyncAtMs = 0;

  constructor(context: PlayersContext, events: PlayerEvents<Player>, name: string, timed: boolean) {
    this.#context = context;
    this.#events = events;
    this.timed = timed;
    this.#name = name;
    this.#course = new Course(context.random);
    if (context.hunt) this.hunting = new HuntingWalker(context, timed);
  }

  /** Starts to join. */
  join(nowMs: number): void {
    const { target, upgrade, readBuffer, nowMs: clock } = this.#context;
    this.phase = "joining";
    this.dueAtMs = nowMs + JOIN_TIMEOUT_MS;
    this.#cursor.reset();
    this.#seqKnown = false;
    const known = this.#token === undefined ? {} : { token: this.#token };
    const hello = { version: PROTOCOL_VERSION, name: this.#name, ...known };
    this.#connection = new Connection({ target, upgrade, hello, nowMs: clock, readBuffer }, this);
  }

  /** Reads what has arrived; the next `send` sends an input. */
  prepareInput(nowMs: number): void {
    this.#inputDue = true;
    this.#readDeferred(nowMs);
  }

  /** Sends the next input of the course if one was prepared, otherwise a bare acknowledgement if one is due. */
  send(nowMs: number): void {
    const inputDue = this.#inputDue;
    this.#inputDue = false;
    if (this.phase !== "playing" || this.stalled || (inputDue && this.#sendInput(nowMs))) return;
    if (!this.#ackDue(nowMs) || !this.#connection?.idle) return;
    this.#connection.send(this.#input.ack(this.#cursor.tick));
    this.#sentAtMs = nowMs;
  }

  /** False if there was nothing to send. */
  #sendInput(nowMs: number): boolean {
    const connection = this.#connection;
    const { room } = this.#cursor;
    if (connection === undefined || room < 0 || !connection.idle) return false;
    if (this.hunting !== undefined) {
      const seq = this.hunting.send(connection, this.#input, this.#seq, this.#cursor.tick, nowMs);
      if (seq === undefined) return false;
      this.#seq = seq;
      this.#sentAtMs = nowMs;
      return true;
    }
    if (!this.#choose(room as RoomId, nowMs)) return false;
    const course = this.#course;
    this.#seq = nextSeq(this.#seq);
    const seen = this.#cursor.tick;
    if (course.intent === Intent.heading)
      connection.send(this.#input.heading(this.#seq, seen, course.heading));
    else if (course.intent === Intent.point)
      connection.send(this.#input.point(this.#seq, seen, course.x, course.y));
    else connection.send(this.#input.stop(this.#seq, seen));
    this.#sentAtMs = nowMs;
    this.#context.tally.window.inputs++;
    return true;
  }

  /** Chooses the next intent; false if the current one goes on. */
  #choose(room: RoomId, nowMs: number): boolean {
    const { grid, route, still, random } = this.#context;
    if (route !== undefined) {
      const waypoint = this.#hotspotWalker?.next(route, random, nowMs);
      if (waypoint !== undefined) this.#course.walkTo(waypoint);
      return waypoint !== undefined;
    }
    if (still || grid === undefined) return false;
    this.#course.wander(random, grid, room);
    return true;
  }

  /** Handles timeouts, heartbeats and deferred reads; called twice a second. True if an acknowledgement is due. */
  housekeep(nowMs: number): boolean {
    if (this.phase === "joining" && nowMs > this.dueAtMs) this.#connection?.drop("joining took too long");
    if (this.phase !== "playing" || this.stalled) return false;
    this.#checkHeartbeat(nowMs);
    if (this.#cursor.hasGap && nowMs - this.#resyncAtMs >= RESYNC_AGAIN_MS) this.#resync(nowMs);
    const ackDue = this.#ackDue(nowMs);
    const readDue = nowMs - this.#readAtMs >= DEFERRED_READ_MS;
    if (ackDue || readDue || this.#heartbeats.isDue(nowMs)) this.#readDeferred(nowMs);
    return ackDue;
  }

  #ackDue(nowMs: number): boolean {
    return nowMs - this.#sentAtMs >= this.#context.bareAckAfterMs;
  }

  /** Reads what has arrived since the last read, if the player is untimed. */
  #readDeferred(nowMs: number): void {
    if (this.timed || this.phase !== "playing" || this.stalled) return;
    this.#readAtMs = nowMs;
    this.#connection?.readDeferred();
  }

  /** Whether it has joined before. */
  get hasJoined(): boolean {
    return this.#token !== undefined;
  }

  /** Whether its frames have an open gap. */
  get hasGap(): boolean {
    return this.phase === "playing" && !this.stalled && this.#cursor.hasGap;
  }

  /** Whether it has reached the hotspot. */
  get arrived(): boolean {
    return this.#hotspotWalker?.arrived === true;
  }

  /** The room of its newest frame; undefined if it has none. */
  get room(): number | undefined {
    return this.phase === "playing" && this.#cursor.room >= 0 ? this.#cursor.room : undefined;
  }

  /** Stops reading, like a client that hangs. */
  stall(): void {
    this.stalled = true;
    this.#connection?.stall();
  }

  leave(): void {
    this.phase = "ended";
    this.#connection?.leave();
  }

  opened(heartbeat: HeartbeatPlan, nowMs: number): void {
    this.#heartbeats.start(heartbeat, nowMs);
  }

  welcomed(welcome: Welcome, nowMs: number): void {
    if (this.phase === "playing") {
      // After a takeover of the world view and input numbers start anew.
      this.#token = welcome.token;
      this.#cursor.reset();
      this.#seqKnown = false;
      this.hunting?.reset();
      return;
    }
    if (this.phase !== "joining") return;
    const context = this.#context;
    if (context.grid === undefined) context.onContent(welcome.contentUrl);
    if (this.#token === undefined) context.tally.run.joined++;
    else context.tally.countRejoin(nowMs - this.#lostAtMs);
    this.#token = welcome.token;
    this.#failures = 0;
    this.#sentAtMs = nowMs;
    this.phase = "playing";
    if (this.#connection !== undefined) this.#connection.deferReads = !this.timed;
    this.#events.joined();
  }

  binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    const { tally, peek } = this.#context;
    if (bytes[start] === WireKind.self || bytes[start] === WireKind.reading) {
      tally.window.otherBytes += frameBytes;
      if (bytes[start] === WireKind.self) this.#self(bytes, start, end);
      else this.hunting?.takeReading(bytes.subarray(start, end));
      return;
    }
    if (!peek.read(bytes, start, end)) {
      tally.run.malformed++;
      this.#connection?.drop(`${end - start} bytes that are not a frame`);
      return;
    }
    tally.countFrame(peek, frameBytes);
    this.hunting?.takeFrame(peek, bytes, start);
    if (this.timed) {
      tally.latencies.add(nowMs, peek.timeMs);
      if (this.#lostAtMs === 0) tally.steadyLatencies.add(nowMs, peek.timeMs);
    }
    const taken = peek.keyframe
      ? this.#cursor.takeKeyframe(peek.room, peek.tick as Tick)
      : this.#cursor.takeDelta(peek.room, peek.tick as Tick, peek.sinceTicks);
    if (taken !== Taken.applied) this.#handleIrregular(taken, nowMs);
  }

  text(frameBytes: number): void {
    this.#context.tally.window.otherBytes += frameBytes;
  }

  pinged(nowMs: number): void {
    this.#checkHeartbeat(nowMs);
    this.#heartbeats.pinged(nowMs);
  }

  closed(reason: CloseReason): void {
    const { tally, nowMs, random } = this.#context;
    const wasPlaying = this.phase === "playing";
    if (wasPlaying) this.#lostAtMs = nowMs();
    this.#connection = undefined;
    this.hunting?.reset();
    if (wasPlaying && this.stalled) tally.run.stalledDisconnects++;
    else if (wasPlaying) tally.run.disconnects++;
    if (this.phase === "ended") return;
    if (reason.kind === "refused") tally.countRefusal(reason.refusal.code);
    tally.lastError = reason.kind === "refused" ? reason.refusal.text : reason.detail;
    const delayMs = this.stalled ? undefined : rejoinDelayMs(reason, this.#failures++, random);
    this.phase = delayMs === undefined ? "ended" : "waiting";
    this.dueAtMs = nowMs() + (delayMs ?? 0);
    this.#events.disconnected(this, wasPlaying);
  }

  #self(bytes: Uint8Array, start: number, end: number): void {
    if (end - start !== SELF_BYTES || (this.#seqKnown && this.hunting === undefined)) return;
    // Only the first one of a connection is decoded: it names this player's last input. Hunters look for their pose in all.
    const self = decodeSelf(bytes.subarray(start, end));
    if (this.#seqKnown) return void this.hunting?.takeMotion(self.motion);
    this.#seq = self.ack;
    this.#seqKnown = true;
    this.#hotspotWalker = new HotspotWalker(self);
    this.hunting?.stand(self);
    this.#context.onPosition(self);
  }

  /** Counts a frame that was not simply applied, and asks for a keyframe after a gap. */
  #handleIrregular(taken: Taken, nowMs: number): void {
    const { run } = this.#context.tally;
    if (taken === Taken.healed) run.gapsHealed++;
    else if (taken === Taken.stale) run.stale++;
    else {
      if (taken === Taken.gap) run.gaps++;
      if (taken === Taken.gap || nowMs - this.#resyncAtMs >= RESYNC_AGAIN_MS) this.#resync(nowMs);
    }
  }

  #resync(nowMs: number): void {
    if (!this.#connection?.idle) return;
    this.#connection.send(this.#input.resync(this.#cursor.tick));
    this.#context.tally.run.resyncs++;
    this.#resyncAtMs = this.#sentAtMs = nowMs;
  }

  #checkHeartbeat(nowMs: number): void {
    if (this.#heartbeats.noticesMiss(nowMs)) this.#context.tally.run.missedHeartbeats++;
  }
}
