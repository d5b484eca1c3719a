// The names of the movers in view, and which of them to request next. Sends no request itself; bounded by the view.
import type { MoverId } from "@doubloon/shared/ids";
import { MAX_WHO, type Names } from "@doubloon/shared/protocol/events";

/** Between two requests. */
const MIN_GAP_MS = 250;
/** Before a name that did not come is requested again. */
const RETRY_MS = 3000;

export class NameCache {
  readonly #names = new Map<MoverId, string>();
  readonly #requestedMs = new Map<MoverId, number>();
  #lastMs = Number.NEGATIVE_INFINITY;

  nameOf(mover: MoverId): string | undefined {
    return this.#names.get(mover);
  }

  /** The movers whose names to request now, at most MAX_WHO; empty if it is too soon or all names are known. */
  unknown(inView: Iterable<MoverId>, nowMs: number): MoverId[] {
    if (nowMs - this.#lastMs < MIN_GAP_MS) return [];
    const unknown: MoverId[] = [];
    for (const mover of inView) {
      if (this.#names.has(mover)) continue;
      if (nowMs - (this.#requestedMs.get(mover) ?? Number.NEGATIVE_INFINITY) < RETRY_MS) continue;
      unknown.push(mover);
      if (unknown.length === MAX_WHO) break;
    }
    if (unknown.length === 0) return unknown;
    this.#lastMs = nowMs;
    for (const mover of unknown) this.#requestedMs.set(mover, nowMs);
    return unknown;
  }

  /** Adds the answer to a request; names that were not requested are ignored. */
  add(names: Names): void {
    for (const [mover, name] of Object.entries(names)) {
      const id = Number(mover) as MoverId;
      if (this.#requestedMs.delete(id)) this.#names.set(id, name);
    }
  }

  /** Drops all movers that are not in view: the server reuses a mover's number later. */
  keepOnly(inView: ReadonlyMap<MoverId, unknown>): void {
    for (const mover of this.#names.keys()) if (!inView.has(mover)) this.#names.delete(mover);
    for (const mover of this.#requestedMs.keys()) if (!inView.has(mover)) this.#requestedMs.delete(mover);
  }
}
