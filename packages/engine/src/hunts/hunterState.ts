// A player's own state in the hunt, as the message `hunter` tells it.
import { newHunter } from "@doubloon/shared/hunt/newHunter";
import { CHARGE_TICKS, MAX_CHARGES, type Tool } from "@doubloon/shared/hunt/rules";
import type { MoverId, Tick } from "@doubloon/shared/ids";
import type { HunterState } from "@doubloon/shared/protocol/huntEvents";
import { addTicks, since32 } from "@doubloon/shared/time";
import type { World } from "../world.ts";
import type { Hunters } from "./hunters.ts";

/** The state of a mover's hunter after the last step. A mover without one has all charges and no hunt. */
export function hunterState(world: World, mover: MoverId): HunterState {
  const { hunts, movers, tick } = world;
  const { hunters } = hunts;
  const row = movers.has(mover) ? hunters.find(movers.account[mover] - 1) : undefined;
  if (row === undefined) return newHunter(tick);
  const number = hunters.hunt[row];
  const solo = world.solo.searches.get(hunters.account[row] - 1)?.kind;
  return {
    hunt: number,
    points: hunters.points[row],
    finds: hunters.finds[row],
    ...rankOf(world, row),
    charges: chargesOf(hunters, row, tick),
    nextCharge: nextChargeOf(hunters, row, tick),
    readingFrom: hunters.readingFrom[row] as Tick,
    retuneFrom: hunters.retuneFrom[row] as Tick,
    thread: hunters.thread[row],
    tool: hunters.tool[row] as Tool,
    toolUntil: hunters.toolUntil[row] as Tick,
    toolFrom: hunters.toolFrom[row] as Tick,
    ...(solo === undefined ? {} : { solo }),
  };
}

/** A hunter's charges at a tick: what was left, and one for each CHARGE_TICKS since. */
export function chargesOf(hunters: Hunters, row: number, tick: Tick): number {
  const gained = Math.floor(since32(tick, hunters.chargeTick[row] as Tick) / CHARGE_TICKS);
  return Math.min(MAX_CHARGES, hunters.charges[row] + Math.max(0, gained));
}

/** The tick of a hunter's next charge; `tick` if all charges are there. */
function nextChargeOf(hunters: Hunters, row: number, tick: Tick): Tick {
  if (chargesOf(hunters, row, tick) === MAX_CHARGES) return tick;
  const since = since32(tick, hunters.chargeTick[row] as Tick);
  return addTicks(tick, CHARGE_TICKS - (since % CHARGE_TICKS));
}

/** The rank among the people of a hunt, equal points sharing one. A bot has the rank that its points would have. */
function rankOf({ hunts }: World, row: number): { readonly rank: number; readonly of: number } {
  const { hunters, boards } = hunts;
  const hunt = hunts.find(hunters.hunt[row]);
  if (hunt === undefined) return { rank: 0, of: 0 };
  return { rank: boards.of(hunt.resolved.number).rankOf(hunters.points[row]), of: hunt.people };
}
