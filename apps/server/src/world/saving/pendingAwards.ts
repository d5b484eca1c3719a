// Awards that wait until they are durable. None is lost, however long that takes: when there are too many, the awards of
// each player are merged into one award with all their points.
import type { PlayerId } from "@doubloon/shared/ids";

/** Most awards that are announced one by one; above it the awards of each player are merged. */
const MAX_SINGLE = 65_536;

/** Points that a player has won, to be announced once they are durable. */
export interface Awarded {
  readonly playerId: PlayerId;
  /** Number of the loot kind or of the mark, see Award. */
  readonly kind: number;
  readonly value: number;
  readonly tileX: number;
  readonly tileY: number;
}

export class PendingAwards {
  readonly #maxSingle: number;
  #facts: Awarded[] = [];
  #mergeAt: number;

  constructor(maxSingle: number = MAX_SINGLE) {
    this.#maxSingle = maxSingle;
    this.#mergeAt = maxSingle;
  }

  add(fact: Awarded): void {
    this.#facts.push(fact);
    if (this.#facts.length > this.#mergeAt) this.#merge();
  }

  /** Takes all waiting awards. */
  take(): Awarded[] {
    const facts = this.#facts;
    this.#facts = [];
    this.#mergeAt = this.#maxSingle;
    return facts;
  }

  /** Puts taken awards back in front of newer ones. */
  putBack(facts: readonly Awarded[]): void {
    this.#facts = [...facts, ...this.#facts];
    if (this.#facts.length > this.#mergeAt) this.#merge();
  }

  /** Merges to one award a player, with the place and kind of the last. The number of known players bounds the result. */
  #merge(): void {
    const merged = new Map<string, Awarded>();
    for (const fact of this.#facts) {
      const before = merged.get(fact.playerId);
      merged.set(fact.playerId, before === undefined ? fact : { ...fact, value: before.value + fact.value });
    }
    this.#facts = [...merged.values()];
    // Merging again pays off only after the list has doubled.
    this.#mergeAt = Math.max(this.#maxSingle, 2 * this.#facts.length);
  }
}
