// All accounts in rank order: by score, then by who reached it first. A score change costs one binary search and one
// memory move; the whole list is sorted only when a saved world is read. It knows nothing of names or who is online.
import { type Accounts, ID_BYTES } from "./columns/accounts.ts";

export class Leaderboard {
  /** Account rows in rank order; the first `count` entries are used. */
  order: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  count = 0;
  /** Number of the last award; grows by one with each change of a score. */
  serial = 0;
  readonly #accounts: Accounts;

  constructor(accounts: Accounts) {
    this.#accounts = accounts;
  }

  /** Adds an account that is not listed, with the score in its row. */
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
    const at = this.indexOf(row);
    this.order.copyWithin(at, at + 1, this.count);
    this.count--;
  }

  /** Sets a player's score and moves the player to the new rank. The score is capped at 2^32 - 1. */
  setScore(row: number, score: number): void {
    const { score: scores, scoredAt } = this.#accounts;
    const from = this.indexOf(row);
    const serial = ++this.serial;
    const bounded = Math.min(score, 0xffffffff);
    // The target is searched before the score changes, while the order is still sorted.
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

  /** Rebuilds the order from the accounts. Award numbers are unique, so no two accounts compare equal. */
  rebuild(): void {
    const { ids, high, count, score, scoredAt } = this.#accounts;
    this.reserve(count);
    this.count = 0;
    for (let row = 0; row < high; row++) {
      if (ids[row * ID_BYTES] !== 0) this.order[this.count++] = row;
    }
    this.order.subarray(0, this.count).sort((a, b) => score[b] - score[a] || scoredAt[a] - scoredAt[b]);
  }

  /** Index of a player in `order`, from 0. */
  indexOf(row: number): number {
    return this.#firstNotBefore(this.#accounts.score[row], this.#accounts.scoredAt[row]);
  }

  /** Rank of a score: one more than the number of higher scores, so equal scores share a rank. */
  rankOfScore(score: number): number {
    return this.#firstNotBefore(score, 0) + 1;
  }

  reserve(rows: number): void {
    if (rows <= this.order.length) return;
    const longer = new Uint32Array(Math.max(rows, this.order.length * 2));
    longer.set(this.order);
    this.order = longer;
  }

  /** The first index whose account does not rank before the given score and award number. */
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
