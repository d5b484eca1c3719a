// The hunting of a load player: it carries out what its brain decides, counts, and derives its position from its own walks, so
// that no frame has to be decoded but for its own motion.
import { randomBytes } from "node:crypto";
import { Pose, poseOf } from "@doubloon/shared/hunt/pose";
import { PROBE_TICKS, STAND_TICKS } from "@doubloon/shared/hunt/rules";
import type { InputSeq, MoverId, Tick } from "@doubloon/shared/ids";
import type { Clue, HunterState, Hunts } from "@doubloon/shared/protocol/huntEvents";
import { TILE_SUB } from "@doubloon/shared/space";
import { nextSeq, TICK_MS } from "@doubloon/shared/time";
import { decodeReading } from "@doubloon/shared/wire/reading";
import type { SelfState } from "@doubloon/shared/wire/self";
import type { Connection, HuntListener } from "../../client/connection.ts";
import type { InputFrame } from "../../client/inputFrame.ts";
import { type HuntAct, HuntBrain } from "../../hunting/huntBrain.ts";
import type { HuntGrounds } from "../../hunting/huntGround.ts";
import { type Waypoint, walkTicks } from "../../walking/straightWalk.ts";
import type { PlayersContext } from "../playersContext.ts";
import type { FramePeek } from "./framePeek.ts";

/** Round trip to the server, on top of the walk itself. */
const SLACK_MS = 250;
/** How far a player without a hunt walks at once, in sub-tile units. */
const STROLL_SUB = 8 * TILE_SUB;

export class HuntingWalker implements HuntListener {
  readonly #context: PlayersContext;
  readonly #brain: HuntBrain;
  #mover: MoverId | undefined;
  #position: Waypoint = { x: 0, y: 0 };
  #arrivesAtMs = 0;
  #pose: number | undefined;
  readonly #timed: boolean;
  /** When answers are due: of a reading, of a dig and of its probe. Undefined if none is waited for. */
  #readDueMs: number | undefined;
  #digDueMs: number | undefined;
  #probeDueMs: number | undefined;

  /** @param timed whether it reads at once, so that the time of an answer says something */
  constructor(context: PlayersContext, timed: boolean) {
    this.#context = context;
    this.#timed = timed;
    this.#brain = new HuntBrain(context.random, () => randomBytes(16).toString("hex"));
  }

  /** Where the player stands on joining. */
  stand({ mover, x, y }: SelfState): void {
    this.#mover = mover;
    this.#position = { x, y };
    this.#arrivesAtMs = 0;
  }

  /** The connection is lost; the server tells everything again on the next one. */
  reset(): void {
    this.#readDueMs = this.#digDueMs = this.#probeDueMs = undefined;
    this.#brain.reset();
  }

  /** Whether it has entered a hunt. */
  get inHunt(): boolean {
    return this.#brain.inHunt;
  }

  takeHunts(hunts: Hunts): void {
    this.#brain.takeHunts(hunts);
  }

  takeState(state: HunterState): void {
    const before = this.#brain.counts.finds;
    this.#brain.takeState(state);
    this.#context.tally.window.finds += this.#brain.counts.finds - before;
  }

  takeClue(clue: Clue): void {
    this.#context.tally.window.clues++;
    this.#brain.takeClue(clue);
  }

  /** @throws WireError if the bytes are not a reading */
  takeReading(bytes: Uint8Array): void {
    const { tally, nowMs } = this.#context;
    tally.window.readings++;
    if (this.#readDueMs !== undefined) tally.answers.add("read", nowMs() - this.#readDueMs);
    this.#readDueMs = undefined;
    this.#brain.takeReading(decodeReading(bytes));
  }

  /** Looks for the player's own motion in the frame that `peek` has read. */
  takeFrame(peek: FramePeek, bytes: Uint8Array, start: number): void {
    const motion = this.#mover === undefined ? -1 : peek.motionOf(bytes, start, this.#mover);
    if (motion >= 0) this.takeMotion(motion);
  }

  /** The player's own motion, from a frame or a message of its own. */
  takeMotion(motion: number): void {
    this.#pose = poseOf(motion);
    const { tally, nowMs } = this.#context;
    const digs = this.#pose === Pose.probing || this.#pose === Pose.unearthing;
    if (this.#digDueMs !== undefined && digs) {
      tally.answers.add("dig", nowMs() - this.#digDueMs);
      this.#probeDueMs = this.#pose === Pose.probing ? this.#digDueMs + PROBE_TICKS * TICK_MS : undefined;
      this.#digDueMs = undefined;
    }
    if (this.#probeDueMs === undefined || this.#pose === Pose.probing) return;
    tally.answers.add("probe", nowMs() - this.#probeDueMs);
    this.#probeDueMs = undefined;
  }

  /** Notes when the answer to what is sent now is due. */
  #expect(kind: HuntAct["kind"], nowMs: number): void {
    this.#readDueMs = this.#digDueMs = this.#probeDueMs = undefined;
    if (!this.#timed) return;
    if (kind === "dig") this.#digDueMs = nowMs;
    // A reading takes a second without a step, which may have begun before it was asked for.
    const stoodMs = this.#arrivesAtMs - SLACK_MS + STAND_TICKS * TICK_MS;
    if (kind === "read") this.#readDueMs = Math.max(nowMs, stoodMs);
  }

  /**
   * Sends what the hunt asks for; without a hunt, mostly a short walk. Returns the number of the last input, which was `seq`;
   * undefined if there was nothing to send.
   */
  send(
    connection: Connection,
    input: InputFrame,
    seq: InputSeq,
    seenTick: Tick,
    nowMs: number,
  ): InputSeq | undefined {
    const { grounds, tally } = this.#context;
    const act = grounds === undefined ? undefined : this.#next(grounds, seenTick, nowMs);
    if (act === undefined || act.kind === "wait") return undefined;
    if (act.kind === "ask") {
      connection.ask(act.request);
      return seq;
    }
    const next = nextSeq(seq);
    this.#expect(act.kind, nowMs);
    if (act.kind === "walk") connection.send(input.point(next, seenTick, act.x, act.y));
    else connection.send(input.act(next, seenTick, act.kind));
    if (act.kind === "dig") tally.window.digs++;
    tally.window.inputs++;
    return next;
  }

  /** What to do now; undefined during a walk, or if there is nothing to do. */
  #next(grounds: HuntGrounds, tick: Tick, nowMs: number): HuntAct | undefined {
    if (nowMs < this.#arrivesAtMs) return undefined;
    const body = { ...this.#position, tick, standing: true, pose: this.#pose };
    const act = this.#brain.called ? this.#brain.next(body, grounds, nowMs) : this.#stroll(grounds);
    if (act?.kind !== "walk") return act;
    this.#position = { x: act.x, y: act.y };
    this.#arrivesAtMs = nowMs + act.ticks * TICK_MS + SLACK_MS;
    return act;
  }

  #stroll({ map }: HuntGrounds): HuntAct | undefined {
    const near = (at: number) => Math.max(0, Math.round(at + (this.#context.random() * 2 - 1) * STROLL_SUB));
    const target = { x: near(this.#position.x), y: near(this.#position.y) };
    const ticks = walkTicks(map, this.#position, target);
    return ticks === undefined ? undefined : { kind: "walk", ...target, ticks };
  }
}
