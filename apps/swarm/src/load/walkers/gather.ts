// Brings everybody to one place and waits until nearly all are there.
import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "../workers/worker.ts";
import type { Waypoint } from "./course.ts";

/** Once this part has arrived, the crowd is a crowd: a few may have no way. */
const ENOUGH = 0.98;
const LOOK_EVERY_MS = 200;

/** Gathers at `goal`, or where the first player came in; for at most `limitMs`, or until `stop`. */
export async function gather(
  squads: readonly Worker[],
  goal: Waypoint | undefined,
  limitMs: number,
  stop: AbortSignal,
): Promise<void> {
  const place = goal ?? squads.find((squad) => squad.place !== undefined)?.place;
  if (place === undefined) return;
  await Promise.all(squads.map((squad) => squad.gather(place)));
  const endMs = performance.now() + limitMs;
  while (performance.now() < endMs && !stop.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => {});
    let arrived = 0;
    let playing = 0;
    for (const { glance } of squads) {
      arrived += glance?.arrived ?? 0;
      playing += glance?.playing ?? 0;
    }
    if (arrived >= ENOUGH * playing) return;
  }
}
