// Messages between a worker's process and its parent.
import type { PlayersPlan, PlayersStatus } from "../players.ts";
import type { WorkerResult } from "../report.ts";
import type { Waypoint } from "../walkers/course.ts";

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
