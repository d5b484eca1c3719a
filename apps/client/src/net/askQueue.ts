// Asks the server by HTTP how long a player has to wait who was not let in. Answers nothing rather than fail: a server
// that is away cannot tell.
import { QUEUE_PATH, type QueueStatus, readQueueStatus } from "@doubloon/shared/protocol/queue";

const TIMEOUT_MS = 3_000;

/** The queue at the server of that address; undefined if it does not say. */
export async function askQueue(url: string): Promise<QueueStatus | undefined> {
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
