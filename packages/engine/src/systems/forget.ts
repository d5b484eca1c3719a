// Players who left without a score are forgotten after a day, or sooner when many of them are absent, the longest away
// first. A player with a score is never forgotten, whoever else comes in.
import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { isNone } from "../columns/accounts.ts";
import type { World } from "../world.ts";

/** Most absent players without a score. */
export const MAX_IDLE = 50_000;
const IDLE_TICKS = 24 * 3600 * TICK_HZ;
/** Bounds the work of one step. */
const FORGOTTEN_PER_STEP = 16;

export function forget(world: World): void {
  const { accounts, tick } = world;
  for (let i = 0; i < FORGOTTEN_PER_STEP && accounts.idleCount > 0; i++) {
    const age = since32(tick, accounts.leftTick[accounts.idleFirst] as Tick);
    if (accounts.idleCount <= MAX_IDLE && age < IDLE_TICKS) return;
    forgetAccount(world, accounts.idleFirst);
  }
}

/** Makes room for one more player; false if everybody who is known is present or has a score. */
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
  accounts.forget(row);
}
