// What a careful person with the shaded chart does next: walks to the dark part of the chart and reads there while it is
// large, else digs where a hit is likeliest for the way. For a bench.
import type { CacheSolver } from "@doubloon/shared/hunt/cacheSolver";

/** A person reads while the dark part of the chart, with at least half the largest chance, is larger than this, in tiles. */
const DARK_TILES = 120;
const MAX_READS = 16;
/** How far a person misses the place that they mean, in tiles, as the sum of three draws. */
const MISS_TILES = 6;
/** Tiles that are considered for a dig. */
const DIG_PLACES = 400;
/** Seconds of a dig beside the way to it, and tiles walked in a second. */
const DIG_SECONDS = 4;
const TILES_A_SECOND = 5;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Situation {
  readonly at: Spot;
  readonly charges: number;
  /** Where this person has read for this cache. */
  readonly reads: readonly Spot[];
}

export interface Act {
  readonly plan: "read" | "dig";
  readonly tileX: number;
  readonly tileY: number;
}

/** Solves the chart and chooses. `draw` gives numbers from 0 to 1. */
export function nextAct(solver: CacheSolver, { at, charges, reads }: Situation, draw: () => number): Act {
  const { zone } = solver;
  const chances = solver.solve();
  const order = [...chances.keys()].filter((i) => chances[i] > 1e-7).sort((a, b) => chances[b] - chances[a]);
  let dark = 0;
  let [x, y] = [0, 0];
  while (dark < order.length && chances[order[dark]] >= chances[order[0]] / 2) {
    const i = order[dark++];
    x += i % zone.width;
    y += Math.floor(i / zone.width);
  }
  if (dark <= DARK_TILES || charges === 0 || reads.length >= MAX_READS) return bestDig(solver, order, at);
  const miss = () => (draw() + draw() + draw() - 1.5) * MISS_TILES;
  const inside = (value: number, size: number) => Math.max(1, Math.min(size - 2, Math.round(value)));
  const goalX = x / dark + miss();
  const goalY = y / dark + miss();
  // Close to an earlier reading another one tells little, so it is taken aside.
  const near = reads.some((read) => Math.hypot(read.x - zone.x - goalX, read.y - zone.y - goalY) < 6);
  const aside = () => (near ? 5 * miss() : 0);
  return {
    plan: "read",
    tileX: zone.x + inside(goalX + aside(), zone.width),
    tileY: zone.y + inside(goalY + aside(), zone.height),
  };
}

function bestDig({ zone, chances }: CacheSolver, order: readonly number[], at: Spot): Act {
  let best = order[0] ?? 0;
  let bestWorth = -1;
  for (const i of order.slice(0, DIG_PLACES)) {
    const [x, y] = [i % zone.width, Math.floor(i / zone.width)];
    let covered = 0;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        if (x + dx >= 0 && x + dx < zone.width) covered += chances[i + dy * zone.width + dx] || 0;
      }
    }
    const way = Math.hypot(zone.x + x - at.x, zone.y + y - at.y);
    const worth = covered / (DIG_SECONDS + way / TILES_A_SECOND);
    if (worth <= bestWorth) continue;
    best = i;
    bestWorth = worth;
  }
  return { plan: "dig", tileX: zone.x + (best % zone.width), tileY: zone.y + Math.floor(best / zone.width) };
}
