// The criterion of the bench: whether a system carries its players.

export interface WorldTrial {
  /** Players requested, and players connected at the end. */
  readonly players: number;
  readonly open: number;
  /** Connections that ended. */
  readonly lost: number;
  /** Frames received in the window, and frames that were due. */
  readonly frames: number;
  readonly due: number;
  readonly p95Ms: number;
}

export const MAX_P95_MS = 28;
export const MIN_ARRIVED_SHARE = 0.95;

/** Why the players are not carried; undefined if they are. */
export function rejection(trial: WorldTrial): string | undefined {
  if (trial.lost > 0) return `${trial.lost} disconnected`;
  if (trial.open < trial.players) return `${trial.open} of ${trial.players} joined`;
  const arrived = trial.due === 0 ? 0 : trial.frames / trial.due;
  if (arrived < MIN_ARRIVED_SHARE) return `${(100 * arrived).toFixed(1)} % of the frames due arrived`;
  if (trial.p95Ms > MAX_P95_MS) return `p95 ${trial.p95Ms} ms`;
  return undefined;
}
