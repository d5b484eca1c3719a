// The hunts of the world and all hunters. A hunt is listed from its announcement until it is archived.
import { HuntBoards } from "../boards/huntBoards.ts";
import type { Hunt } from "./hunt.ts";
import { Hunters } from "./hunters.ts";

/** The most hunts listed at once. */
export const MAX_HUNTS = 8;

export class Hunts {
  /** In order of announcement. */
  readonly list: Hunt[] = [];
  readonly hunters: Hunters = new Hunters();
  /** Who is ahead in each hunt; derived from the hunters. Points are given through it. */
  readonly boards: HuntBoards = new HuntBoards(this.hunters);
  /** The number of the last thread given out. */
  lastThread = 0;
  /** The number of the last hunt announced; 0 before the first. */
  lastNumber = 0;

  find(number: number): Hunt | undefined {
    return this.list.find(({ resolved }) => resolved.number === number);
  }

  /** A number for a new thread. */
  nextThread(): number {
    this.lastThread = this.lastThread === 0xffffffff ? 1 : this.lastThread + 1;
    return this.lastThread;
  }
}
