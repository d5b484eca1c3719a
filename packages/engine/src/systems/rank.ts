// Adds the points won in this step to the scores and updates the boards; counts hunts that are over for the season.
import type { World } from "../world.ts";

export function rank(world: World): void {
  const { scored, accounts, board } = world;
  for (let i = 0; i < scored.length; i += 2) {
    const account = scored[i];
    board.setScore(account, accounts.score[account] + scored[i + 1]);
  }
  scored.length = 0;
  world.season.count();
}
