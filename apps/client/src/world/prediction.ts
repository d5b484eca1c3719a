// Where the player's own body is: what the server last said, plus the inputs it has not answered yet, walked with the
// shared rule. Ticks are counted from the clock's base. Reads no clock, sends nothing.
import type { InputSeq } from "@doubloon/shared/ids";
import {
  Gait,
  type Ground,
  gaitOf,
  headingOf,
  Intent,
  stepWalker,
  type Walker,
} from "@doubloon/shared/movement";
import { sinceSeq } from "@doubloon/shared/time";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";

/** What the player wants: nothing, a direction, or a place in sub-tile units. */
export type MoveIntent =
  | { readonly kind: "stop" }
  | { readonly kind: "heading"; readonly heading: number }
  | { readonly kind: "point"; readonly x: number; readonly y: number };

/** An input on its way: it is expected to hold from the step to `tick` on. */
interface Pending {
  readonly seq: InputSeq;
  readonly wish: MoveIntent;
  readonly tick: number;
}

/** The server's word on the own body at a tick. */
export interface Authority {
  readonly tick: number;
  readonly x: number;
  readonly y: number;
  readonly motion: number;
  /** Low four bits of the last input answered. */
  readonly ack: number;
}

/** Inputs in flight can be told apart by the four bits of an ack only while there are fewer than 16. */
export const MAX_PENDING = 15;
/** How far ahead of the server's word the body is walked, in ticks; a line that hangs longer freezes it. */
const MAX_AHEAD_TICKS = 60;
/** An input unanswered this long after it should have held will not be. */
const GIVEN_UP_TICKS = 40;

export interface Position {
  /** Sub-tile units, with fractions between ticks. */
  readonly x: number;
  readonly y: number;
  readonly heading: number;
  readonly gait: Gait;
  /** True if the body has nowhere left to go at the end of what is predicted. */
  readonly idle: boolean;
}

export class Prediction {
  readonly #ground: Ground;
  #authority: Authority;
  /** The last wish the server has answered. */
  #answered: MoveIntent = { kind: "stop" };
  #pending: Pending[] = [];

  constructor(ground: Ground, authority: Authority) {
    this.#ground = ground;
    this.#authority = authority;
  }

  get authority(): Authority {
    return this.#authority;
  }

  /** Inputs sent and not answered. */
  get pending(): number {
    return this.#pending.length;
  }

  /** An input leaves now and is expected to hold from the step to `tick` on. */
  sent(seq: InputSeq, wish: MoveIntent, tick: number): void {
    const last = this.#pending.at(-1);
    if (last !== undefined && sinceSeq(seq, last.seq) <= 0) throw new Error("inputs must be numbered upward");
    this.#pending.push({ seq, wish, tick: Math.max(tick, last?.tick ?? tick) });
    if (this.#pending.length > MAX_PENDING) this.#pending.shift();
  }

  /**
   * Takes the server's newer word. Returns the tick for which the newest answered input had been expected, or
   * undefined if it answers none.
   */
  reconcile(authority: Authority): number | undefined {
    if (authority.tick < this.#authority.tick) return undefined;
    this.#authority = authority;
    const index = this.#pending.findIndex(({ seq }) => (seq & ACK_MASK) === authority.ack);
    if (index < 0) {
      // An input that the server refused is never answered.
      this.#pending = this.#pending.filter(({ tick }) => authority.tick - tick < GIVEN_UP_TICKS);
      return undefined;
    }
    const [answered] = this.#pending.splice(0, index + 1).slice(-1);
    this.#answered = answered.wish;
    return answered.tick;
  }

  /** The body at `tick`, a fraction of which lies on the line between two steps. */
  placeAt(tick: number): Position {
    const from = this.#authority.tick;
    const end = Math.min(Math.max(tick, from), from + MAX_AHEAD_TICKS);
    const walker = this.#start();
    let next = 0;
    let beforeX = walker.x;
    let beforeY = walker.y;
    for (let at = from + 1; at < end + 1; at++) {
      for (; next < this.#pending.length && this.#pending[next].tick <= at; next++) {
        wishFor(walker, this.#pending[next].wish);
      }
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
      idle: walker.intent === Intent.stop && next === this.#pending.length,
    };
  }

  #start(): Walker {
    const { x, y, motion } = this.#authority;
    const gait = gaitOf(motion);
    const walker: Walker = {
      x,
      y,
      heading: headingOf(motion),
      gait,
      intent: Intent.stop,
      targetX: 0,
      targetY: 0,
    };
    // Whoever stands has arrived, was stopped by a wall, or wants to stand: the wish is spent.
    if (gait !== Gait.stopped) {
      const { heading } = walker;
      wishFor(walker, this.#answered);
      if (this.#answered.kind !== "point") walker.intent = Intent.heading;
      walker.heading = heading;
    }
    return walker;
  }
}

function wishFor(walker: Walker, wish: MoveIntent): void {
  walker.intent = Intent[wish.kind];
  if (wish.kind === "heading") walker.heading = wish.heading;
  if (wish.kind === "point") {
    walker.targetX = wish.x;
    walker.targetY = wish.y;
  }
}
