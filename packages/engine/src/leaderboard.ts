// Everybody in order of score, the earlier first among equals, kept in order change by change: a new score is one
// binary search and one move of memory. It is sorted once, when a saved world is read.
import { type Accounts, ID_BYTES } from "./columns/accounts.ts";

export class Leaderboard {
  /** Account rows, the first in rank first; `count` of them. */
  order: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  count = 0;
  /** Number of the last award. */
  serial = 0;
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** Takes in a player who is not in it, with the score of their row. */
  insert(row: number): void {
    this.#accounts.scoredAt[row] = ++this.serial;
    this.#accounts.changes.add(row);
    this.reserve(this.count + 1);
    const at = this.#firstNotBefore(this.#accounts.score[row], this.#accounts.scoredAt[row]);
    this.order.copyWithin(at + 1, at, this.count);
    this.order[at] = row;
    this.count++;
  }

  remove(row: number): void {
    const at = this.placeOf(row);
    this.order.copyWithin(at, at + 1, this.count);
    this.count--;
  }

  /** Gives a player another score; a score of at most 2^32 - 1 stays there. */
  setScore(row: number, score: number): void {
    const { score: scores, scoredAt } = this.#accounts;
    const from = this.placeOf(row);
    const serial = ++this.serial;
    const bounded = Math.min(score, 0xffffffff);
    // Where it goes is searched while it still has its former score, so that the order searched is whole.
    const to = this.#firstNotBefore(bounded, serial);
    scores[row] = bounded;
    scoredAt[row] = serial;
    this.#accounts.changes.add(row);
    if (to <= from) {
      this.order.copyWithin(to + 1, to, from);
      this.order[to] = row;
    } else {
      this.order.copyWithin(from, from + 1, to);
      this.order[to - 1] = row;
    }
  }

  /** Puts everybody of the accounts in order anew. Awards have numbers of their own, so no two are equal. */
  rebuild(): void {
    const { ids, high, count, score, scoredAt } = this.#accounts;
    this.reserve(count);
    this.count = 0;
    for (let row = 0; row < high; row++) {
      if (ids[row * ID_BYTES] !== 0) this.order[this.count++] = row;
    }
    this.order.subarray(0, this.count).sort((a, b) => score[b] - score[a] || scoredAt[a] - scoredAt[b]);
  }

  /** Index of a player in the order, from 0. */
  placeOf(row: number): number {
    return this.#firstNotBefore(this.#accounts.score[row], this.#accounts.scoredAt[row]);
  }

  /** Rank of a score: 1 and how many have more, so that equals share a rank. */
  rankOfScore(score: number): number {
    return this.#firstNotBefore(score, 0) + 1;
  }

  reserve(rows: number): void {
    if (rows <= this.order.length) return;
    const longer = new Uint32Array(Math.max(rows, this.order.length * 2));
    longer.set(this.order);
    this.order = longer;
  }

  /** First index whose player does not come before one of that score and award. */
  #firstNotBefore(score: number, serial: number): number {
    const { score: scores, scoredAt } = this.#accounts;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.order[middle];
      if (scores[row] > score || (scores[row] === score && scoredAt[row] < serial)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
