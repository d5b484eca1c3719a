// The plan of a storm, see storm.ts. Types and names only.
import type { NeighbourKind } from "../neighbour/neighbourPlan.ts";

export const stormKinds = ["steady", "hotspot", "death", "hunters", "cache"] as const;
/** Storms in which all players take part in one hunt: in its usual zone, or all at one cache. */
export const huntKinds = ["hunters", "cache"] as const;
export type HuntKind = (typeof huntKinds)[number];
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
