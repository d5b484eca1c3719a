// Fetches the status of the server's join queue over HTTP. Never throws: a server that is down has no status.
import { QUEUE_PATH, type QueueStatus, readQueueStatus } from "@doubloon/shared/protocol/queue";

const TIMEOUT_MS = 3_000;

/** The queue status of the server at `url`; undefined if it does not answer with one in time. */
export async function fetchQueueStatus(url: string): Promise<QueueStatus | undefined> {
  try {
    const response = await fetch(new URL(QUEUE_PATH, url), {
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.ok ? readQueueStatus(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}
