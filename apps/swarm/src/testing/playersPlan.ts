// A plan for players in a test: all join at once, are timed, and wander.
import type { PlayersPlan } from "../load/players.ts";

export function makePlayersPlan(plan: Pick<PlayersPlan, "target"> & Partial<PlayersPlan>): PlayersPlan {
  return {
    players: 1,
    firstNumber: 1,
    inputsPerSecond: 0,
    joinsPerSecond: 1000,
    stalledShare: 0,
    timedShare: 1,
    still: false,
    ...plan,
  };
}
