// One load player: joins, walks a course, watches its frames for gaps, and comes back when it is thrown out. It reads
// of a frame no more than the header.
import type { InputSeq, RoomId, Tick } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { nextSeq } from "@doubloon/shared/time";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeSelf, SELF_BYTES } from "@doubloon/shared/wire/self";
import { comeBackAfterMs } from "../../client/rejoinDelay.ts";
import {
  type CloseReason,
  Connection,
  type ConnectionListener,
  type HeartbeatPlan,
} from "../../client/connection.ts";
import { InputFrame } from "../../client/inputFrame.ts";
import type { PlayersContext } from "../playersContext.ts";
import { Course } from "./course.ts";
import { FrameCursor, Taken } from "./frameCursor.ts";
import { HotspotWalker } from "./hotspotWalker.ts";

/** `over`: refused for good. */
export type PlayerPhase = "waiting" | "joining" | "playing" | "over";

/** How long joining may take before it is tried again. */
const JOIN_TIMEOUT_MS = 15_000;
/** Who is not timed reads when it has not for this long, and while a heartbeat is due. */
const SIP_AFTER_MS = 2_200;
/** A keyframe that does not come is asked for again after this long. */
const RESYNC_AGAIN_MS = 1_000;

export class Player implements ConnectionListener {
  phase: PlayerPhase = "waiting";
  /** When a waiting player may try, or a joining one gives up. */
  dueAtMs = 0;
  stalled = false;
  /** Whether it reads at once and its frames are timed; else now and then, and before it speaks. */
  readonly timed: boolean;
  readonly #context: PlayersContext;
  readonly #name: string;
  readonly #input = new InputFrame();
  readonly #cursor = new FrameCursor();
  readonly #course: Course;
  #pilgrim: HotspotWalker | undefined;
  #connection: Connection | undefined;
  #token: string | undefined;
  #seq = 0 as InputSeq;
  #seqKnown = false;
  #failures = 0;
  #lostAtMs = 0;
  #sentAtMs = 0;
  #sippedAtMs = 0;
  #acts = false;
  #resyncAtMs = 0;
  #pingedAtMs = 0;
  #heartbeatMs = Number.POSITIVE_INFINITY;
  #pingIntervalMs = Number.POSITIVE_INFINITY;
  #heartbeatMissed = false;

  constructor(context: PlayersContext, name: string, timed: boolean) {
    this.#context = context;
    this.timed = timed;
    this.#name = name;
    this.#course = new Course(context.random);
  }

  /** Starts to join. */
  join(nowMs: number): void {
    const { target, upgrade, readBuffer, nowMs: clock } = this.#context;
    this.phase = "joining";
    this.dueAtMs = nowMs + JOIN_TIMEOUT_MS;
    this.#cursor.reset();
    this.#seqKnown = false;
    const hello =
      this.#token === undefined
        ? { version: PROTOCOL_VERSION, name: this.#name }
        : { version: PROTOCOL_VERSION, name: this.#name, token: this.#token };
    this.#connection = new Connection({ target, upgrade, hello, nowMs: clock, readBuffer }, this);
  }

  /** Reads what has come, for it is to act when it `speak`s. */
  prepareToAct(nowMs: number): void {
    this.#acts = true;
    this.#sip(nowMs);
  }

  /** Sends the next input of the course if it is to act, else an acknowledgement if one is due. */
  speak(nowMs: number): void {
    const acts = this.#acts;
    this.#acts = false;
    if (this.phase !== "playing" || this.stalled || (acts && this.#act(nowMs))) return;
    if (!this.#ackDue(nowMs) || !this.#connection?.idle) return;
    this.#connection.send(this.#input.ack(this.#cursor.tick));
    this.#sentAtMs = nowMs;
  }

  /** False if it has nothing to send. */
  #act(nowMs: number): boolean {
    const connection = this.#connection;
    const { room } = this.#cursor;
    if (connection === undefined || room < 0 || !connection.idle || !this.#choose(room as RoomId, nowMs))
      return false;
    const course = this.#course;
    this.#seq = nextSeq(this.#seq);
    const seen = this.#cursor.tick;
    if (course.intent === Intent.heading) {
      connection.send(this.#input.heading(this.#seq, seen, course.heading));
    } else if (course.intent === Intent.point) {
      connection.send(this.#input.point(this.#seq, seen, course.x, course.y));
    } else connection.send(this.#input.stop(this.#seq, seen));
    this.#sentAtMs = nowMs;
    this.#context.tally.window.inputs++;
    return true;
  }

  /** Chooses where to go next; false if the player goes on as before. */
  #choose(room: RoomId, nowMs: number): boolean {
    const { grid, route, still, random } = this.#context;
    if (route !== undefined) {
      const place = this.#pilgrim?.next(route, random, nowMs);
      if (place !== undefined) this.#course.head(place);
      return place !== undefined;
    }
    if (still || grid === undefined) return false;
    this.#course.wander(random, grid, room);
    return true;
  }

  /** Looks after what is overdue; called twice a second. True if an acknowledgement is to be spoken. */
  tend(nowMs: number): boolean {
    if (this.phase === "joining" && nowMs > this.dueAtMs) {
      this.#connection?.drop("joining took too long");
    }
    if (this.phase !== "playing" || this.stalled) return false;
    this.#checkHeartbeat(nowMs);
    if (this.#cursor.gapped && nowMs - this.#resyncAtMs >= RESYNC_AGAIN_MS) this.#resync(nowMs);
    const ackDue = this.#ackDue(nowMs);
    if (
      ackDue ||
      nowMs - this.#pingedAtMs >= this.#pingIntervalMs ||
      nowMs - this.#sippedAtMs >= SIP_AFTER_MS
    )
      this.#sip(nowMs);
    return ackDue;
  }

  #ackDue(nowMs: number): boolean {
    return nowMs - this.#sentAtMs >= this.#context.ackAloneAfterMs;
  }

  /** Reads what has come since the last time, if it is not timed. */
  #sip(nowMs: number): void {
    if (this.timed || this.phase !== "playing" || this.stalled) return;
    this.#sippedAtMs = nowMs;
    this.#connection?.sip();
  }

  /** Whether it has been in before. */
  get known(): boolean {
    return this.#token !== undefined;
  }

  /** Whether a gap is open. */
  get gapped(): boolean {
    return this.phase === "playing" && !this.stalled && this.#cursor.gapped;
  }

  /** Whether it has reached the place where everybody gathers. */
  get arrived(): boolean {
    return this.#pilgrim?.arrived === true;
  }

  /** The room whose frames it holds; undefined if it holds none. */
  get room(): number | undefined {
    return this.phase === "playing" && this.#cursor.room >= 0 ? this.#cursor.room : undefined;
  }

  /** Stops reading, as a client does that hangs. */
  stall(): void {
    this.stalled = true;
    this.#connection?.stall();
  }

  leave(): void {
    this.phase = "over";
    this.#connection?.leave();
  }

  opened(heartbeat: HeartbeatPlan, nowMs: number): void {
    this.#pingIntervalMs = heartbeat.pingIntervalMs;
    this.#heartbeatMs = heartbeat.pingIntervalMs + heartbeat.pingTimeoutMs;
    this.#pingedAtMs = nowMs;
    this.#heartbeatMissed = false;
  }

  welcomed(welcome: Welcome, nowMs: number): void {
    if (this.phase !== "joining") return;
    const context = this.#context;
    if (context.grid === undefined) context.onContent(welcome.contentUrl);
    if (this.#token === undefined) context.tally.run.joined++;
    else context.tally.cameBack(nowMs - this.#lostAtMs);
    this.#token = welcome.token;
    this.#failures = 0;
    this.#sentAtMs = nowMs;
    this.phase = "playing";
    if (this.#connection !== undefined) this.#connection.lazy = !this.timed;
    context.onJoined(this);
  }

  binary(bytes: Uint8Array, start: number, end: number, frameBytes: number, nowMs: number): void {
    const { tally, peek } = this.#context;
    if (bytes[start] === WireKind.self) {
      tally.window.otherBytes += frameBytes;
      this.#self(bytes, start, end);
      return;
    }
    if (!peek.read(bytes, start, end)) {
      tally.run.malformed++;
      this.#connection?.drop(`${end - start} bytes that are no frame`);
      return;
    }
    const counts = tally.window;
    counts.frames++;
    counts.frameBytes += frameBytes;
    counts.moverRecords += peek.moverRecords;
    counts.moverBytes += peek.moverBytes;
    counts.lootBytes += peek.lootBytes;
    counts.hidden += peek.hidden;
    if (this.timed) {
      tally.latencies.add(nowMs, peek.timeMs);
      if (this.#lostAtMs === 0) tally.steadyLatencies.add(nowMs, peek.timeMs);
    }
    let taken: Taken;
    if (peek.keyframe) {
      counts.keyframes++;
      taken = this.#cursor.takeKeyframe(peek.room, peek.tick as Tick);
    } else taken = this.#cursor.takeDelta(peek.room, peek.tick as Tick, peek.sinceTicks);
    if (taken !== Taken.applied) this.#astray(taken, nowMs);
  }

  text(frameBytes: number): void {
    this.#context.tally.window.otherBytes += frameBytes;
  }

  pinged(nowMs: number): void {
    this.#checkHeartbeat(nowMs);
    this.#pingedAtMs = nowMs;
    this.#heartbeatMissed = false;
  }

  closed(reason: CloseReason): void {
    const { tally, nowMs, random, onWaiting } = this.#context;
    const wasPlaying = this.phase === "playing";
    if (wasPlaying) this.#lostAtMs = nowMs();
    this.#connection = undefined;
    if (wasPlaying && this.stalled) tally.run.stalledDisconnects++;
    else if (wasPlaying) tally.run.disconnects++;
    if (this.phase === "over") return;
    if (reason.kind === "refused") tally.refused(reason.refusal.code);
    tally.lastTrouble = reason.kind === "refused" ? reason.refusal.text : reason.detail;
    const waitMs = this.stalled ? undefined : comeBackAfterMs(reason, this.#failures++, random);
    this.phase = waitMs === undefined ? "over" : "waiting";
    if (waitMs !== undefined) this.dueAtMs = nowMs() + waitMs;
    onWaiting(this, wasPlaying);
  }

  #self(bytes: Uint8Array, start: number, end: number): void {
    if (end - start !== SELF_BYTES || this.#seqKnown) return;
    // The first one says which of this player's inputs was the last; seldom enough to make objects.
    const self = decodeSelf(bytes.subarray(start, end));
    this.#seq = self.ack;
    this.#seqKnown = true;
    this.#pilgrim = new HotspotWalker(self);
    this.#context.onPlace(self);
  }

  #astray(taken: Taken, nowMs: number): void {
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
    if (this.#heartbeatMissed || nowMs - this.#pingedAtMs <= this.#heartbeatMs) return;
    this.#heartbeatMissed = true;
    this.#context.tally.run.missedHeartbeats++;
  }
}
