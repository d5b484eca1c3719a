// Awards that wait until they are durable. However long that takes none is lost: when there are too many, those of one
// player become one award of all their points.
import type { PickedFact } from "@doubloon/engine/facts";

/** Awards that are told one by one; past it those of a player are merged. */
const MAX_SINGLE = 65_536;

export class PendingAwards {
  readonly #maxSingle: number;
  #facts: PickedFact[] = [];
  #mergeAt: number;

  constructor(maxSingle: number = MAX_SINGLE) {
    this.#maxSingle = maxSingle;
    this.#mergeAt = maxSingle;
  }

  get size(): number {
    return this.#facts.length;
  }

  add(fact: PickedFact): void {
    this.#facts.push(fact);
    if (this.#facts.length > this.#mergeAt) this.#merge();
  }

  /** All that wait; none do then. */
  take(): PickedFact[] {
    const facts = this.#facts;
    this.#facts = [];
    this.#mergeAt = this.#maxSingle;
    return facts;
  }

  /** Puts back what was taken, before what has come since. */
  putBack(facts: readonly PickedFact[]): void {
    this.#facts = [...facts, ...this.#facts];
    if (this.#facts.length > this.#mergeAt) this.#merge();
  }

  /** One award a player, with the place and kind of the last. Their number is bounded by that of the players known. */
  #merge(): void {
    const merged = new Map<string, PickedFact>();
    for (const fact of this.#facts) {
      const before = merged.get(fact.playerId);
      merged.set(fact.playerId, before === undefined ? fact : { ...fact, value: before.value + fact.value });
    }
    this.#facts = [...merged.values()];
    // Merging again is worth it only once as many have come as are left.
    this.#mergeAt = Math.max(this.#maxSingle, 2 * this.#facts.length);
  }
}
