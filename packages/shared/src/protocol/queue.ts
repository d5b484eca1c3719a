// What a page asks by HTTP when it is not let in, since a refused WebSocket tells a page nothing. `GET /queue` on the
// game's port answers with a QueueStatus as JSON; asking is no attempt to join.

export const QUEUE_PATH = "/queue";

/** How it stands with those who want to come in, at the process that answers. */
export interface QueueStatus {
  /** Connections that wait to be let in. */
  readonly waiting: number;
  /** About how long one that connects now would wait, in s; 0 if it would not. */
  readonly waitSeconds: number;
  /** When to try again, in s, because no more may wait at present; 0 if one may connect now. */
  readonly retryAfterSeconds: number;
}

/** The status in an answer's body; undefined if it is none. */
export function readQueueStatus(body: unknown): QueueStatus | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { waiting, waitSeconds, retryAfterSeconds } = body as Partial<Record<keyof QueueStatus, unknown>>;
  if (!isCount(waiting) || !isCount(waitSeconds) || !isCount(retryAfterSeconds)) return undefined;
  return { waiting, waitSeconds, retryAfterSeconds };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
