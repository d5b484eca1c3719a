// Messages between a worker's process and its parent.

import type { Waypoint } from "../../walking/straightWalk.ts";
import type { PlayersPlan, PlayersStatus } from "../players.ts";
import type { WorkerResult } from "../report.ts";

export type ToWorker =
  | { readonly type: "start"; readonly plan: PlayersPlan }
  | { readonly type: "gather"; readonly goal: Waypoint }
  | { readonly type: "measure" }
  | { readonly type: "finish" };

export type FromWorker =
  | {
      readonly type: "status";
      readonly settled: boolean;
      readonly status: PlayersStatus;
      readonly firstPosition: Waypoint | undefined;
    }
  | { readonly type: "result"; readonly result: WorkerResult };
