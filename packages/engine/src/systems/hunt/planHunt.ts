// The plan of a hunt is made during its countdown, a bounded piece in each tick. The planner itself is no state: it is made
// again from the master key and brought to where it was, should a world be restored in between.
import { eligibleTiles } from "@doubloon/shared/fair/eligible";
import { subKey } from "@doubloon/shared/fair/entropy";
import { leafHash, openLeaf } from "@doubloon/shared/fair/merkle";
import { cacheCount, HuntPlanner } from "@doubloon/shared/fair/plan/planHunt";
import type { PlannedCache } from "@doubloon/shared/hunt/plan";
import { Caches } from "../../hunts/caches.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { huntKeys } from "../../hunts/huntKeys.ts";
import { keepTree } from "../../hunts/huntTree.ts";
import type { World } from "../../world.ts";

/** Steps of planning in one tick, each of at most about 50 us. */
const STEPS_PER_TICK = 16;

interface Job {
  readonly planner: HuntPlanner;
  readonly caches: PlannedCache[];
  readonly leaves: Uint8Array[];
}

const jobs = new WeakMap<Hunt, Job>();

/**
 * Does the next steps. When the plan is complete it fills the hunt's caches and sets the root.
 * Returns false if the zone has no tile for a cache.
 */
export function planSome(world: World, hunt: Hunt): boolean {
  let job = jobs.get(hunt);
  if (job === undefined) {
    const eligible = eligibleTiles(hunt.resolved.zone, world.ground);
    const caches = cacheCount(hunt.resolved, hunt.plannedFor, eligible.tiles.length);
    if (caches < 1) return false;
    const planner = new HuntPlanner({
      hunt: hunt.resolved,
      masterKey: huntKeys(hunt).master,
      ground: world.ground,
      eligible,
      caches,
    });
    job = { planner, caches: [], leaves: [] };
    jobs.set(hunt, job);
    advance(job, hunt.planSteps);
  }
  advance(job, STEPS_PER_TICK);
  hunt.planSteps += STEPS_PER_TICK;
  if (job.planner.done) seal(world, hunt, job);
  return true;
}

function advance({ planner, caches, leaves }: Job, steps: number): void {
  for (const cache of planner.next(steps)) {
    caches.push(cache);
    leaves.push(leafHash(openLeaf(cache)));
  }
}

function seal(world: World, hunt: Hunt, { caches, leaves }: Job): void {
  jobs.delete(hunt);
  hunt.caches = new Caches(caches.length);
  hunt.caches.plan(caches);
  hunt.root = keepTree(hunt, leaves).root;
  const ties = subKey(huntKeys(hunt).master, "ties");
  const view = new DataView(ties.buffer, ties.byteOffset, ties.byteLength);
  for (let i = 0; i < hunt.ties.length; i++) hunt.ties[i] = view.getUint32(4 * i);
  if (hunt.ties.every((word) => word === 0)) hunt.ties[0] = 1;
  hunt.changed = true;
  world.facts.push({ type: "huntSealed", hunt: hunt.resolved.number });
}
