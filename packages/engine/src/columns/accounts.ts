// Every player the world remembers, online or not: one row in typed-array columns each. Freed rows are reused.
// Lookup is by player id only; names are not unique here.
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";
import type { PlayerId, Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import { ChangedRows } from "./changedRows.ts";
import { grown } from "./grown.ts";
import { readText, writeText } from "./textColumn.ts";

/** The maximum number of players the world remembers. */
export const MAX_ACCOUNTS = 1_000_000;
export const ID_BYTES = 22;
export const NAME_BYTES = 64;
/** A list link that points to no row. */
const NONE = 0xffffffff;
const MIN_CAPACITY = 256;

export class Accounts {
  ids: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY * ID_BYTES);
  names: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY * NAME_BYTES);
  score: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Number of the award that produced the score; lower is earlier. */
  scoredAt: Float64Array<ArrayBuffer> = new Float64Array(MIN_CAPACITY);
  /** Last position in sub-tile units; -1 means start at a spawn point. Online players' position is in their mover. */
  x: Int32Array<ArrayBuffer> = new Int32Array(MIN_CAPACITY);
  y: Int32Array<ArrayBuffer> = new Int32Array(MIN_CAPACITY);
  /** Mover id + 1 of an online player; 0 for an offline one. */
  mover: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  leftTick: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** 1 for an automatic player, which is on no board. An account that a bot has used stays a bot's. */
  bot: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  /** Points won on the calendar day `day`; they count as none on another day. */
  today: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  day: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Number of the season that the best hunts belong to; they count as none in another season. */
  season: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /** Points of the best SEASON_HUNTS hunts, the best first, 0 for none; and the number of the award that came last. */
  best: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY * SEASON_HUNTS);
  seasonAt: Float64Array<ArrayBuffer> = new Float64Array(MIN_CAPACITY);
  /** 1 once the tutorial's cache was found; and the calendar day of the last daily cache found, 0 for none. */
  tutorialDone: Uint8Array<ArrayBuffer> = new Uint8Array(MIN_CAPACITY);
  dailyDay: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  /**
   * Links of two lists: idle rows (offline, no score, longest first) are linked both ways, free rows by `next` only.
   */
  next: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  previous: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  idleFirst = NONE;
  idleLast = NONE;
  idleCount = 0;
  freeFirst = NONE;
  /** Rows from here on were never used. */
  high = 0;
  /** Players remembered. */
  count = 0;
  /** Rows whose saved values changed. Not part of the world's state. */
  readonly changes: ChangedRows = new ChangedRows();
  /** Called for each row whose name changed, whose account was freed or became a bot's. For readers that span several ticks. */
  onNamed: ((row: number) => void) | undefined;
  readonly #rows = new Map<PlayerId, number>();
  readonly #limit: number;

  /** `limit` is the maximum number of players; tests use fewer than MAX_ACCOUNTS. */
  constructor(limit: number = MAX_ACCOUNTS) {
    this.#limit = limit;
  }

  get full(): boolean {
    return this.count >= this.#limit;
  }

  find(id: PlayerId): number | undefined {
    return this.#rows.get(id);
  }

  idOf(row: number): PlayerId {
    return readText(this.ids, row * ID_BYTES, ID_BYTES) as PlayerId;
  }

  nameOf(row: number): string {
    return readText(this.names, row * NAME_BYTES, NAME_BYTES);
  }

  rename(row: number, name: string): void {
    writeText(this.names, row * NAME_BYTES, NAME_BYTES, name);
    this.changes.add(row);
    this.onNamed?.(row);
  }

  /** Makes an account a bot's. The caller has taken it off the boards. */
  becomeBot(row: number): void {
    this.bot[row] = 1;
    this.changes.add(row);
    this.onNamed?.(row);
  }

  /** Adds a new player without score or position, and returns the row. The caller has checked `full`. */
  add(id: PlayerId, name: string): number {
    let row = this.freeFirst;
    if (row !== NONE) this.freeFirst = this.next[row];
    else {
      row = this.high++;
      if (row === this.score.length) this.reserve(row + 1);
    }
    this.count++;
    writeText(this.ids, row * ID_BYTES, ID_BYTES, id);
    this.rename(row, name);
    this.score[row] = 0;
    this.scoredAt[row] = 0;
    this.x[row] = -1;
    this.y[row] = -1;
    this.mover[row] = 0;
    this.leftTick[row] = 0;
    this.bot[row] = 0;
    this.today[row] = 0;
    this.day[row] = 0;
    this.season[row] = 0;
    this.best.fill(0, row * SEASON_HUNTS, (row + 1) * SEASON_HUNTS);
    this.seasonAt[row] = 0;
    this.tutorialDone[row] = 0;
    this.dailyDay[row] = 0;
    this.next[row] = NONE;
    this.previous[row] = NONE;
    this.#rows.set(id, row);
    return row;
  }

  /** Frees a row that is in no list. */
  forget(row: number): void {
    this.#rows.delete(this.idOf(row));
    this.ids.fill(0, row * ID_BYTES, (row + 1) * ID_BYTES);
    this.names.fill(0, row * NAME_BYTES, (row + 1) * NAME_BYTES);
    this.onNamed?.(row);
    this.next[row] = this.freeFirst;
    this.freeFirst = row;
    this.count--;
    this.changes.add(row);
  }

  /** Appends an offline player without a score to the idle list. */
  addIdle(row: number, tick: Tick): void {
    this.leftTick[row] = tick;
    this.next[row] = NONE;
    this.previous[row] = this.idleLast;
    if (this.idleLast === NONE) this.idleFirst = row;
    else this.next[this.idleLast] = row;
    this.idleLast = row;
    this.idleCount++;
  }

  removeIdle(row: number): void {
    const next = this.next[row];
    const previous = this.previous[row];
    if (previous === NONE) this.idleFirst = next;
    else this.next[previous] = next;
    if (next === NONE) this.idleLast = previous;
    else this.previous[next] = previous;
    this.next[row] = NONE;
    this.previous[row] = NONE;
    this.idleCount--;
  }

  /** Grows the columns to at least `rows` rows. */
  reserve(rows: number): void {
    let capacity = this.score.length;
    while (capacity < rows) capacity *= 2;
    if (capacity === this.score.length) return;
    this.ids = grown(this.ids, new Uint8Array(capacity * ID_BYTES));
    this.names = grown(this.names, new Uint8Array(capacity * NAME_BYTES));
    this.score = grown(this.score, new Uint32Array(capacity));
    this.scoredAt = grown(this.scoredAt, new Float64Array(capacity));
    this.x = grown(this.x, new Int32Array(capacity));
    this.y = grown(this.y, new Int32Array(capacity));
    this.mover = grown(this.mover, new Uint32Array(capacity));
    this.leftTick = grown(this.leftTick, new Uint32Array(capacity));
    this.bot = grown(this.bot, new Uint8Array(capacity));
    this.today = grown(this.today, new Uint32Array(capacity));
    this.day = grown(this.day, new Uint32Array(capacity));
    this.season = grown(this.season, new Uint32Array(capacity));
    this.best = grown(this.best, new Uint32Array(capacity * SEASON_HUNTS));
    this.seasonAt = grown(this.seasonAt, new Float64Array(capacity));
    this.tutorialDone = grown(this.tutorialDone, new Uint8Array(capacity));
    this.dailyDay = grown(this.dailyDay, new Uint32Array(capacity));
    this.next = grown(this.next, new Uint32Array(capacity));
    this.previous = grown(this.previous, new Uint32Array(capacity));
  }

  /** Rebuilds the index by player id after the columns were filled from saved data. */
  reindex(): void {
    this.#rows.clear();
    for (let row = 0; row < this.high; row++) {
      if (this.ids[row * ID_BYTES] !== 0) this.#rows.set(this.idOf(row), row);
    }
  }

  /**
   * Rebuilds everything derived from the saved columns, with nobody online: the index by id, the count, the free list
   * (lowest row first) and the idle list (longest offline first).
   */
  rebuild(high: number, tick: Tick): void {
    this.high = high;
    this.reindex();
    this.count = this.#rows.size;
    this.freeFirst = NONE;
    this.idleFirst = NONE;
    this.idleLast = NONE;
    this.idleCount = 0;
    const idle: number[] = [];
    for (let row = high - 1; row >= 0; row--) {
      this.mover[row] = 0;
      this.next[row] = NONE;
      this.previous[row] = NONE;
      if (this.ids[row * ID_BYTES] === 0) {
        this.next[row] = this.freeFirst;
        this.freeFirst = row;
      } else if (this.score[row] === 0) idle.push(row);
    }
    const age = (row: number): number => since32(tick, this.leftTick[row] as Tick);
    idle.sort((a, b) => age(b) - age(a) || a - b);
    for (const row of idle) this.addIdle(row, this.leftTick[row] as Tick);
  }

  /** The columns of caches of one's own, up to the highest row used. */
  soloColumns(): readonly (Uint8Array | Uint32Array)[] {
    return [this.tutorialDone.subarray(0, this.high), this.dailyDay.subarray(0, this.high)];
  }

  /** The columns of boards, up to the highest row used, in a fixed order. */
  boardColumns(): readonly (Uint8Array | Uint32Array | Float64Array)[] {
    const { high } = this;
    return [
      this.bot.subarray(0, high),
      this.today.subarray(0, high),
      this.day.subarray(0, high),
      this.season.subarray(0, high),
      this.best.subarray(0, high * SEASON_HUNTS),
      this.seasonAt.subarray(0, high),
    ];
  }

  /** Every other column, up to the highest row used, in a fixed order. */
  columns(): readonly (Uint8Array | Uint32Array | Int32Array | Float64Array)[] {
    const { high } = this;
    return [
      this.ids.subarray(0, high * ID_BYTES),
      this.names.subarray(0, high * NAME_BYTES),
      this.score.subarray(0, high),
      this.scoredAt.subarray(0, high),
      this.x.subarray(0, high),
      this.y.subarray(0, high),
      this.mover.subarray(0, high),
      this.leftTick.subarray(0, high),
      this.next.subarray(0, high),
      this.previous.subarray(0, high),
    ];
  }
}

/** Whether a list link points to no row. */
export function isNone(row: number): boolean {
  return row === NONE;
}
