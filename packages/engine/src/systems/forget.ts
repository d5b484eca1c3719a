// Nobody is remembered for ever for nothing: who left without a score is forgotten after a day, or sooner when many
// such wait. Who has a score is forgotten only when the table of players is full, the lowest rank first.

import type { Tick } from "@doubloon/shared/ids";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { isNone } from "../accounts.ts";
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

/** Makes room for one more player; false if everybody who is known is present. */
export function forgetOne(world: World): boolean {
  const { accounts, board } = world;
  if (!isNone(accounts.idleFirst)) {
    forgetAccount(world, accounts.idleFirst);
    return true;
  }
  for (let place = board.count - 1; place >= 0; place--) {
    const row = board.order[place];
    if (accounts.mover[row] !== 0) continue;
    forgetAccount(world, row);
    return true;
  }
  return false;
}

function forgetAccount(world: World, row: number): void {
  const { accounts, board } = world;
  if (accounts.score[row] === 0) accounts.removeIdle(row);
  board.remove(row);
  accounts.forget(row);
}
