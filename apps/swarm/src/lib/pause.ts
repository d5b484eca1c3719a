// A wait that ends early, without an error, when `stop` is aborted.
import { setTimeout as sleep } from "node:timers/promises";

export async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {});
}
