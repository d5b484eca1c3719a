// What one player sends while the world is away: a bounded queue, passed on once the session has entered the world that took
// over. A walk replaces the walk before it, so only acts queue up.
import type { MoverId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";
import type { GatewayId, SessionKey, WorldPort } from "../../link/port.ts";

/** Most inputs and most requests of the hunt that are held for one session; the oldest is dropped for a new one. */
const MAX_INPUTS = 4;
const MAX_REQUESTS = 8;
/**
 * Held inputs are numbered up to this for the world, and the client's own numbers, which start at 1 again, follow. A
 * multiple of 16: an answer to a held input must not look like one to an input of the client (rule I7).
 */
export const HELD_SEQS = 16;

/** A session's newest input that was passed on, kept in place. */
export interface LastInput {
  intent: number;
  heading: number;
  x: number;
  y: number;
}

export function noteInput(last: LastInput, intent: number, heading: number, x: number, y: number): void {
  last.intent = intent;
  last.heading = heading;
  last.x = x;
  last.y = y;
}

export class HeldMessages {
  readonly #inputs: Readonly<LastInput>[] = [];
  readonly #requests: HuntRequest[] = [];

  /** Starts with the walk that the world knew of, if the last input was one, so that it goes on. */
  constructor({ intent, heading, x, y }: LastInput) {
    if (isWalk(intent) && intent !== Intent.stop) this.#inputs.push({ intent, heading, x, y });
  }

  input(intent: number, heading: number, x: number, y: number): void {
    const previous = this.#inputs.at(-1);
    if (previous !== undefined && isWalk(previous.intent)) this.#inputs.pop();
    this.#inputs.push({ intent, heading, x, y });
    if (this.#inputs.length > MAX_INPUTS) this.#inputs.shift();
  }

  request(request: HuntRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > MAX_REQUESTS) this.#requests.shift();
  }

  /** Passes everything on, in order, for the session that now has a mover; the newest input goes into `last`. */
  passOn(world: WorldPort, gatewayId: GatewayId, key: SessionKey, mover: MoverId, last: LastInput): void {
    let seq = HELD_SEQS - this.#inputs.length;
    for (const { intent, heading, x, y } of this.#inputs) {
      noteInput(last, intent, heading, x, y);
      world.input(gatewayId, key, mover, ++seq, intent, heading, x, y);
    }
    for (const request of this.#requests) world.hunting(gatewayId, key, mover, request);
  }
}

function isWalk(intent: number): boolean {
  return intent === Intent.heading || intent === Intent.point || intent === Intent.stop;
}
