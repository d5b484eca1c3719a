// Counts each address's open connections and holds one token bucket per address. Bounded: an idle address is removed once
// its bucket would be full again, and earlier if there are too many.
import { TokenBucket } from "../../lib/tokenBucket.ts";

export interface AddressBucket {
  /** Refill rate and capacity of an address's bucket. */
  readonly perSecond: number;
  readonly burst: number;
}

/** Limit of remembered addresses without a connection; past it the longest idle one is removed. */
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
  /** Longest idle first. */
  readonly #idle = new Map<string, Entry>();

  constructor(limits: AddressBucket, maxIdle = MAX_IDLE) {
    this.#limits = limits;
    this.#maxIdle = maxIdle;
  }

  /** Remembered addresses, with and without connections. */
  get size(): number {
    return this.#busy.size + this.#idle.size;
  }

  /** Counts a connection and returns how many its group has open; `extra` raises the limits of a new group's bucket. */
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

  /** Counts a closed connection. */
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

  /** Takes a token from the bucket of a group with an open connection; false if there is none. */
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
