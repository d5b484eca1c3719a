// Everybody who hunts or has a detector out, online or not: one row in typed-array columns each, found by account. Free
// rows are reused, the lowest first, so that a restored table gives out the same rows. It knows no rule.
import { MAX_CHARGES } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { ChangedRows } from "../columns/changedRows.ts";
import { grown } from "../columns/grown.ts";

/** The readings that a row keeps of its thread: the newest, for a player who comes back. */
export const MAX_KEPT_READINGS = 64;
/** No cache, and no tile. */
export const NO_CACHE = 0xffff;
export const NO_TILE = 0xffff;
const MIN_CAPACITY = 64;

/** Whether a hunter has a mover. One who is away for AWAY_TICKS drops out: of the thread and of the team. */
export const Away = { no: 0, yes: 1, dropped: 2 } as const;
export type Away = (typeof Away)[keyof typeof Away];

export class Hunters {
  /** Account row + 1; 0 for a free row. */
  account: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Number of the hunt; 0 while free roaming. */
  hunt: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  points: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Caches of this hunt that the hunter struck. */
  finds: Uint16Array<ArrayBuffer> = new Uint16Array(MIN_CAPACITY);
  /** The cache that the detector is tuned to, and the number that its player knows the thread by; 0 for none. */
  cache: Uint16Array<ArrayBuffer> = new Uint16Array(MIN_CAPACITY);
  thread: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Charges at `chargeTick`; the next one comes CHARGE_TICKS later. */
  charges: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  chargeTick: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  readingFrom: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  retuneFrom: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** `Away` while the player has no mover, and since when. */
  away: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  awayTick: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  joinedTick: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** The `Tool` that the hunter has; the tick up to which boots run, and from which they can be used again. */
  tool: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  toolUntil: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  toolFrom: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  bot: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  /** The clues of its thread that the player was told: bit 0 the piece, bit 1 the riddle, the number of hints from bit 2. */
  told: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  /** The tile that the hunter marked as the crown's; NO_TILE for none. */
  markX: Uint16Array<ArrayBuffer> = new Uint16Array(MIN_CAPACITY);
  markY: Uint16Array<ArrayBuffer> = new Uint16Array(MIN_CAPACITY);
  /** Hints that a mimic gave to this hunter's thread beyond the public ones. */
  bonusHints: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  /** 1 for a guest of the team: joined it while the hunt ran, and shares its thread and chart but no points. */
  guest: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  /** Readings of the thread: how many there were, and the newest as `cellY << 16 | cellX`, a ring. */
  readingCount: Uint16Array<ArrayBuffer> = new Uint16Array(MIN_CAPACITY);
  readings: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY * MAX_KEPT_READINGS);
  /** Rows from here on were never used. */
  high = 0;
  count = 0;
  /** Rows with Away.yes; derived. */
  awayCount = 0;
  /** Rows whose saved values changed. Not part of the world's state. */
  readonly changes: ChangedRows = new ChangedRows();
  /** Free rows below `high`, descending. */
  readonly #free: number[] = [];
  readonly #rows = new Map<number, number>();

  /** The row of an account; undefined if it has none. */
  find(account: number): number | undefined {
    return this.#rows.get(account);
  }

  /** The row of an account; a new one has all charges and no hunt. */
  take(account: number, tick: Tick): number {
    const known = this.#rows.get(account);
    if (known !== undefined) return known;
    const row = this.#free.pop() ?? this.high++;
    if (row === this.account.length) this.#reserve(row + 1);
    this.count++;
    this.account[row] = account + 1;
    this.hunt[row] = 0;
    this.points[row] = 0;
    this.finds[row] = 0;
    this.charges[row] = MAX_CHARGES;
    this.chargeTick[row] = tick;
    this.readingFrom[row] = tick;
    this.retuneFrom[row] = tick;
    this.away[row] = 0;
    this.awayTick[row] = tick;
    this.joinedTick[row] = tick;
    this.tool[row] = 0;
    this.toolUntil[row] = tick;
    this.toolFrom[row] = tick;
    this.bot[row] = 0;
    this.guest[row] = 0;
    this.markX[row] = NO_TILE;
    this.markY[row] = NO_TILE;
    this.untune(row);
    this.#rows.set(account, row);
    this.changes.add(row);
    return row;
  }

  /** Frees a row. */
  release(row: number): void {
    if (this.away[row] === Away.yes) this.awayCount--;
    this.away[row] = Away.no;
    this.#rows.delete(this.account[row] - 1);
    this.account[row] = 0;
    this.hunt[row] = 0;
    this.untune(row);
    this.count--;
    let at = this.#free.length;
    while (at > 0 && this.#free[at - 1] < row) at--;
    this.#free.splice(at, 0, row);
  }

  /** Sets whether a hunter has a mover, and since when not. */
  setAway(row: number, away: Away, tick: Tick): void {
    if (this.away[row] === Away.yes) this.awayCount--;
    if (away === Away.yes) this.awayCount++;
    this.away[row] = away;
    this.awayTick[row] = tick;
    this.changes.add(row);
  }

  /** Takes a row off its thread and drops the thread's readings. */
  untune(row: number): void {
    this.cache[row] = NO_CACHE;
    this.thread[row] = 0;
    this.told[row] = 0;
    this.bonusHints[row] = 0;
    this.readingCount[row] = 0;
    this.changes.add(row);
  }

  /** Keeps a reading of the row's thread. */
  keepReading(row: number, cellX: number, cellY: number): void {
    const count = this.readingCount[row];
    this.readings[row * MAX_KEPT_READINGS + (count % MAX_KEPT_READINGS)] = ((cellY << 16) | cellX) >>> 0;
    // Past the ring's length only the position in the ring counts, so the number stays within 16 bits.
    this.readingCount[row] = count + 1 === 2 * MAX_KEPT_READINGS ? MAX_KEPT_READINGS : count + 1;
    this.changes.add(row);
  }

  /** The kept readings of a row's thread, oldest first, as `cellY << 16 | cellX`. */
  keptReadings(row: number): number[] {
    const count = this.readingCount[row];
    const kept = Math.min(count, MAX_KEPT_READINGS);
    const first = count - kept;
    return Array.from(
      { length: kept },
      (_, i) => this.readings[row * MAX_KEPT_READINGS + ((first + i) % MAX_KEPT_READINGS)],
    );
  }

  /** Makes room for saved rows, before their columns are filled. */
  reserve(high: number): void {
    this.#reserve(high);
    this.high = high;
  }

  /** Rebuilds what is derived from the columns after they were filled from saved data. */
  reindex(): void {
    this.#rows.clear();
    this.#free.length = 0;
    this.count = 0;
    this.awayCount = 0;
    for (let row = this.high - 1; row >= 0; row--) {
      if (this.account[row] === 0) this.#free.push(row);
      else {
        this.#rows.set(this.account[row] - 1, row);
        this.count++;
        if (this.away[row] === Away.yes) this.awayCount++;
      }
    }
  }

  /** Every column up to the highest row used, in a fixed order. */
  columns(): readonly (Uint8Array | Uint16Array | Uint32Array)[] {
    const { high } = this;
    return [
      this.account.subarray(0, high),
      this.hunt.subarray(0, high),
      this.points.subarray(0, high),
      this.finds.subarray(0, high),
      this.cache.subarray(0, high),
      this.thread.subarray(0, high),
      this.charges.subarray(0, high),
      this.chargeTick.subarray(0, high),
      this.readingFrom.subarray(0, high),
      this.retuneFrom.subarray(0, high),
      this.away.subarray(0, high),
      this.awayTick.subarray(0, high),
      this.joinedTick.subarray(0, high),
      this.tool.subarray(0, high),
      this.toolUntil.subarray(0, high),
      this.toolFrom.subarray(0, high),
      this.bot.subarray(0, high),
      this.told.subarray(0, high),
      this.markX.subarray(0, high),
      this.markY.subarray(0, high),
      this.bonusHints.subarray(0, high),
      this.guest.subarray(0, high),
      this.readingCount.subarray(0, high),
      this.readings.subarray(0, high * MAX_KEPT_READINGS),
    ];
  }

  #reserve(rows: number): void {
    let capacity = this.account.length;
    while (capacity < rows) capacity *= 2;
    if (capacity === this.account.length) return;
    this.account = grown(this.account, new Uint32Array(capacity));
    this.hunt = grown(this.hunt, new Uint32Array(capacity));
    this.points = grown(this.points, new Uint32Array(capacity));
    this.finds = grown(this.finds, new Uint16Array(capacity));
    this.cache = grown(this.cache, new Uint16Array(capacity));
    this.thread = grown(this.thread, new Uint32Array(capacity));
    this.charges = grown(this.charges, new Uint8Array(capacity));
    this.chargeTick = grown(this.chargeTick, new Uint32Array(capacity));
    this.readingFrom = grown(this.readingFrom, new Uint32Array(capacity));
    this.retuneFrom = grown(this.retuneFrom, new Uint32Array(capacity));
    this.away = grown(this.away, new Uint8Array(capacity));
    this.awayTick = grown(this.awayTick, new Uint32Array(capacity));
    this.joinedTick = grown(this.joinedTick, new Uint32Array(capacity));
    this.tool = grown(this.tool, new Uint8Array(capacity));
    this.toolUntil = grown(this.toolUntil, new Uint32Array(capacity));
    this.toolFrom = grown(this.toolFrom, new Uint32Array(capacity));
    this.bot = grown(this.bot, new Uint8Array(capacity));
    this.told = grown(this.told, new Uint8Array(capacity));
    this.markX = grown(this.markX, new Uint16Array(capacity));
    this.markY = grown(this.markY, new Uint16Array(capacity));
    this.bonusHints = grown(this.bonusHints, new Uint8Array(capacity));
    this.guest = grown(this.guest, new Uint8Array(capacity));
    this.readingCount = grown(this.readingCount, new Uint16Array(capacity));
    this.readings = grown(this.readings, new Uint32Array(capacity * MAX_KEPT_READINGS));
  }
}
