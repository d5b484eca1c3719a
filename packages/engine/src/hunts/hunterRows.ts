// Small questions about hunters that several rules ask.
import type { MoverId } from "@doubloon/shared/ids";
import { isAfter } from "@doubloon/shared/time";
import type { World } from "../world.ts";
import type { Hunt } from "./hunt.ts";
import { Away } from "./hunters.ts";

/** The row of a mover's hunter; undefined if it has none. */
export function hunterOf({ movers, hunts }: World, mover: number): number | undefined {
  return movers.has(mover) ? hunts.hunters.find(movers.account[mover] - 1) : undefined;
}

/** The mover of a hunter; undefined while away. */
export function moverOf({ hunts, accounts }: World, row: number): MoverId | undefined {
  const mover = accounts.mover[hunts.hunters.account[row] - 1];
  return mover === 0 ? undefined : ((mover - 1) as MoverId);
}

/** The rows of a hunter and of the teammates in the same hunt, the hunter first. Those who dropped out are not. */
export function companions({ hunts, teams }: World, row: number): number[] {
  const { hunters } = hunts;
  const rows = [row];
  const account = hunters.account[row] - 1;
  for (const member of teams.teamOf(account)?.members ?? []) {
    const other = member === account ? undefined : hunters.find(member);
    if (other === undefined || hunters.hunt[other] !== hunters.hunt[row]) continue;
    if (hunters.away[other] !== Away.dropped) rows.push(other);
  }
  return rows;
}

/** The hunt that a hunter is in, if it runs and is not paused. */
export function runningHuntOf({ hunts }: World, row: number): Hunt | undefined {
  const number = hunts.hunters.hunt[row];
  const hunt = number === 0 ? undefined : hunts.find(number);
  return hunt?.phase === "running" && !hunt.paused ? hunt : undefined;
}

/** Whether a hunt can still be joined. */
export function isOpen(hunt: Hunt): boolean {
  return hunt.phase === "announced" || hunt.phase === "countdown" || hunt.phase === "running";
}

/** Tells a hunter's player that the hunter's state changed. */
export function tellHunter(world: World, row: number): void {
  const mover = moverOf(world, row);
  if (mover !== undefined) world.facts.push({ type: "hunterChanged", mover });
}

/** Whether a tick of a column is still to come. */
export function isToCome({ tick }: World, until: number): boolean {
  return isAfter(until, tick);
}
