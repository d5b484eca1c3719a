// What one player sends while the world is away: a bounded queue, passed on once the session has entered the world that took
// over. A walk replaces the walk before it, so only acts queue up.
import type { MoverId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import { Action } from "@doubloon/shared/wire/input";
import type { GatewayId, SessionKey, WorldPort } from "../../link/port.ts";

/** Most inputs that are held for one session, of which a new one replaces the oldest, and most requests of the hunt. */
const MAX_INPUTS = 4;
const MAX_REQUESTS = 8;
/** A read takes this long, and a dig longer, in ms (rules H2 and H6). */
const UNDER_WAY_MS = 1_000;
/**
 * Held inputs are numbered up to this for the world, and the client's own numbers, which start at 1 again, follow. A
 * multiple of 16: an answer to a held input must not look like one to an input of the client (rule I7).
 */
export const HELD_SEQS = 16;

/** A session's newest input that was passed on, kept in place. */
export interface LastInput {
  /** Clock time at which it was passed on. */
  atMs: number;
  intent: number;
  heading: number;
  x: number;
  y: number;
}

export function noteInput(
  last: LastInput,
  nowMs: number,
  intent: number,
  heading: number,
  x: number,
  y: number,
): void {
  last.atMs = nowMs;
  last.intent = intent;
  last.heading = heading;
  last.x = x;
  last.y = y;
}

export class HeldMessages {
  readonly #inputs: Readonly<Omit<LastInput, "atMs">>[] = [];
  readonly #requests: HuntRequest[] = [];

  /**
   * Starts with the walk that the world knew of, if the last input was one, so that it goes on; or with a dig or a read that
   * cannot have ended yet, because no world saves them.
   */
  constructor({ intent, heading, x, y, atMs }: LastInput, nowMs: number) {
    const isUnderWay = (intent === Action.dig || intent === Action.read) && nowMs - atMs < UNDER_WAY_MS;
    const goesOn = isUnderWay || (isWalk(intent) && intent !== Intent.stop);
    if (goesOn) this.#inputs.push({ intent, heading, x, y });
  }

  input(intent: number, heading: number, x: number, y: number): void {
    const previous = this.#inputs.at(-1);
    if (previous !== undefined && isWalk(previous.intent)) this.#inputs.pop();
    this.#inputs.push({ intent, heading, x, y });
    if (this.#inputs.length > MAX_INPUTS) this.#inputs.shift();
  }

  /** False if no more requests are held. */
  request(request: HuntRequest): boolean {
    if (this.#requests.length >= MAX_REQUESTS) return false;
    this.#requests.push(request);
    return true;
  }

  /** Passes everything on, in order, for the session that now has a mover; the newest input goes into `last`. */
  passOn(
    world: WorldPort,
    gatewayId: GatewayId,
    key: SessionKey,
    mover: MoverId,
    last: LastInput,
    nowMs: number,
  ): void {
    let seq = HELD_SEQS - this.#inputs.length;
    for (const { intent, heading, x, y } of this.#inputs) {
      noteInput(last, nowMs, intent, heading, x, y);
      world.input(gatewayId, key, mover, ++seq, intent, heading, x, y);
    }
    for (const request of this.#requests) world.hunting(gatewayId, key, mover, request);
  }
}

function isWalk(intent: number): boolean {
  return intent === Intent.heading || intent === Intent.point || intent === Intent.stop;
}
