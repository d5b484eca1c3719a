// Messages between the bench and its load process.
import type { LatencySummary } from "../../lib/latencySummary.ts";
import type { PeerLoadPlan } from "./peerLoad.ts";

export type ToLoad =
  | { readonly type: "start"; readonly plan: PeerLoadPlan }
  /** Starts a new window. */
  | { readonly type: "clear" }
  | { readonly type: "counts" };

export interface LoadCounts {
  readonly open: number;
  readonly lost: number;
  readonly frames: number;
  readonly bytes: number;
  readonly latencies: LatencySummary;
  readonly lastError: string;
  /** CPU time of the load in the window, in seconds. */
  readonly cpuSeconds: number;
}

export type FromLoad = { readonly type: "counts" } & LoadCounts;
