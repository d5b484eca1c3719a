// The plan of a storm, see storm.ts. Types and names only.
import type { NeighbourKind } from "../neighbour/neighbourPlan.ts";

export const stormKinds = ["steady", "hotspot", "death"] as const;
export type StormKind = (typeof stormKinds)[number];

export interface StormPlan {
  readonly kind: StormKind;
  readonly players: number;
  readonly joinsPerSecond: number;
  /** Time for the governor and the crowd to settle before the window. */
  readonly settleMs: number;
  readonly windowMs: number;
  /** Share of players that read at once and are timed, see PlayersPlan. */
  readonly timedShare: number;
  readonly neighbour: NeighbourKind | undefined;
  /** Further flags for the server. */
  readonly serverArgs: readonly string[];
}
