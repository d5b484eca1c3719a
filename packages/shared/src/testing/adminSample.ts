// Samples of the console for tests.
import type { AdminSample } from "../protocol/admin.ts";
import { combineProcesses, NO_LINK, NO_WORLD_NUMBERS, RTT_BUCKETS_MS } from "../protocol/figures.ts";

/** A quiet second, with some figures set. */
export function makeAdminSample(figures: Partial<AdminSample>): AdminSample {
  return {
    at: 0,
    ...combineProcesses([]),
    rttBuckets: new Array(RTT_BUCKETS_MS.length + 1).fill(0),
    ...NO_LINK,
    ...NO_WORLD_NUMBERS,
    rooms: [],
    paceReason: "full rate",
    paceChangedAt: 0,
    ...figures,
  };
}
