// Times that every simulated player keeps to, load players and bots alike.

/** Longest join before it is tried again. */
export const JOIN_TIMEOUT_MS = 15_000;
/** Wait before a missing keyframe is requested again. */
export const RESYNC_AGAIN_MS = 1_000;
