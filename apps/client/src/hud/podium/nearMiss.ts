// How near the player came to a cache that somebody else found, or nobody: from the own path and the places that the podium
// reveals. Pure.
import type { Tick } from "@doubloon/shared/ids";
import type { Podium } from "@doubloon/shared/protocol/huntEvents";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import type { HuntState, PathPoint } from "../../hunting/huntStore.ts";
import { clockText } from "../../hunting/huntTimes.ts";
import { CROWN_TIER, cacheName } from "../hunt/findText.ts";

/** Farther away it is no near miss, in tiles. */
const NEAR_TILES = 12;

export interface NearMiss {
  readonly tier: string;
  readonly tiles: number;
  readonly tick: Tick;
}

/**
 * The most telling near miss: the crown if the player came near it, or else the cache that they came nearest to. Caches in
 * whose finding the player had a part do not count (`ownFinds` as "x,y"), nor do mimics.
 */
export function nearMissOf(
  path: readonly PathPoint[],
  caches: Podium["caches"],
  ownFinds: readonly string[],
): NearMiss | undefined {
  const own = new Set(ownFinds);
  let best: NearMiss | undefined;
  for (const { tileX, tileY, tier, mimic } of caches) {
    if (mimic || own.has(`${tileX},${tileY}`)) continue;
    for (const point of path) {
      const tiles = Math.round(Math.hypot(point.tileX - tileX, point.tileY - tileY));
      if (tiles > NEAR_TILES) continue;
      const isBetter = best === undefined || rankOf(tier, tiles) < rankOf(best.tier, best.tiles);
      if (isBetter) best = { tier, tiles, tick: point.tick };
    }
  }
  return best;
}

/** The crown before all others, then by distance. */
function rankOf(tier: string, tiles: number): number {
  return tier === CROWN_TIER ? tiles : NEAR_TILES + 1 + tiles;
}

/** "At 4:12 you stood two steps from the crown." `begun` is the tick of the start, if it was seen. */
export function nearMissText({ tier, tiles, tick }: NearMiss, begun: Tick | undefined): string {
  const what = cacheName(tier);
  const where = tiles === 0 ? `right on ${what}` : `${stepsText(tiles)} from ${what}`;
  if (begun === undefined || since32(tick, begun) < 0) return `You once stood ${where}.`;
  return `At ${clockText(since32(tick, begun) / TICK_HZ)} you stood ${where}.`;
}

const NUMBERS = [
  "",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

function stepsText(tiles: number): string {
  return `${NUMBERS[tiles] ?? tiles} ${tiles === 1 ? "step" : "steps"}`;
}

/** The near miss of the hunt whose podium is shown, as text. */
export function shownNearMiss({ podium, path, ownFinds, begun }: HuntState): string | undefined {
  const miss = podium && nearMissOf(path, podium.caches, ownFinds);
  return podium && miss && nearMissText(miss, begun[podium.hunt]);
}
