// What a storm is to be. See storm.ts.
import type { NeighbourKind } from "../neighbour/neighbourPlan.ts";

export const stormKinds = ["steady", "hotspot", "death"] as const;
export type StormKind = (typeof stormKinds)[number];

export interface StormPlan {
  readonly kind: StormKind;
  readonly players: number;
  readonly joinsPerSecond: number;
  /** Time for the governor and the crowd to settle before the window, and the window. */
  readonly settleMs: number;
  readonly windowMs: number;
  /** Of players who read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
  readonly neighbour: NeighbourKind | undefined;
  /** Further flags for the server. */
  readonly serverArgs: readonly string[];
}
