// Leader election for the world: a lease in Redis with a fencing token that only grows. It decides only whether this process
// may be the world. It measures time by a monotonic clock and never compares it with another machine's. Our own code because
// its fencing token must keep growing when Redis loses its data or comes back from an old file (docs/adr/0004).
//
//   waiting -> held -> suspended (Redis is unreachable, the lease may have expired) -> held, if nobody else took it
//                |                                                                  -> deposed
//                +-> offered to a named standby -> released, once the standby has taken it
//                |                              -> held under a higher token, if it has not within a bound
//                |                              -> deposed, if somebody else took the lease meanwhile
//                +-> deposed (another process holds it, or has held it)
import { randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { LATE, OFFER, RECLAIM, RELEASE, RENEW, requestLease } from "./leaseScripts.ts";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";

const DEFAULT_LEASE_TTL_MS = 2000;
const TRIES_PER_TTL = 5;

/** A named successor that has not taken the lease for this long has lost the offer, in ms. */
const DEFAULT_OFFER_MS = 1_500;
/** How often the state of an offer is looked at, in ms. */
const LOOK_AT_OFFER_MS = 20;

export type LeaseState = "waiting" | "held" | "suspended" | "offered" | "deposed" | "released";

export interface WorldLeaseOptions {
  readonly ttlMs?: number;
  readonly offerMs?: number;
  /** The name under which the lease can be offered to this process; random by default, so that nobody offers it. */
  readonly candidate?: string;
}

export class WorldLease {
  readonly #bus: RedisBus;
  readonly #names: RedisNames;
  readonly #ttlMs: number;
  readonly #offerMs: number;
  readonly #candidate: string;
  readonly #listeners = new Set<(state: LeaseState) => void>();
  readonly #stopFollowing: () => void;
  #timer: NodeJS.Timeout;
  #state: LeaseState = "waiting";
  #token = 0;
  /** When the last successful renewal was sent: the lease is ours until one TTL after it. */
  #renewedAtMs = 0;
  /** Takeover grace period: after a standby reconnects to Redis, the previous holder has one TTL to come back. */
  #graceUntilMs = 0;
  #asking = false;
  /** Redis's clock minus ours, by the last answer, in ms; 0 before the first. A step of a clock makes one request late. */
  #redisAheadMs = 0;
  #offering = false;
  /** The token under which the lease was offered, to whom, and until when it is theirs alone. */
  #offer = { token: 0, to: "", untilMs: 0 };

  /** Starts trying to take the lease. */
  constructor(bus: RedisBus, names: RedisNames, options: WorldLeaseOptions = {}) {
    const { ttlMs = DEFAULT_LEASE_TTL_MS, offerMs = DEFAULT_OFFER_MS } = options;
    this.#bus = bus;
    this.#names = names;
    this.#ttlMs = ttlMs;
    this.#offerMs = offerMs;
    this.#candidate = options.candidate ?? randomBytes(16).toString("hex");
    this.#stopFollowing = bus.onState((up) => {
      if (up) this.#graceUntilMs = performance.now() + ttlMs;
      void this.#step();
    });
    this.#timer = setInterval(() => void this.#step(), ttlMs / TRIES_PER_TTL);
    void this.#step();
  }

  #every(ms: number): void {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#step(), ms);
  }

  get state(): LeaseState {
    return this.#state;
  }

  /** The token of the last leadership term, which is the world's epoch; 0 before the first. */
  get token(): number {
    return this.#token;
  }

  /** Adds a listener for every change of state; the returned function removes it. */
  onState(listener: (state: LeaseState) => void): () => void {
    const own = (state: LeaseState): void => listener(state);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Resolves with true once the lease is held, with false if it is released before that. */
  held(): Promise<boolean> {
    if (this.#state !== "waiting") return Promise.resolve(this.#state === "held");
    return new Promise((resolve) => {
      const stop = this.onState((state) => {
        if (state === "waiting") return;
        stop();
        resolve(state === "held");
      });
    });
  }

  /** Asks for the lease now, for example because it was just offered. */
  look(): void {
    void this.#step();
  }

  /**
   * Gives the lease to the standby of that name, under a higher token: from then on nothing that this process writes counts.
   * Resolves with true once the standby has taken it; with false if it has not and this process leads again, under a still
   * higher token, or is deposed. Does not reject: while Redis is away, it waits.
   */
  async offerTo(candidate: string): Promise<boolean> {
    if (this.#state !== "held") return false;
    const { lease, token, offer } = this.#names;
    const nowMs = performance.now();
    // A renewal between the offer and its answer would look like another process's lease.
    this.#offering = true;
    const answer = Number(
      await this.#bus.client
        .eval(OFFER, {
          keys: [lease, token, offer],
          arguments: [String(this.#token), candidate, String(this.#offerMs)],
        })
        .catch(() => 0),
    );
    this.#offering = false;
    // Without an answer the offer may stand or not: if it does, renewing fails, and this process is deposed.
    if (answer <= 0 || (this.#state as LeaseState) !== "held") return false;
    this.#offer = { token: answer, to: candidate, untilMs: nowMs + this.#offerMs };
    this.#become("offered");
    this.#every(LOOK_AT_OFFER_MS);
    this.#bus.publish(this.#names.offered, Buffer.from(candidate), () => {});
    return new Promise((resolve) => {
      const stop = this.onState((state) => {
        stop();
        resolve(state === "released");
      });
    });
  }

  /** Releases the lease, so that a standby does not have to wait until it expires. */
  async release(): Promise<void> {
    const wasHeld = this.#state === "held";
    this.#end("released");
    if (!wasHeld) return;
    const { lease } = this.#names;
    await this.#bus.client
      .eval(RELEASE, { keys: [lease], arguments: [String(this.#token)] })
      .catch(() => undefined);
  }

  async #step(): Promise<void> {
    const nowMs = performance.now();
    // A holder that was stalled, or waited for Redis, asks once more before it is suspended.
    if (
      this.#state === "held" &&
      nowMs - this.#renewedAtMs > this.#ttlMs &&
      (this.#asking || this.#offering || !this.#bus.up)
    ) {
      this.#become("suspended");
    }
    if (this.#asking || this.#offering || !this.#bus.up) return;
    this.#asking = true;
    try {
      if (this.#state === "held") await this.#renew(nowMs);
      else if (this.#state === "suspended") await this.#take(nowMs);
      else if (this.#state === "offered") await this.#lookAtOffer(nowMs);
      else if (this.#state === "waiting" && nowMs >= this.#graceUntilMs) await this.#take(nowMs);
    } catch {
      // Redis is gone or rejects commands; the next step tries again.
      if (this.#state === "held" && performance.now() - this.#renewedAtMs > this.#ttlMs) {
        this.#become("suspended");
      }
    } finally {
      this.#asking = false;
    }
  }

  async #renew(nowMs: number): Promise<void> {
    const { lease } = this.#names;
    const renewed = await this.#bus.client.eval(RENEW, {
      keys: [lease],
      arguments: [String(this.#token), String(this.#ttlMs)],
    });
    if (this.#state !== "held") return;
    if (renewed === 1) this.#renewedAtMs = nowMs;
    else await this.#take(nowMs);
  }

  async #take(nowMs: number): Promise<void> {
    const askedAtMs = performance.now();
    const { answer, timeMs } = await requestLease(this.#bus, this.#names, {
      previous: this.#token,
      ttlMs: this.#ttlMs,
      keep: this.#state === "held",
      candidate: this.#candidate,
      latestMs: this.#redisAheadMs === 0 ? 0 : Math.ceil(askedAtMs + this.#redisAheadMs + this.#ttlMs),
    });
    this.#redisAheadMs = timeMs - askedAtMs;
    if (answer === LATE) return;
    if (this.#state === "released" || this.#state === "deposed") return;
    if (answer > 0) {
      const same = answer === this.#token && this.#state === "held";
      this.#token = answer;
      this.#renewedAtMs = nowMs;
      if (!same) this.#become("held");
    } else if (this.#token > 0) {
      this.#end("deposed");
    }
  }

  /** Whether the successor has taken the lease; past the bound this process takes it back, unless somebody else has it. */
  async #lookAtOffer(nowMs: number): Promise<void> {
    const { lease, token, offer } = this.#names;
    const { token: offered, to, untilMs } = this.#offer;
    const answer = Number(
      await this.#bus.client.eval(RECLAIM, {
        keys: [lease, token, offer],
        arguments: [String(offered), to, nowMs < untilMs ? "wait" : "reclaim", String(this.#ttlMs)],
      }),
    );
    if (this.#state !== "offered" || answer === 0) return;
    if (answer < 0) {
      this.#end(answer === -1 ? "released" : "deposed");
      return;
    }
    this.#token = answer;
    this.#renewedAtMs = nowMs;
    this.#every(this.#ttlMs / TRIES_PER_TTL);
    this.#become("held");
  }

  #become(state: LeaseState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) this.#bus.guard(() => listener(state));
  }

  /** Ends for good: removes the timer and all listeners. */
  #end(state: "released" | "deposed"): void {
    clearInterval(this.#timer);
    this.#stopFollowing();
    this.#become(state);
    this.#listeners.clear();
  }
}
