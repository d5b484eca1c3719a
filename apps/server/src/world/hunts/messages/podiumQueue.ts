// Sends podiums to the hunters of hunts that are over, a few with each step. A hunter who is away gets theirs on coming back,
// within the time that a hunter may be away.
import { AWAY_TICKS } from "@doubloon/shared/hunt/rules";
import type { PlayerId } from "@doubloon/shared/ids";
import type { Podium } from "@doubloon/shared/protocol/huntEvents";
import { TICK_MS } from "@doubloon/shared/time";
import type { MonotonicClock } from "../../../lib/clock.ts";

/** Podiums sent in one step: each is some kilobytes. */
const PODIUMS_PER_STEP = 32;
/** A podium waits this long for its hunter, in ms. */
const WAIT_MS = AWAY_TICKS * TICK_MS;

/** A hunter's podium. */
export type PlayerPodium = readonly [playerId: PlayerId, podium: Podium];

interface Waiting {
  readonly podium: Podium;
  readonly untilMs: number;
}

export class PodiumQueue {
  readonly #clock: MonotonicClock;
  /** Sends a podium; false if its player is not there. */
  readonly #send: (playerId: PlayerId, podium: Podium) => boolean;
  readonly #due: PlayerPodium[] = [];
  /** Of hunters who were away, the oldest first: a newer podium of a hunter replaces the older one. */
  readonly #waiting = new Map<PlayerId, Waiting>();

  constructor(clock: MonotonicClock, send: (playerId: PlayerId, podium: Podium) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  add(podiums: readonly PlayerPodium[]): void {
    for (const podium of podiums) this.#due.push(podium);
  }

  /** A player has entered: their podium, if one waits, is sent with this step. */
  entered(playerId: PlayerId): void {
    const waiting = this.#waiting.get(playerId);
    if (waiting === undefined) return;
    this.#waiting.delete(playerId);
    this.#due.push([playerId, waiting.podium]);
  }

  /** Sends what is due; call it once a step. */
  endStep(): void {
    const nowMs = this.#clock.nowMs();
    for (const [playerId, { untilMs }] of this.#waiting) {
      if (untilMs > nowMs) break;
      this.#waiting.delete(playerId);
    }
    for (const [playerId, podium] of this.#due.splice(0, PODIUMS_PER_STEP)) {
      if (this.#send(playerId, podium)) continue;
      this.#waiting.delete(playerId);
      this.#waiting.set(playerId, { podium, untilMs: nowMs + WAIT_MS });
    }
  }
}
