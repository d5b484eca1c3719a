// The own state of a player who has never hunted, as both sides assume it until there is another.
import type { Tick } from "../ids.ts";
import type { HunterState } from "../protocol/huntEvents.ts";
import { MAX_CHARGES, Tool } from "./rules.ts";

/** No hunt, no thread, all charges, and nothing to wait for from `tick` on. */
export function newHunter(tick: Tick): HunterState {
  return {
    hunt: 0,
    points: 0,
    finds: 0,
    rank: 0,
    of: 0,
    charges: MAX_CHARGES,
    nextCharge: tick,
    readingFrom: tick,
    retuneFrom: tick,
    thread: 0,
    tool: Tool.none,
    toolUntil: tick,
    toolFrom: tick,
  };
}
