// The plans of the parts of the bench: benchFlags.ts reads and fanOut.ts, world.ts and curve.ts
// carry out. Types and names only.

/** Every row of the fan-out and the world. */
export const BENCH_ROWS = ["net", "ws", "article", "socket.io", "colyseus", "doubloon"] as const;
export type BenchRow = (typeof BENCH_ROWS)[number];

export interface FanOutPlan {
  readonly connections: number;
  readonly windowMs: number;
  /** Share of clients that read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
}

export interface WorldPlan {
  readonly windowMs: number;
  /** Wait between the last join and the window, the same for every row. */
  readonly settleMs: number;
  /** Share of clients that read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
  /** How precisely the largest number is found, as a share of it. */
  readonly resolution: number;
  /** No trial has more players. */
  readonly maxPlayers: number;
  /** Where each search starts, as a share of the usual start. */
  readonly startShare: number;
}

export interface CurvePlan {
  readonly sizes: readonly number[];
  readonly windowMs: number;
  /** Longest walk to the hotspot before the crowd is measured. */
  readonly gatherMs: number;
  /** Share of players that read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
  /** Further flags for the server, by number of players. */
  readonly serverArgs: (players: number) => readonly string[];
}

export interface LoadCurvePlan {
  readonly sizes: readonly number[];
  /** Time for the governor to settle after the last join. */
  readonly settleMs: number;
  readonly windowMs: number;
  /** Share of players that read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
}
