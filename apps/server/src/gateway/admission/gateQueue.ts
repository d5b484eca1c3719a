// The queue of connections that wait to be admitted, first come, first served, at one pace for all. Knows nothing of HTTP:
// each entry brings its own action for admission.
import type { Socket } from "node:net";
import type { MonotonicClock } from "../../lib/clock.ts";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { Pacer, type PacerLimits } from "./pacer.ts";

export interface GateQueueLimits extends PacerLimits {
  /** Maximum expected wait, in ms; connections that would wait longer are rejected. */
  readonly maxWaitMs: number;
  /** Maximum length of the queue, at any pace. */
  readonly maxWaiting: number;
  /** Maximum number of entering players: at this limit the world is the bottleneck, and the queue waits for it. */
  readonly maxEntering: number;
}

export interface GateQueueOptions {
  readonly limits: GateQueueLimits;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread retries. */
  readonly random: () => number;
  /** Players that are admitted and that the world has not answered yet. */
  readonly entering: () => number;
}

const STEP_MS = 5;
/** Minimum span over which retries are spread after the queue has drained, in ms; longer if the queue is. */
const SPREAD_MS = 4_000;

export class GateQueue {
  readonly #options: GateQueueOptions;
  readonly #pacer: Pacer;
  readonly #waiting = new Map<Socket, () => void>();
  #timer: NodeJS.Timeout | undefined;
  #steppedMs = 0;
  #closed = false;

  constructor(options: GateQueueOptions) {
    this.#options = options;
    this.#pacer = new Pacer(options.limits, options.clock.nowMs());
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** Connections admitted per second, at present. */
  get perSecond(): number {
    return this.#pacer.perSecond;
  }

  /** Current capacity of the queue. */
  get room(): number {
    const { maxWaiting, maxWaitMs } = this.#options.limits;
    return Math.min(maxWaiting, (this.#pacer.perSecond * maxWaitMs) / 1000);
  }

  /** Queues a connection and runs `admit` when its turn comes, perhaps at once; false if the queue is full. */
  enter(socket: Socket, admit: () => void): boolean {
    if (this.#closed || this.#waiting.size >= this.room) return false;
    this.#waiting.set(socket, admit);
    if (this.#timer === undefined) this.#step();
    return true;
  }

  /** Removes a connection. */
  leave(socket: Socket): void {
    this.#waiting.delete(socket);
  }

  /** Retry delay for a rejected connection, in whole seconds. */
  retryAfterSeconds(): number {
    const waitMs = (1000 * this.#waiting.size) / this.#pacer.perSecond;
    return Math.ceil((waitMs + this.#options.random() * Math.max(SPREAD_MS, waitMs)) / 1000);
  }

  /** Stops admitting; returns the connections that were still waiting. */
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
    for (const [socket, admit] of this.#waiting) {
      if (entering() >= limits.maxEntering || !this.#pacer.take(nowMs)) break;
      this.#waiting.delete(socket);
      boundary.run("gate", admit, () => socket.destroy());
    }
    if (this.#waiting.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined) {
      this.#steppedMs = nowMs;
      this.#pacer.begin(nowMs);
      this.#timer = setInterval(() => this.#tick(), STEP_MS);
    }
  }

  #tick(): void {
    const nowMs = this.#options.clock.nowMs();
    this.#pacer.observe(Math.max(0, nowMs - this.#steppedMs - STEP_MS), nowMs);
    this.#steppedMs = nowMs;
    this.#step();
  }
}
