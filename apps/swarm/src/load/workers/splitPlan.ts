// Splits the players of a run over processes. It starts nothing.
import type { PlayersPlan } from "../players.ts";

/** Players that one process drives by default. */
export const PLAYERS_PER_PROCESS = 12_500;

/** One plan for each process; `plan.joinsPerSecond` is for all of them together. */
export function splitPlan(plan: Omit<PlayersPlan, "firstNumber">, processes: number): PlayersPlan[] {
  return Array.from({ length: processes }, (_, i) => {
    const first = Math.floor((i * plan.players) / processes);
    return {
      ...plan,
      players: Math.floor(((i + 1) * plan.players) / processes) - first,
      firstNumber: first + 1,
      joinsPerSecond: plan.joinsPerSecond / processes,
    };
  });
}
