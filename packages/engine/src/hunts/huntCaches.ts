// The places of a hunt's caches while they are secret: for a game master with the right to see them, and for tests. Nothing
// else may read them, and nothing may log or send what is read.
import type { PlannedCache } from "@doubloon/shared/hunt/plan";
import { type Hunt, tierName } from "./hunt.ts";

const states = ["waiting", "hidden", "struck", "found", "lost"] as const;

/** A cache as its plan has it, and what became of it. */
export interface CacheView extends PlannedCache {
  readonly tierName: string;
  readonly state: (typeof states)[number];
  /** Hunters tuned to it. */
  readonly hunters: number;
}

/** All caches of a hunt, from when its plan is complete. */
export function huntCaches(hunt: Hunt): CacheView[] {
  const { caches } = hunt;
  if (hunt.root === "") return [];
  return Array.from({ length: caches.count }, (_, i) => ({
    ...caches.planned(i),
    tierName: tierName(hunt, i),
    state: states[caches.state[i]],
    hunters: caches.hunters[i],
  }));
}
