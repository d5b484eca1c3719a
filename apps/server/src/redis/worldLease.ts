// Leader election for the world: a lease in Redis with a fencing token that only grows. It decides only whether this process
// may be the world. It measures time by a monotonic clock and never compares it with another machine's. Our own code because
// its fencing token must keep growing when Redis loses its data or comes back from an old file (docs/adr/0004).
//
//   waiting -> held -> suspended (Redis is unreachable, the lease may have expired) -> held, if nobody else took it
//                |                                                                  -> deposed
//                +-> deposed (another process holds it, or has held it)
import { performance } from "node:perf_hooks";
import type { RedisBus } from "./redisBus.ts";
import type { RedisNames } from "./redisNames.ts";

/**
 * Takes the lease if it is free and returns the token; 0 if it is taken, -1 if another process has held it since
 * `previous`. Tokens are at least the time in seconds, so that they grow even when Redis has lost its data. With `keep`, a
 * holder that renews late keeps its token if nobody else took the lease. A Redis whose tokens are all older than `previous`
 * has come back from an old file: nobody has held the lease since, whatever it says.
 */
const TAKE = `
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local previous = tonumber(ARGV[1])
local holder = tonumber(redis.call('GET', KEYS[1]) or '0')
if previous > 0 and last > previous then return -1 end
if holder > previous then return 0 end
if ARGV[3] == 'keep' and previous > 0 and last == previous then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return previous
end
local token = math.max(last + 1, previous + 1, tonumber(redis.call('TIME')[1]))
redis.call('SET', KEYS[2], string.format('%d', token))
redis.call('SET', KEYS[1], string.format('%d', token), 'PX', ARGV[2])
return token`;
const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])`;
const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

const DEFAULT_LEASE_TTL_MS = 2000;
const TRIES_PER_TTL = 5;

export type LeaseState = "waiting" | "held" | "suspended" | "deposed" | "released";

export class WorldLease {
  readonly #bus: RedisBus;
  readonly #names: RedisNames;
  readonly #ttlMs: number;
  readonly #listeners = new Set<(state: LeaseState) => void>();
  readonly #stopFollowing: () => void;
  readonly #timer: NodeJS.Timeout;
  #state: LeaseState = "waiting";
  #token = 0;
  /** When the last successful renewal was sent: the lease is ours until one TTL after it. */
  #renewedAtMs = 0;
  /** Takeover grace period: after a standby reconnects to Redis, the previous holder has one TTL to come back. */
  #graceUntilMs = 0;
  #asking = false;

  /** Starts trying to take the lease. */
  constructor(bus: RedisBus, names: RedisNames, ttlMs: number = DEFAULT_LEASE_TTL_MS) {
    this.#bus = bus;
    this.#names = names;
    this.#ttlMs = ttlMs;
    this.#stopFollowing = bus.onState((up) => {
      if (up) this.#graceUntilMs = performance.now() + ttlMs;
      void this.#step();
    });
    this.#timer = setInterval(() => void this.#step(), ttlMs / TRIES_PER_TTL);
    void this.#step();
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
      (this.#asking || !this.#bus.up)
    ) {
      this.#become("suspended");
    }
    if (this.#asking || !this.#bus.up) return;
    this.#asking = true;
    try {
      if (this.#state === "held") await this.#renew(nowMs);
      else if (this.#state === "suspended") await this.#take(nowMs);
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
    const { lease, token } = this.#names;
    const answer = Number(
      await this.#bus.client.eval(TAKE, {
        keys: [lease, token],
        arguments: [String(this.#token), String(this.#ttlMs), this.#state === "held" ? "keep" : "new"],
      }),
    );
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
