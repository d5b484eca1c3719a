// What the facts of a hunt mean for records and scores: entries of the public log, results, points to announce. A leaf is
// opened when its cache is found, and not before.
import type { CacheFoundFact, HuntFact, PointsFact } from "@doubloon/engine/facts";
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import { huntTree } from "@doubloon/engine/hunts/huntTree";
import type { World } from "@doubloon/engine/world";
import { cancelledBody, foundBody, revealedBody } from "@doubloon/shared/fair/log";
import { Mark } from "@doubloon/shared/hunt/marks";
import type { HuntResults } from "@doubloon/shared/protocol/adminHunts";
import type { Awarded } from "../saving/pendingAwards.ts";
import type { HuntList } from "./huntList.ts";
import type { DurableHunts } from "./messages/durableHunts.ts";
import { type HuntArchive, resultsOf } from "./records/huntArchive.ts";
import type { PublicLog } from "./records/publicLog.ts";

export interface HuntRecorderOptions {
  readonly world: World;
  readonly wallMs: () => number;
  readonly log: PublicLog;
  readonly archive: HuntArchive;
  readonly list: HuntList;
  readonly durable: DurableHunts;
  readonly award: (award: Awarded) => void;
}

export class HuntRecorder {
  readonly #options: HuntRecorderOptions;
  readonly #reasons = new Map<number, string>();
  /** Caches found since the start. */
  finds = 0;

  constructor(options: HuntRecorderOptions) {
    this.#options = options;
  }

  /** Why a hunt is about to be cancelled, for the public log. */
  setReason(hunt: number, reason: string): void {
    this.#reasons.set(hunt, reason);
  }

  /** Takes a change of a hunt; the announcement is the director's. */
  changed({ type, hunt: number }: HuntFact): void {
    const hunt = this.#options.world.hunts.find(number);
    if (hunt === undefined) return;
    if (type === "huntSealed") this.#sealed(hunt);
    else if (type === "huntOver") this.#over(hunt);
    else if (type === "huntCancelled") this.#cancelled(hunt);
  }

  found(fact: CacheFoundFact): void {
    const { world, award, durable, log } = this.#options;
    const hunt = world.hunts.find(fact.hunt);
    if (hunt === undefined) return;
    this.finds++;
    const { caches } = hunt;
    const { cache } = fact;
    const kind = caches.tier[cache] < 0 ? Mark.great : Mark.opened;
    const [tileX, tileY] = [caches.tileX[cache], caches.tileY[cache]];
    for (const { playerId, points } of fact.by)
      if (points > 0) award({ playerId, kind, value: points, tileX, tileY });
    durable.found(hunt, fact);
    log.add(foundBody(fact.hunt, caches.planned(cache), huntTree(hunt), this.#nowMs()));
  }

  points({ playerId, why, points, tileX, tileY }: PointsFact): void {
    const kind = why === "glint" ? Mark.glint : why === "mark" ? Mark.great : Mark.opened;
    const { award, durable } = this.#options;
    durable.scored(playerId);
    award({ playerId, kind, value: points, tileX, tileY });
  }

  #sealed({ resolved, nonces, caches, root }: Hunt): void {
    this.#options.log.add({
      type: "sealed",
      hunt: resolved.number,
      atMs: this.#nowMs(),
      nonces: [...nonces],
      caches: caches.count,
      root,
    });
  }

  #over(hunt: Hunt): void {
    const { log, durable } = this.#options;
    const { number } = hunt.resolved;
    const results = this.#archive(hunt);
    durable.over(hunt);
    log.add(revealedBody(number, hunt.secret, results, this.#nowMs()));
  }

  #cancelled(hunt: Hunt): void {
    const { log } = this.#options;
    const { number } = hunt.resolved;
    const reason = this.#reasons.get(number) ?? "the zone has no place for its caches";
    this.#reasons.delete(number);
    this.#archive(hunt);
    log.add(cancelledBody(number, hunt.secret, reason, this.#nowMs()));
  }

  /** Keeps the results of a hunt that has just ended, and returns them. */
  #archive(hunt: Hunt): HuntResults {
    const { world, list, log, archive } = this.#options;
    const { number } = hunt.resolved;
    const times = list.timesOf(number);
    const results = resultsOf(world, hunt, times, (cache) => log.foundAtMs(number, cache));
    archive.add({ results, listed: list.archived(hunt, times) });
    return results;
  }

  #nowMs(): number {
    return Math.round(this.#options.wallMs());
  }
}
