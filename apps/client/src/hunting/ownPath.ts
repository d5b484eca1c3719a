// The tiles that the own player has stood on, one entry for each change of tile, at most four a second. For the ink replay
// and the near-miss card. Bounded: the oldest part is forgotten.
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";
import type { PathPoint } from "./huntStore.ts";

/** Four entries a second for twenty minutes. */
const MAX_POINTS = 4_800;

export class OwnPath {
  #points: PathPoint[] = [];

  add(tick: Tick, tileX: number, tileY: number): void {
    const last = this.#points.at(-1);
    if (last?.tileX === tileX && last.tileY === tileY) return;
    // The world began anew: its ticks run from another start.
    if (last !== undefined && since32(tick, last.tick) < 0) this.#points = [];
    this.#points.push({ tick, tileX, tileY });
    if (this.#points.length > MAX_POINTS) this.#points.splice(0, MAX_POINTS / 8);
  }

  /** The path from a tick on, with the last entry before it; all of it without a tick. */
  since(tick: Tick | undefined): readonly PathPoint[] {
    if (tick === undefined) return [...this.#points];
    const first = this.#points.findIndex((point) => since32(point.tick, tick) > 0);
    return first < 0 ? this.#points.slice(-1) : this.#points.slice(Math.max(0, first - 1));
  }
}
