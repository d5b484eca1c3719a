// Adds the points won in this step to the scores and updates the boards; counts hunts that are over for the season.
import type { World } from "../world.ts";

export function rank(world: World): void {
  const { scored, accounts, board, awards } = world;
  for (let i = 0; i < scored.length; i += 2) {
    const account = scored[i];
    const score = accounts.score[account] + scored[i + 1];
    board.setScore(account, score);
    awards.before += accounts.score[account] - score;
  }
  scored.length = 0;
  world.season.count();
}
