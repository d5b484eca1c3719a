// The results of a hunt that is over: its final order, and what the podium shows of its caches.
import type { Podium, ResultRow } from "@doubloon/shared/protocol/huntEvents";
import type { World } from "../world.ts";
import { CacheState } from "./caches.ts";
import { type Hunt, tierName } from "./hunt.ts";

/** In place of the row of an account that was forgotten since. */
export const FORGOTTEN = 0xffffffff;

/** All hunters by points, from the podium on; empty before. Bots are in it and marked. */
export function huntResults({ accounts }: World, hunt: Hunt): ResultRow[] {
  return hunt.results.map(({ account, points, finds, bot, team }) => ({
    playerId: accounts.idOf(account),
    name: accounts.nameOf(account),
    points,
    finds,
    ...(team === "" ? {} : { team }),
    ...(bot ? { bot } : {}),
  }));
}

/** All caches with their places. For a hunt whose running phase is over only: nothing is secret any more then. */
export function podiumCaches(hunt: Hunt): Podium["caches"] {
  const { caches } = hunt;
  return Array.from({ length: caches.count }, (_, i) => ({
    tileX: caches.tileX[i],
    tileY: caches.tileY[i],
    tier: tierName(hunt, i),
    mimic: caches.mimic[i] === 1,
    found: caches.state[i] === CacheState.found,
  }));
}
