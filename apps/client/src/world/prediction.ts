// Predicts the player's own position: the server's last confirmed state, plus the inputs it has not answered yet, stepped
// with the shared movement rule. Ticks are counted from the clock's base. Reads no clock, sends nothing.
import { FACINGS, facingOf, Pose, poseOf, shownHeading } from "@doubloon/shared/hunt/pose";
import type { InputSeq } from "@doubloon/shared/ids";
import { Gait, type Ground, gaitOf, Intent, stepWalker, type Walker } from "@doubloon/shared/movement";
import { sinceSeq } from "@doubloon/shared/time";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";

/** Where the player wants to go: nowhere, in a direction, or to a point in sub-tile units. */
export type MoveIntent =
  | { readonly kind: "stop" }
  | { readonly kind: "heading"; readonly heading: number }
  | { readonly kind: "point"; readonly x: number; readonly y: number };

/** What the player does standing still. `emote` is the pose to show. */
export type ActIntent =
  | { readonly kind: "dig" }
  | { readonly kind: "read" }
  | { readonly kind: "emote"; readonly emote: number };

export type PlayerIntent = MoveIntent | ActIntent;

/** An input in flight; it is expected to apply from `tick` on. */
interface Pending {
  readonly seq: InputSeq;
  readonly intent: PlayerIntent;
  readonly tick: number;
}

/** The server's state of the own mover at a tick. */
interface ConfirmedState {
  readonly tick: number;
  readonly x: number;
  readonly y: number;
  readonly motion: number;
  /** Low four bits of the last input that the server answered. */
  readonly ack: number;
}

/** The four bits of an ack tell inputs in flight apart only while there are fewer than 16. */
export const MAX_PENDING = 15;
/** The prediction runs at most this far ahead of the confirmed state; after a longer silence the mover stands still. */
const MAX_AHEAD_TICKS = 60;
/** An input without an answer this long after its expected tick is dropped. */
const ANSWER_TIMEOUT_TICKS = 40;
const SOUTH = 16;

export interface Position {
  /** Sub-tile units; fractional between ticks. */
  readonly x: number;
  readonly y: number;
  /** Where it faces, also while it stands. */
  readonly heading: number;
  readonly gait: Gait;
  /** What it shows while it stands (shared/hunt/pose.ts); undefined while it walks. */
  readonly pose: number | undefined;
  /** True if the mover has nowhere left to go. */
  readonly idle: boolean;
}

export class Prediction {
  readonly #ground: Ground;
  #confirmed: ConfirmedState;
  /** The last intent that the server has answered. */
  #answered: PlayerIntent = { kind: "stop" };
  #pending: Pending[] = [];
  /** Where the mover faced when that was last known. */
  #facing: number;
  /** The mover runs in boots in the ticks after `from`, up to and including `until`. */
  #boots = { from: 0, until: 0 };

  constructor(ground: Ground, confirmed: ConfirmedState) {
    this.#ground = ground;
    this.#confirmed = confirmed;
    this.#facing = shownHeading(confirmed.motion) ?? SOUTH;
  }

  get confirmed(): ConfirmedState {
    return this.#confirmed;
  }

  /** Number of inputs sent and not answered. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Whether a mimic holds the mover: inputs do nothing. */
  get held(): boolean {
    return poseOf(this.#confirmed.motion) === Pose.held;
  }

  /** The mover runs in boots in the ticks after `from`, up to and including `until`. */
  runs(from: number, until: number): void {
    this.#boots = { from, until };
  }

  /** An input was sent and is expected to apply from `tick` on. */
  sent(seq: InputSeq, intent: PlayerIntent, tick: number): void {
    const last = this.#pending.at(-1);
    if (last !== undefined && sinceSeq(seq, last.seq) <= 0) throw new Error("inputs must be numbered upward");
    this.#pending.push({ seq, intent, tick: Math.max(tick, last?.tick ?? tick) });
    if (this.#pending.length > MAX_PENDING) this.#pending.shift();
  }

  /**
   * Takes a newer confirmed state. Returns the expected tick of the newest input that it answers, or undefined if it
   * answers none.
   */
  reconcile(confirmed: ConfirmedState): number | undefined {
    if (confirmed.tick < this.#confirmed.tick) return undefined;
    this.#confirmed = confirmed;
    this.#facing = shownHeading(confirmed.motion) ?? this.#facing;
    const index = this.#pending.findIndex(({ seq }) => (seq & ACK_MASK) === confirmed.ack);
    if (index < 0) {
      // The server never answers an input that it refused.
      this.#pending = this.#pending.filter(({ tick }) => confirmed.tick - tick < ANSWER_TIMEOUT_TICKS);
      return undefined;
    }
    const [answered] = this.#pending.splice(0, index + 1).slice(-1);
    this.#answered = answered.intent;
    return answered.tick;
  }

  /** The mover at `tick`; a fractional tick is interpolated between two steps. */
  positionAt(tick: number): Position {
    const from = this.#confirmed.tick;
    const end = Math.min(Math.max(tick, from), from + MAX_AHEAD_TICKS);
    const walker = this.#start();
    const { held } = this;
    let pose = actedPose(this.#confirmed.motion);
    let next = 0;
    let beforeX = walker.x;
    let beforeY = walker.y;
    for (let at = from + 1; at < end + 1; at++) {
      for (; next < this.#pending.length && this.#pending[next].tick <= at; next++) {
        if (held) continue;
        const { intent } = this.#pending[next];
        applyIntent(walker, intent);
        pose = poseAfter(intent, pose);
      }
      walker.fast = at > this.#boots.from && at <= this.#boots.until;
      beforeX = walker.x;
      beforeY = walker.y;
      stepWalker(walker, this.#ground);
    }
    const back = Math.ceil(end) - end;
    return {
      x: walker.x + (beforeX - walker.x) * back,
      y: walker.y + (beforeY - walker.y) * back,
      heading: walker.heading,
      gait: walker.gait,
      pose: walker.gait === Gait.stopped ? (pose ?? facingOf(walker.heading)) : undefined,
      idle: walker.intent === Intent.stop && next === this.#pending.length,
    };
  }

  #start(): Walker {
    const { x, y, motion } = this.#confirmed;
    const gait = gaitOf(motion);
    const walker: Walker = {
      x,
      y,
      heading: this.#facing,
      gait,
      intent: Intent.stop,
      targetX: 0,
      targetY: 0,
      fast: false,
    };
    // A mover that stands has arrived, was stopped by a wall, or wants to stand: its intent is finished.
    if (gait !== Gait.stopped) {
      const { heading } = walker;
      applyIntent(walker, this.#answered);
      if (walker.intent !== Intent.point) walker.intent = Intent.heading;
      walker.heading = heading;
    }
    return walker;
  }
}

function applyIntent(walker: Walker, intent: PlayerIntent): void {
  walker.intent = intent.kind === "heading" || intent.kind === "point" ? Intent[intent.kind] : Intent.stop;
  if (intent.kind === "heading") walker.heading = intent.heading;
  if (intent.kind === "point") {
    walker.targetX = intent.x;
    walker.targetY = intent.y;
  }
}

/** The pose that an intent leads to; undefined if the mover only stands or walks. The server may refuse it. */
function poseAfter(intent: PlayerIntent, pose: number | undefined): number | undefined {
  if (intent.kind === "read") return Pose.reading;
  if (intent.kind === "emote") return intent.emote;
  if (intent.kind === "dig" && pose !== Pose.probing && pose !== Pose.unearthing) return Pose.probing;
  return undefined;
}

/** The pose in a motion, if it is more than where the mover faces. */
function actedPose(motion: number): number | undefined {
  const pose = poseOf(motion);
  return pose === undefined || pose < FACINGS ? undefined : pose;
}
