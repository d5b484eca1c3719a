// The connections that wait to be let in to play, in the order in which they came, and the pace at which they are. One
// pace for all, however they came. Knows nothing of HTTP: what letting in means is handed over with each.
import type { Socket } from "node:net";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { MonotonicClock } from "../../lib/monotonicClock.ts";
import { Pacer, type PacerLimits } from "./pacer.ts";

export interface GateQueueLimits extends PacerLimits {
  /** Nobody waits longer than about this, in ms; who would have to is sent away. */
  readonly maxWaitMs: number;
  /** Connections that wait at one time, whatever the pace. */
  readonly maxWaiting: number;
  /** Players on their way into the world at one time: past it the world is the slower one, and the gate waits for it. */
  readonly maxEntering: number;
}

export interface GateQueueOptions {
  readonly limits: GateQueueLimits;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, for spreading those who are sent away. */
  readonly random: () => number;
  /** Players who are in, but whom the world has not answered yet. */
  readonly entering: () => number;
}

const STEP_MS = 5;
/** Those who are sent away come back over this long beyond the time the queue needs, in ms, or more if more wait. */
const SPREAD_MS = 4_000;

export class GateQueue {
  readonly #options: GateQueueOptions;
  readonly #pace: Pacer;
  readonly #waiting = new Map<Socket, () => void>();
  #timer: NodeJS.Timeout | undefined;
  #steppedMs = 0;
  #closed = false;

  constructor(options: GateQueueOptions) {
    this.#options = options;
    this.#pace = new Pacer(options.limits, options.clock.nowMs());
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Connections let in a second, at present. */
  get perSecond(): number {
    return this.#pace.perSecond;
  }

  /** How many may wait at present. */
  get room(): number {
    const { maxWaiting, maxWaitMs } = this.#options.limits;
    return Math.min(maxWaiting, (this.#pace.perSecond * maxWaitMs) / 1000);
  }

  /** Lets a connection in when its turn comes, perhaps at once; false if there is no room for it. */
  enter(socket: Socket, letIn: () => void): boolean {
    if (this.#closed || this.#waiting.size >= this.room) return false;
    this.#waiting.set(socket, letIn);
    if (this.#timer === undefined) this.#step();
    return true;
  }

  has(socket: Socket): boolean {
    return this.#waiting.has(socket);
  }

  /** Forgets a connection that no longer waits. */
  leave(socket: Socket): void {
    this.#waiting.delete(socket);
  }

  /** When one for whom there is no room may come again, in whole seconds from now. */
  retryAfterSeconds(): number {
    const waitMs = (1000 * this.#waiting.size) / this.#pace.perSecond;
    return Math.ceil((waitMs + this.#options.random() * Math.max(SPREAD_MS, waitMs)) / 1000);
  }

  /** Lets in nobody from now on; answers who still waited. */
  close(): Socket[] {
    this.#closed = true;
    clearInterval(this.#timer);
    const left = [...this.#waiting.keys()];
    this.#waiting.clear();
    return left;
  }

  #step(): void {
    const { clock, limits, entering, boundary } = this.#options;
    const nowMs = clock.nowMs();
    for (const [socket, letIn] of this.#waiting) {
      if (entering() >= limits.maxEntering || !this.#pace.take(nowMs)) break;
      this.#waiting.delete(socket);
      boundary.run("gate", letIn, () => socket.destroy());
    }
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined) {
      this.#steppedMs = nowMs;
      this.#pace.begin(nowMs);
      this.#timer = setInterval(() => this.#tick(), STEP_MS);
    }
  }

  #tick(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#pace.observe(Math.max(0, nowMs - this.#steppedMs - STEP_MS), nowMs);
    this.#steppedMs = nowMs;
    this.#step();
  }
}
