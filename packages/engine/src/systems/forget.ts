// Frees the accounts of offline players without a score: a day after they left, or earlier when there are too many,
// oldest first. An account with a score is never freed.
import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { isNone } from "../columns/accounts.ts";
import type { World } from "../world.ts";
import { forgetHunter } from "./hunt/presence.ts";
import { dropOut } from "./teams.ts";

/** The maximum number of offline players without a score. */
export const MAX_IDLE = 50_000;
const IDLE_TICKS = 24 * 3600 * TICK_HZ;
/** The maximum number of accounts freed in one step. */
const MAX_FREED_PER_STEP = 16;

export function forget(world: World): void {
  const { accounts, tick } = world;
  for (let i = 0; i < MAX_FREED_PER_STEP && accounts.idleCount > 0; i++) {
    const age = since32(tick, accounts.leftTick[accounts.idleFirst] as Tick);
    if (accounts.idleCount <= MAX_IDLE && age < IDLE_TICKS) return;
    forgetAccount(world, accounts.idleFirst);
  }
}

/**
 * Frees one account for a new player. Returns false if every account belongs to a player who is online or has a score.
 */
export function forgetOne(world: World): boolean {
  const { accounts } = world;
  if (isNone(accounts.idleFirst)) return false;
  forgetAccount(world, accounts.idleFirst);
  return true;
}

function forgetAccount(world: World, row: number): void {
  const { accounts, board } = world;
  accounts.removeIdle(row);
  board.remove(row);
  world.season.remove(row);
  dropOut(world, row, undefined);
  forgetHunter(world, row);
  accounts.forget(row);
}
