// Recent events of one map chunk: a ring of (tick, value) pairs, oldest first, limited in age and number. It never
// exceeds its limits; `reaches` tells whether all entries after a tick are still held.
import type { Tick } from "@doubloon/shared/ids";
import { isAfter, since32 } from "@doubloon/shared/time";
import { MAX_SINCE_TICKS } from "@doubloon/shared/wire/frameLayout";

const MIN_CAPACITY = 8;
const MAX_CAPACITY = 4096;

export class ChunkLog {
  #ticks = new Uint32Array(MIN_CAPACITY);
  #values = new Uint32Array(MIN_CAPACITY);
  #head = 0;
  #count = 0;
  /** Entries up to this tick may be lost; undefined while only entries that were too old were lost. */
  #lostTick: Tick | undefined;

  /** Appends `value` at `tick`. Ticks never decrease. */
  push(tick: Tick, value: number): void {
    const mask = this.#ticks.length - 1;
    while (this.#count > 0 && since32(tick, this.#ticks[this.#head] as Tick) > MAX_SINCE_TICKS) this.#drop();
    if (this.#count > mask) {
      if (this.#ticks.length < MAX_CAPACITY) this.#grow();
      else {
        this.#lostTick = this.#ticks[this.#head] as Tick;
        this.#drop();
      }
    }
    const at = (this.#head + this.#count) & (this.#ticks.length - 1);
    this.#ticks[at] = tick;
    this.#values[at] = value;
    this.#count++;
  }

  /** Whether every entry after `tick` is still held. */
  reaches(tick: Tick): boolean {
    return this.#lostTick === undefined || since32(tick, this.#lostTick) >= 0;
  }

  /** The number of entries after `tick`. They are the newest ones, see `value`. */
  countSince(tick: Tick): number {
    const mask = this.#ticks.length - 1;
    let newer = 0;
    while (newer < this.#count) {
      const at = (this.#head + this.#count - 1 - newer) & mask;
      if (!isAfter(this.#ticks[at], tick)) break;
      newer++;
    }
    return newer;
  }

  /** The value of the `back`-th newest entry, from 0. */
  value(back: number): number {
    return this.#values[(this.#head + this.#count - 1 - back) & (this.#ticks.length - 1)];
  }

  #drop(): void {
    this.#head = (this.#head + 1) & (this.#ticks.length - 1);
    this.#count--;
  }

  #grow(): void {
    const mask = this.#ticks.length - 1;
    const ticks = new Uint32Array(this.#ticks.length * 2);
    const values = new Uint32Array(ticks.length);
    for (let i = 0; i < this.#count; i++) {
      ticks[i] = this.#ticks[(this.#head + i) & mask];
      values[i] = this.#values[(this.#head + i) & mask];
    }
    this.#ticks = ticks;
    this.#values = values;
    this.#head = 0;
  }
}

/** A log for each chunk, created on first use. */
export class ChunkLogs {
  readonly #logs: (ChunkLog | undefined)[];
  /**
   * Tick of each log's newest entry. Most chunks have no news, and this one column shows it without reading the logs.
   */
  readonly #newest: Int32Array<ArrayBuffer>;

  constructor(chunks: number) {
    this.#logs = Array.from({ length: chunks }, () => undefined);
    this.#newest = new Int32Array(chunks);
  }

  push(chunk: number, tick: Tick, value: number): void {
    let log = this.#logs[chunk];
    if (log === undefined) {
      log = new ChunkLog();
      this.#logs[chunk] = log;
    }
    log.push(tick, value);
    this.#newest[chunk] = tick;
  }

  /** Returns a chunk's log if it may have entries after `tick`. */
  newsOf(chunk: number, tick: Tick): ChunkLog | undefined {
    return isAfter(this.#newest[chunk], tick) ? this.#logs[chunk] : undefined;
  }
}
