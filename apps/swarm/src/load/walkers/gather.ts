// Sends all players to one hotspot and waits until nearly all have arrived.
import { total } from "../../lib/arithmetic.ts";
import { pause } from "../../lib/pause.ts";
import type { Waypoint } from "../../walking/straightWalk.ts";
import type { Worker } from "../workers/worker.ts";

/** Share of players that must arrive; a few may have no route. */
const ARRIVED_SHARE = 0.98;
const POLL_MS = 200;

/** Gathers at `goal`, or where the first player joined; for at most `limitMs`, or until `stop`. */
export async function gather(
  workers: readonly Worker[],
  goal: Waypoint | undefined,
  limitMs: number,
  stop: AbortSignal,
): Promise<void> {
  const hotspot = goal ?? workers.find(({ firstPosition }) => firstPosition !== undefined)?.firstPosition;
  if (hotspot === undefined) return;
  await Promise.all(workers.map((worker) => worker.gather(hotspot)));
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs && !stop.aborted) {
    await pause(POLL_MS, stop);
    const arrived = total(workers, ({ status }) => status?.arrived ?? 0);
    const playing = total(workers, ({ status }) => status?.playing ?? 0);
    if (arrived >= ARRIVED_SHARE * playing) return;
  }
}
