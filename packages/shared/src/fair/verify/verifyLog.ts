// Checks a public log from its first entry to its last: the links between entries, the order of each hunt's entries, that no
// hunt is missing, and each hunt by itself (verifyHunt.ts). It believes nothing that it can compute.
import { emptyLog, entryHash, headAfter, type LogBody, type LogEntry } from "../log.ts";
import { FairError } from "./checks.ts";
import { rawEntries, readEntry } from "./readLog.ts";
import {
  checkAnnounced,
  checkClosed,
  checkFound,
  checkSealed,
  type LoggedHunt,
  type MapGround,
  type RecomputedHunt,
  recompute,
} from "./verifyHunt.ts";

/** Hunts that may be announced and not yet closed at a time. A hunt that stays open behind more than these was dropped. */
export const MAX_OPEN_HUNTS = 8;

/** A hunt of a log that holds. */
export interface VerifiedHunt extends LoggedHunt {
  /** Present if the hunt is closed, its caches were placed, and the map it was held on is known. */
  readonly recomputed?: RecomputedHunt;
}

export type LogVerdict =
  | {
      readonly ok: true;
      readonly entries: number;
      /** Hash of the last entry: two people with the same one have seen the same log. */
      readonly head: string;
      /** By number, from 1. */
      readonly hunts: readonly VerifiedHunt[];
    }
  | {
      readonly ok: false;
      /** Index of the entry at which the log does not hold; -1 for the whole. */
      readonly at: number;
      /** Does not name that entry. */
      readonly reason: string;
    };

/**
 * Verifies a log.
 * @param log untrusted, from JSON
 * @param map of the ground that is known; hunts on other maps are not recomputed
 * @param isWanted which hunts are recomputed, for readers who have no time for all
 */
export function verifyLog(
  log: unknown,
  map?: MapGround,
  isWanted: (hunt: number) => boolean = () => true,
): LogVerdict {
  const verifier = new LogVerifier(map, isWanted);
  let at = -1;
  try {
    for (const entry of rawEntries(log)) {
      at++;
      verifier.add(readEntry(entry, "entry"));
    }
    return { ok: true, ...verifier.result() };
  } catch (error) {
    if (!(error instanceof FairError)) throw error;
    return { ok: false, at, reason: error.message };
  }
}

class LogVerifier {
  readonly #map: MapGround | undefined;
  readonly #isWanted: (hunt: number) => boolean;
  readonly #hunts: VerifiedHunt[] = [];
  #head = emptyLog;

  constructor(map: MapGround | undefined, isWanted: (hunt: number) => boolean) {
    this.#map = map;
    this.#isWanted = isWanted;
  }

  /** @throws FairError if the entry does not continue the log */
  add(entry: LogEntry): void {
    const { entries, hash } = this.#head;
    if (entry.index !== entries) throw new FairError(`its index is ${entry.index}, expected ${entries}`);
    if (entry.previous !== hash) throw new FairError("it is not linked to the entry before it");
    if (entryHash(entry) !== entry.hash) throw new FairError("it does not have its hash");
    this.#head = headAfter(entry);
    this.#take(entry.body);
  }

  result() {
    return { entries: this.#head.entries, head: this.#head.hash, hunts: this.#hunts };
  }

  #take(body: LogBody): void {
    if (body.type === "announced") {
      const expected = this.#hunts.length + 1;
      if (body.hunt !== expected)
        throw new FairError(`hunt ${body.hunt} is announced where hunt ${expected} is expected`);
      checkAnnounced(body);
      this.#hunts.push({ announced: body, found: [] });
      this.#refuseDropped();
      return;
    }
    const hunt = this.#hunts[body.hunt - 1];
    if (hunt === undefined) throw new FairError(`hunt ${body.hunt} was never announced`);
    if (hunt.closed !== undefined) throw new FairError(`hunt ${body.hunt} goes on after its end`);
    this.#hunts[body.hunt - 1] = this.#continued(hunt, body);
  }

  #continued(hunt: VerifiedHunt, body: Exclude<LogBody, { type: "announced" }>): VerifiedHunt {
    const { announced, sealed, found } = hunt;
    switch (body.type) {
      case "sealed":
        if (sealed !== undefined) throw new FairError(`hunt ${body.hunt} is sealed twice`);
        checkSealed(announced, body);
        return { ...hunt, sealed: body };
      case "found":
        if (sealed === undefined)
          throw new FairError(`hunt ${body.hunt}: a cache is found before the root is published`);
        checkFound({ ...hunt, sealed }, body);
        return { ...hunt, found: [...found, body] };
      case "revealed":
        if (sealed === undefined) throw new FairError(`hunt ${body.hunt} ends without a published root`);
        return this.#close(hunt, body);
      case "cancelled":
        return this.#close(hunt, body);
    }
  }

  #close(hunt: VerifiedHunt, closed: NonNullable<LoggedHunt["closed"]>): VerifiedHunt {
    checkClosed(hunt.announced, closed);
    const logged = { ...hunt, closed };
    const { mapVersion, hunt: number } = hunt.announced;
    if (this.#map?.version !== mapVersion || !this.#isWanted(number)) return logged;
    const recomputed = recompute(logged, this.#map);
    return recomputed === undefined ? logged : { ...logged, recomputed };
  }

  #refuseDropped(): void {
    const open = this.#hunts.filter(({ closed }) => closed === undefined);
    if (open.length <= MAX_OPEN_HUNTS) return;
    throw new FairError(
      `hunt ${open[0].announced.hunt} was announced and neither revealed nor cancelled, expected at most ${MAX_OPEN_HUNTS} open hunts`,
    );
  }
}
