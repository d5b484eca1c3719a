// The hunts of the world and all hunters. A hunt is listed from its announcement until it is archived.
import { HuntBoards } from "../boards/huntBoards.ts";
import type { Hunt } from "./hunt.ts";
import { Hunters, NO_CACHE } from "./hunters.ts";

/** The most hunts listed at once. */
export const MAX_HUNTS = 8;

export class Hunts {
  /** In order of announcement. */
  readonly list: Hunt[] = [];
  readonly hunters: Hunters = new Hunters();
  /** The order of points in each hunt; derived from the hunters. Points are given through it. */
  readonly boards: HuntBoards = new HuntBoards(this.hunters);
  /** The number of the last thread given out. */
  lastThread = 0;
  /** The number of the last hunt announced; 0 before the first. */
  lastNumber = 0;

  find(number: number): Hunt | undefined {
    return this.list.find(({ resolved }) => resolved.number === number);
  }

  /** Counts anew who is tuned to each cache, after the hunters' rows were filled from saved data. */
  countTuned(): void {
    for (const { caches } of this.list) {
      caches.hunters.fill(0);
      caches.people.fill(0);
    }
    const { high, account, hunt, cache, bot } = this.hunters;
    for (let row = 0; row < high; row++) {
      if (account[row] === 0 || cache[row] === NO_CACHE) continue;
      const caches = this.find(hunt[row])?.caches;
      if (caches === undefined) continue;
      caches.hunters[cache[row]]++;
      if (bot[row] === 0) caches.people[cache[row]]++;
    }
  }

  /** A number for a new thread. */
  nextThread(): number {
    this.lastThread = this.lastThread === 0xffffffff ? 1 : this.lastThread + 1;
    return this.lastThread;
  }
}
