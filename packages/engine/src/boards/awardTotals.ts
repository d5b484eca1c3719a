// The books of awards: how many points were won in all, by where they came from. They are counted where points are won, apart
// from the scores, so that a saved world can be checked: the scores of all accounts add up to the totals.
import { type Accounts, ID_BYTES } from "../columns/accounts.ts";

export class AwardTotals {
  /** Scores from before anything was counted, less what the largest possible score kept from being added. */
  before = 0;
  /** Points of treasure that lay on the ground. */
  treasure = 0;
  /** Points of hunts. */
  hunts = 0;
  /** Points of caches of one's own and of glints. */
  own = 0;

  get sum(): number {
    return this.before + this.treasure + this.hunts + this.own;
  }

  /** Takes the scores as they are; what was counted stays. */
  settle(accounts: Accounts): void {
    this.before += sumOfScores(accounts) - this.sum;
  }
}

/** Points of all accounts, online or not, bots included. Free rows have none. */
export function sumOfScores({ score, ids, high }: Accounts): number {
  let sum = 0;
  for (let row = 0; row < high; row++) if (ids[row * ID_BYTES] !== 0) sum += score[row];
  return sum;
}
