// A world is read on another map than it was saved on: what hangs on places goes. Hunts stand still until a command cancels
// them, because their secrets still have to be published.
import { NO_CACHE } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";

export function leaveMap({ hunts, season }: World): void {
  const { hunters, list } = hunts;
  for (const hunt of list) {
    hunt.struck.length = 0;
    hunt.untuned.length = 0;
    if (hunt.phase === "over" || hunt.phase === "cancelled") continue;
    hunt.paused = true;
  }
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.account[row] !== 0 && hunters.cache[row] !== NO_CACHE) hunters.untune(row);
  }
  season.greatFinds.length = 0;
  season.revision++;
}
