// What a squad in a child process and its parent say to each other.

import type { FleetPlan, Glance } from "../players.ts";
import type { SquadHarvest } from "../report.ts";
import type { Place } from "../walkers/course.ts";

export type ToSquad =
  | { readonly type: "start"; readonly plan: FleetPlan }
  | { readonly type: "gather"; readonly goal: Place }
  | { readonly type: "measure" }
  | { readonly type: "harvest" };

export type FromSquad =
  | {
      readonly type: "state";
      readonly settled: boolean;
      readonly glance: Glance;
      readonly place: Place | undefined;
    }
  | { readonly type: "harvest"; readonly harvest: SquadHarvest };
