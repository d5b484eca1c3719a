// Whether a system carries its players: the bench's criterion, in one place.

export interface WorldTrial {
  /** Players asked for, and those who were in at the end. */
  readonly players: number;
  readonly open: number;
  /** Connections that ended. */
  readonly lost: number;
  /** Frames that came in the window, and those that were due. */
  readonly frames: number;
  readonly due: number;
  readonly p95Ms: number;
}

export const MOST_P95_MS = 28;
export const LEAST_ARRIVED = 0.95;

/** Why the players are not carried; undefined if they are. */
export function objection(trial: WorldTrial): string | undefined {
  if (trial.lost > 0) return `${trial.lost} disconnected`;
  if (trial.open < trial.players) return `${trial.open} of ${trial.players} in`;
  const arrived = trial.due === 0 ? 0 : trial.frames / trial.due;
  if (arrived < LEAST_ARRIVED) return `${(100 * arrived).toFixed(1)} % of the frames due arrived`;
  if (trial.p95Ms > MOST_P95_MS) return `p95 ${trial.p95Ms} ms`;
  return undefined;
}
