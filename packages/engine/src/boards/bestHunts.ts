// The best hunts of a player's season: the points of at most SEASON_HUNTS hunts, the best first, 0 for none.
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";

/** Returns the points of a row's best hunts together. */
export function sumOfBest(best: Uint32Array, row: number): number {
  let sum = 0;
  for (let i = row * SEASON_HUNTS, end = i + SEASON_HUNTS; i < end && best[i] > 0; i++) sum += best[i];
  return sum;
}

/** Adds the points of a hunt, if they are among a row's best. Returns how much the sum grows. */
export function addToBest(best: Uint32Array, row: number, points: number): number {
  const first = row * SEASON_HUNTS;
  const last = first + SEASON_HUNTS - 1;
  const worst = best[last];
  if (points <= worst) return 0;
  let at = last;
  while (at > first && best[at - 1] < points) {
    best[at] = best[at - 1];
    at--;
  }
  best[at] = points;
  return points - worst;
}
