// The places of a hunt's caches, as consoles, results and tests see them. Secret until the hunt is over.
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import { huntCaches } from "@doubloon/engine/hunts/huntCaches";
import type { AdminCache } from "@doubloon/shared/protocol/adminHunts";

/** All caches of a hunt that is sealed; one whose wave has not begun counts as hidden. */
export function placesOf(hunt: Hunt): AdminCache[] {
  return huntCaches(hunt).map(({ index, tierName, wave, mimic, tileX, tileY, state }) => ({
    index,
    tier: tierName,
    wave,
    mimic,
    tileX,
    tileY,
    state: state === "waiting" ? "hidden" : state,
  }));
}
