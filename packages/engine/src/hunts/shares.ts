// How a cache's value is shared: the finder's part in equal shares, the rest by work. Integers; nothing is lost or made.
import { FINDER_PERCENT, LATER_FINDS_PERCENT } from "@doubloon/shared/hunt/rules";

/** What one account gets of a cache, before later finds count less. */
export interface Share {
  readonly account: number;
  points: number;
}

export interface ShareInput {
  readonly value: number;
  readonly finders: readonly number[];
  readonly workers: readonly number[];
  /** Ticks, one for each worker. */
  readonly work: readonly number[];
  /** The part of the work that was done, as done / needed; 1 / 1 for a cache that was unearthed. */
  readonly done: number;
  readonly needed: number;
}

/**
 * The shares of a struck cache, the finders first, then who worked. They add up to the value, or to less if not all of the
 * work was done.
 * @param tie draws a number from 0 to its argument - 1: who gets a point that cannot be divided
 */
export function shareOut(input: ShareInput, tie: (bound: number) => number): Share[] {
  const { value, finders, workers, work } = input;
  const finderPart = Math.floor((value * FINDER_PERCENT) / 100);
  const workPart = Math.floor(((value - finderPart) * Math.min(input.done, input.needed)) / input.needed);
  const shares: Share[] = [];
  const shareOf = (account: number): Share => {
    const known = shares.find((share) => share.account === account);
    if (known !== undefined) return known;
    const share = { account, points: 0 };
    shares.push(share);
    return share;
  };
  divide(finders, Array<number>(finders.length).fill(1), finderPart, tie, shareOf);
  divide(workers, work, workPart, tie, shareOf);
  return shares;
}

/** Divides points by weight; the points left over go one each to accounts in a row, from a drawn one on. */
function divide(
  accounts: readonly number[],
  weights: readonly number[],
  points: number,
  tie: (bound: number) => number,
  shareOf: (account: number) => Share,
): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (accounts.length === 0 || total === 0) return;
  let left = points;
  for (const [i, account] of accounts.entries()) {
    const part = Math.floor((points * weights[i]) / total);
    shareOf(account).points += part;
    left -= part;
  }
  if (left === 0) return;
  const first = tie(accounts.length);
  for (let i = 0; i < left; i++) shareOf(accounts[(first + i) % accounts.length]).points++;
}

/** What a share is worth to a hunter who struck so many caches before. A share of at least one point stays one. */
export function laterFind(points: number, finds: number): number {
  const percent = LATER_FINDS_PERCENT[Math.min(finds, LATER_FINDS_PERCENT.length - 1)];
  return points === 0 ? 0 : Math.max(1, Math.floor((points * percent) / 100));
}
