// Finds the holes that were dug just now beside the player: each says where the own cache does not lie. A hole that was there
// before, or that comes into view from afar, may be older than the wave and says nothing.
import { Mark } from "@doubloon/shared/hunt/marks";
import type { SeenLoot } from "@doubloon/shared/view/roomView";

/** A hole farther away than this at its first sight may be an old one, in tiles. Views reach at least a chunk farther. */
const NEAR_TILES = 8;

export class FreshHoles {
  #known: ReadonlySet<number> | undefined;

  /** The next view is that of another connection: none of its holes counts as fresh. */
  reset(): void {
    this.#known = undefined;
  }

  /** The holes that were not there at the last call. `marks` by tile number. */
  look(marks: ReadonlyMap<number, SeenLoot>, tileX: number, tileY: number): SeenLoot[] {
    const known = this.#known;
    const seen = new Set<number>();
    const fresh: SeenLoot[] = [];
    for (const [at, mark] of marks) {
      if (mark.kind !== Mark.hole) continue;
      seen.add(at);
      const distance = Math.max(Math.abs(mark.tileX - tileX), Math.abs(mark.tileY - tileY));
      if (known !== undefined && !known.has(at) && distance <= NEAR_TILES) fresh.push(mark);
    }
    this.#known = seen;
    return fresh;
  }
}
