// When the definitions' next hunts are due. Asking is cheap: what was computed holds until its time has come.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { nextStart } from "../../content/hunts/nextStart.ts";

interface Known {
  readonly fromMs: number;
  readonly atMs: number | undefined;
}

export class Schedule {
  readonly #known = new WeakMap<HuntDefinition, Known>();

  /** The first time after `nowMs` at which a definition is due, in Unix ms; undefined if there is none. */
  next(definition: HuntDefinition, nowMs: number): number | undefined {
    const known = this.#known.get(definition);
    if (known !== undefined && known.fromMs <= nowMs && (known.atMs === undefined || nowMs < known.atMs))
      return known.atMs;
    const atMs = nextStart(definition.schedule, nowMs);
    this.#known.set(definition, { fromMs: nowMs, atMs });
    return atMs;
  }

  /** The definition that is due first after `nowMs`. */
  soonest(
    definitions: readonly HuntDefinition[],
    nowMs: number,
  ): { readonly definition: HuntDefinition; readonly atMs: number } | undefined {
    let soonest: { definition: HuntDefinition; atMs: number } | undefined;
    for (const definition of definitions) {
      const atMs = this.next(definition, nowMs);
      if (atMs !== undefined && (soonest === undefined || atMs < soonest.atMs))
        soonest = { definition, atMs };
    }
    return soonest;
  }
}
