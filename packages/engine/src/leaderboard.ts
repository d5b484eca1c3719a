// The accounts in rank order: by all points, and by the points of the calendar day. Every change of a score goes through
// here. Bots have scores but are on no board. It knows nothing of names or who is online.
import { RankedRows } from "./boards/rankedRows.ts";
import { type Accounts, ID_BYTES } from "./columns/accounts.ts";

const MAX_SCORE = 0xffffffff;

export class Leaderboard {
  /** Number of the last award; grows by one with each change of a score or of a season's points. */
  serial = 0;
  /** The calendar day, in days since 1970; 0 until the first `calendar` command. */
  day = 0;
  /** Account rows with points of the day. */
  readonly today: RankedRows;
  /** All account rows but bots. */
  readonly ever: RankedRows;
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
    this.ever = new RankedRows({
      points: (row) => accounts.score[row],
      at: (row) => accounts.scoredAt[row],
    });
    this.today = new RankedRows({
      points: (row) => this.pointsToday(row),
      // Points of the day change with the score only, so they are as old as it is.
      at: (row) => accounts.scoredAt[row],
    });
  }

  /** Account rows in rank order of all points; the first `count` entries are used. */
  get order(): Uint32Array<ArrayBuffer> {
    return this.ever.order;
  }

  get count(): number {
    return this.ever.count;
  }

  /** Adds an account that is not listed, with the score in its row. */
  insert(row: number): void {
    this.#accounts.scoredAt[row] = ++this.serial;
    this.#accounts.changes.add(row);
    if (this.#accounts.bot[row] === 0) this.ever.insert(row);
  }

  /** Removes an account from all boards. */
  remove(row: number): void {
    if (this.#accounts.bot[row] !== 0) return;
    this.ever.remove(row);
    if (this.pointsToday(row) > 0) this.today.remove(row);
  }

  /**
   * Sets a player's score and moves the player to the new rank; points gained count for the day too. The score is capped
   * at 2^32 - 1.
   */
  setScore(row: number, score: number): void {
    const { score: scores, scoredAt, bot, today, day, changes } = this.#accounts;
    const serial = ++this.serial;
    const bounded = Math.min(score, MAX_SCORE);
    const before = this.pointsToday(row);
    const points = Math.min(before + Math.max(0, bounded - scores[row]), bounded);
    const write = (): void => {
      scores[row] = bounded;
      scoredAt[row] = serial;
      today[row] = points;
      day[row] = this.day;
    };
    changes.add(row);
    if (bot[row] !== 0) {
      write();
      return;
    }
    const writeEver = (): void => this.ever.move(row, bounded, serial, write);
    if (before > 0 && points > 0) this.today.move(row, points, serial, writeEver);
    else {
      if (before > 0) this.today.remove(row);
      writeEver();
      if (points > 0) this.today.insert(row);
    }
  }

  /** A player's points of the calendar day. */
  pointsToday(row: number): number {
    const { today, day } = this.#accounts;
    return day[row] === this.day ? today[row] : 0;
  }

  /** Begins another calendar day, on which nobody has points yet. */
  beginDay(day: number): void {
    this.day = day;
    this.today.clear();
  }

  /** Rebuilds the orders from the accounts. Award numbers are unique, so no two accounts compare equal. */
  rebuild(): void {
    const { ids, high, bot } = this.#accounts;
    const rows: number[] = [];
    for (let row = 0; row < high; row++) if (ids[row * ID_BYTES] !== 0 && bot[row] === 0) rows.push(row);
    this.ever.fill(rows);
    this.today.fill(rows.filter((row) => this.pointsToday(row) > 0));
  }

  /** Index of a player in `order`, from 0. */
  indexOf(row: number): number {
    return this.ever.indexOf(row);
  }

  /** Rank of a score: one more than the number of higher scores, so equal scores share a rank. */
  rankOfScore(score: number): number {
    return this.ever.rankOf(score);
  }
}
