// What a squad in a child process and its parent say to each other.

import type { Glance, PlayersPlan } from "../players.ts";
import type { WorkerResult } from "../report.ts";
import type { Waypoint } from "../walkers/course.ts";

export type ToWorker =
  | { readonly type: "start"; readonly plan: PlayersPlan }
  | { readonly type: "gather"; readonly goal: Waypoint }
  | { readonly type: "measure" }
  | { readonly type: "harvest" };

export type FromWorker =
  | {
      readonly type: "state";
      readonly settled: boolean;
      readonly glance: Glance;
      readonly place: Waypoint | undefined;
    }
  | { readonly type: "harvest"; readonly harvest: WorkerResult };
