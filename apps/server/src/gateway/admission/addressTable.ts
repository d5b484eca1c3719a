// How many connections each address has open, and how fast it may do more: one token bucket an address. Bounded: what an
// address did is forgotten once its bucket would be full again, and idle addresses give way to newer ones before that.
import { TokenBucket } from "../../lib/tokenBucket.ts";

export interface AddressBucket {
  /** Tokens an address gets back in a second, and the most it can have. */
  readonly perSecond: number;
  readonly burst: number;
}

/** Addresses without a connection that are remembered; past it the one that has been idle longest is forgotten. */
const MAX_IDLE = 16_384;

interface Entry {
  open: number;
  readonly bucket: TokenBucket;
  idleSinceMs: number;
}

export class AddressTable {
  readonly #limits: AddressBucket;
  readonly #maxIdle: number;
  readonly #busy = new Map<string, Entry>();
  /** In the order in which they became idle. */
  readonly #idle = new Map<string, Entry>();

  constructor(limits: AddressBucket, maxIdle = MAX_IDLE) {
    this.#limits = limits;
    this.#maxIdle = maxIdle;
  }

  /** Addresses that are remembered. */
  get size(): number {
    return this.#busy.size + this.#idle.size;
  }

  /** One more connection from a group; `extra` widens the burst of a group that is new. Answers how many it has open. */
  open(group: string, extra: number, nowMs: number): number {
    let entry = this.#busy.get(group);
    if (entry === undefined) {
      const { perSecond, burst } = this.#limits;
      entry = this.#idle.get(group) ?? {
        open: 0,
        bucket: new TokenBucket(perSecond + extra, burst + extra, nowMs),
        idleSinceMs: 0,
      };
      this.#idle.delete(group);
      this.#busy.set(group, entry);
    }
    return ++entry.open;
  }

  /** One connection fewer. */
  close(group: string, nowMs: number): void {
    const entry = this.#busy.get(group);
    if (entry === undefined || --entry.open > 0) return;
    this.#busy.delete(group);
    entry.idleSinceMs = nowMs;
    this.#idle.set(group, entry);
    this.#forget(nowMs);
  }

  openFrom(group: string): number {
    return this.#busy.get(group)?.open ?? 0;
  }

  /** Whether a group with an open connection may do what the bucket is for once more. */
  take(group: string, nowMs: number): boolean {
    return this.#busy.get(group)?.bucket.take(nowMs) ?? false;
  }

  #forget(nowMs: number): void {
    const { perSecond, burst } = this.#limits;
    const beforeMs = nowMs - (1000 * burst) / perSecond;
    for (const [group, { idleSinceMs }] of this.#idle) {
      if (idleSinceMs > beforeMs && this.#idle.size <= this.#maxIdle) return;
      this.#idle.delete(group);
    }
  }
}
