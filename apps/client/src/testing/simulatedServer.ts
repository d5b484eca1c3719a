// A simulated server with one walker, for tests: steps it with the shared movement rule, poses it as the engine does (but
// for times), writes real frames that answer inputs, and delays and drops messages as told. Reads no clock; the test passes the time in.
import { FACINGS, facingOf, Pose } from "@doubloon/shared/hunt/pose";
import type { InputSeq, MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { Gait, type Ground, Intent, packMotion, stepWalker, type Walker } from "@doubloon/shared/movement";
import type { Welcome } from "@doubloon/shared/protocol/events";
import { type ChunkGrid, roomAt, viewOriginX, viewOriginY } from "@doubloon/shared/space";
import { addTicks, TICK_MS } from "@doubloon/shared/time";
import { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { decodeClientMessage, type InputMessage } from "@doubloon/shared/wire/input";
import { WireKind } from "@doubloon/shared/wire/kinds";

const OWN = 7 as MoverId;
const FRAME_TICKS = 2;

interface SimulatedServerOptions {
  readonly grid: ChunkGrid;
  readonly ground: Ground;
  readonly start: { readonly x: number; readonly y: number };
  readonly base: Tick;
  /** Delay of the next message in ms; messages in one direction never overtake each other. */
  readonly delayMs: () => number;
  /** Whether the next delta is lost. */
  readonly loses: () => boolean;
}

interface InFlight {
  readonly atMs: number;
  readonly bytes: Uint8Array;
}

export class SimulatedServer {
  readonly walker: Walker;
  /** What the walker shows while it stands. */
  pose = 0;
  /** The walker runs in boots in the ticks after `from`, up to and including `until`. */
  boots = { from: 0, until: 0 };
  resyncs = 0;
  inputs = 0;
  readonly #options: SimulatedServerOptions;
  readonly #writer = new FrameWriter();
  #toServer: InFlight[] = [];
  #toClient: InFlight[] = [];
  #ticks = 0;
  #ack = 0;
  #room: RoomId;
  #motion = 0;
  #frameTicks = 0;
  #wantsKeyframe = true;
  #change: { readonly tick: number; readonly full: boolean } | undefined;

  constructor(options: SimulatedServerOptions) {
    this.#options = options;
    const { x, y } = options.start;
    this.walker = {
      x,
      y,
      heading: 0,
      gait: Gait.stopped,
      intent: Intent.stop,
      targetX: 0,
      targetY: 0,
      fast: false,
    };
    this.#room = roomAt(options.grid, x, y);
  }

  get welcome(): Welcome {
    const { base } = this.#options;
    return {
      playerId: "p" as PlayerId,
      token: "t",
      name: "Me",
      mover: OWN,
      room: this.#room,
      tick: base,
      timeMs: 0 as WorldTimeMs,
      contentUrl: "/content/v.json",
      standing: { score: 0, rank: 1, of: 1 },
      returning: false,
    };
  }

  /** Steps so far. */
  get ticks(): number {
    return this.#ticks;
  }

  /** The walker stops and shows a pose by itself. */
  hold(pose: number): void {
    this.walker.intent = Intent.stop;
    this.walker.gait = Gait.stopped;
    this.pose = pose;
  }

  /** The client sends a message. */
  send(bytes: Uint8Array, nowMs: number): void {
    const earliest = this.#toServer.at(-1)?.atMs ?? 0;
    this.#toServer.push({ atMs: Math.max(earliest, nowMs + this.#options.delayMs()), bytes });
  }

  /** Steps the world up to `nowMs` and returns the messages that have reached the client by then. */
  runTo(nowMs: number): Uint8Array[] {
    while ((this.#ticks + 1) * TICK_MS <= nowMs) this.#step();
    const arrived = this.#toClient.filter(({ atMs }) => atMs <= nowMs);
    this.#toClient = this.#toClient.filter(({ atMs }) => atMs > nowMs);
    return arrived.map(({ bytes }) => bytes);
  }

  #step(): void {
    this.#ticks++;
    const nowMs = this.#ticks * TICK_MS;
    const due = this.#toServer.filter(({ atMs }) => atMs <= nowMs);
    this.#toServer = this.#toServer.filter(({ atMs }) => atMs > nowMs);
    let answered = false;
    for (const { bytes } of due) {
      const message = decodeClientMessage(bytes);
      if (message.kind === "resync") {
        this.resyncs++;
        this.#wantsKeyframe = true;
      } else if (message.kind !== "ack") {
        this.#apply(message);
        answered = true;
      }
    }
    this.walker.fast = this.#ticks > this.boots.from && this.#ticks <= this.boots.until;
    const jumped = stepWalker(this.walker, this.#options.ground);
    const { gait, heading } = this.walker;
    if (gait !== Gait.stopped) this.pose = 0;
    else if (this.pose < FACINGS) this.pose = facingOf(heading);
    const motion = gait === Gait.stopped ? this.pose : packMotion(gait, heading);
    if (answered || jumped || motion !== this.#motion) {
      // Two changes since the last frame are sent as one state record.
      const full = jumped || this.#change !== undefined;
      this.#change = { tick: this.#ticks, full };
    }
    this.#motion = motion;
    const room = roomAt(this.#options.grid, this.walker.x, this.walker.y);
    if (room !== this.#room) this.#wantsKeyframe = true;
    this.#room = room;
    if (this.#ticks % FRAME_TICKS === 0) this.#frame(nowMs);
  }

  #apply(input: InputMessage): void {
    this.inputs++;
    this.#ack = input.seq as InputSeq;
    const walks = input.kind === "heading" || input.kind === "point";
    this.walker.intent = walks ? Intent[input.kind] : Intent.stop;
    const dug = this.pose === Pose.probing;
    if (input.kind === "dig") this.pose = dug ? 0 : Pose.probing;
    else if (input.kind === "read") this.pose = Pose.reading;
    else if (input.kind === "emote") this.pose = input.emote;
    else this.pose = 0;
    if (input.kind === "heading") this.walker.heading = input.heading;
    if (input.kind === "point") {
      this.walker.targetX = input.x;
      this.walker.targetY = input.y;
    }
  }

  #frame(nowMs: number): void {
    const { grid, base, delayMs, loses } = this.#options;
    const keyframe = this.#wantsKeyframe;
    const tick = addTicks(base, this.#ticks);
    const timeMs = nowMs as WorldTimeMs;
    const since = keyframe ? 0 : this.#ticks - this.#frameTicks;
    const kind = keyframe ? WireKind.keyframe : WireKind.delta;
    this.#writer.begin(kind, this.#room, tick, timeMs, since, 0);
    if (keyframe || this.#change?.full === true) {
      const x = this.walker.x - viewOriginX(grid, this.#room);
      const y = this.walker.y - viewOriginY(grid, this.#room);
      this.#writer.state(OWN, this.#motion, x, y, this.#ack & 15);
    } else if (this.#change !== undefined) {
      this.#writer.motionChange(OWN, this.#motion, this.#ticks - this.#change.tick, this.#ack & 15);
    }
    const bytes = this.#writer.bytes.slice(0, this.#writer.end());
    this.#frameTicks = this.#ticks;
    this.#change = undefined;
    this.#wantsKeyframe = false;
    if (!keyframe && loses()) return;
    const earliest = this.#toClient.at(-1)?.atMs ?? 0;
    this.#toClient.push({ atMs: Math.max(earliest, nowMs + delayMs()), bytes });
  }
}
