// The join queue's status over HTTP. A page cannot read why its WebSocket was rejected, so it asks `GET /queue` on the
// game's port, which answers with a QueueStatus as JSON. Asking does not enter the queue.

export const QUEUE_PATH = "/queue";

/** The join queue of the process that answers. */
export interface QueueStatus {
  /** Connections in the queue. */
  readonly waiting: number;
  /** Estimated wait of a new connection, in s; 0 if it would not wait. */
  readonly waitSeconds: number;
  /** When to try again because the queue is full, in s; 0 if a client may connect now. */
  readonly retryAfterSeconds: number;
}

/** Reads a status from a response body. Returns undefined if the body is not one. */
export function readQueueStatus(body: unknown): QueueStatus | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { waiting, waitSeconds, retryAfterSeconds } = body as Partial<Record<keyof QueueStatus, unknown>>;
  if (!isCount(waiting) || !isCount(waitSeconds) || !isCount(retryAfterSeconds)) return undefined;
  return { waiting, waitSeconds, retryAfterSeconds };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value >= 0;
}
