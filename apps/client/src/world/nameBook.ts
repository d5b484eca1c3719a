// Names of the movers in view. Asks for unknown ones in batches, forgets those who are gone. Bounded by the view.
import type { MoverId } from "@doubloon/shared/ids";
import { MAX_WHO, type Names } from "@doubloon/shared/protocol/events";

/** Between two questions, and before one that got no name is asked again, in ms. */
const ASK_EVERY_MS = 250;
const ASK_AGAIN_MS = 3000;

export class NameBook {
  readonly #names = new Map<MoverId, string>();
  readonly #askedMs = new Map<MoverId, number>();
  #lastMs = Number.NEGATIVE_INFINITY;

  nameOf(mover: MoverId): string | undefined {
    return this.#names.get(mover);
  }

  /** The movers to ask for now, at most MAX_WHO; empty if it is too soon or all are known. */
  wanted(inView: Iterable<MoverId>, nowMs: number): MoverId[] {
    if (nowMs - this.#lastMs < ASK_EVERY_MS) return [];
    const wanted: MoverId[] = [];
    for (const mover of inView) {
      if (this.#names.has(mover)) continue;
      if (nowMs - (this.#askedMs.get(mover) ?? Number.NEGATIVE_INFINITY) < ASK_AGAIN_MS) continue;
      wanted.push(mover);
      if (wanted.length === MAX_WHO) break;
    }
    if (wanted.length === 0) return wanted;
    this.#lastMs = nowMs;
    for (const mover of wanted) this.#askedMs.set(mover, nowMs);
    return wanted;
  }

  learn(names: Names): void {
    for (const [mover, name] of Object.entries(names)) {
      const id = Number(mover) as MoverId;
      if (this.#askedMs.delete(id)) this.#names.set(id, name);
    }
  }

  /** Drops whoever is not in view: a mover's number is given to somebody else some time later. */
  keepOnly(inView: ReadonlyMap<MoverId, unknown>): void {
    for (const mover of this.#names.keys()) if (!inView.has(mover)) this.#names.delete(mover);
    for (const mover of this.#askedMs.keys()) if (!inView.has(mover)) this.#askedMs.delete(mover);
  }
}
