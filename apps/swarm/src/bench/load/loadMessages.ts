// What the bench and its load process say to each other.
import type { LatencySummary } from "../../load/latencies.ts";
import type { PeerLoadPlan } from "./peerLoad.ts";

export type ToLoad =
  | { readonly type: "start"; readonly plan: PeerLoadPlan }
  /** Begins a window of counting. */
  | { readonly type: "clear" }
  | { readonly type: "counts" };

export interface LoadCounts {
  readonly open: number;
  readonly lost: number;
  readonly frames: number;
  readonly bytes: number;
  readonly latencies: LatencySummary;
  readonly trouble: string;
  /** CPU time of the load in the window, in seconds. */
  readonly cpuSeconds: number;
}

export type FromLoad = { readonly type: "counts" } & LoadCounts;
