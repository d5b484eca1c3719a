// One hunt as state: plain values and arrays, so that a save can write it whole. It holds no rule.
import { firstEntropy } from "@doubloon/shared/fair/entropy";
import type { ResolvedHunt } from "@doubloon/shared/hunt/definition";
import type { HuntPhase } from "@doubloon/shared/protocol/huntEvents";
import { Caches } from "./caches.ts";

/** A cache that was struck and is being unearthed, or a mimic that holds. Accounts are rows. */
export interface StruckCache {
  readonly cache: number;
  /** The hunt's clock at the strike. */
  readonly struckAt: number;
  /** Who struck it, in order; they share the finder's part. */
  readonly finders: number[];
  /** Who worked, and for how many ticks each: two arrays of one length. */
  readonly workers: number[];
  readonly work: number[];
  /**
   * Movers that dig there now, in the order in which they began, and the clock at which each began: two arrays of one
   * length. The first MAX_UNEARTHERS count.
   */
  readonly diggers: number[];
  readonly since: number[];
}

/** A cache that was dug up, and what each account row got; FORGOTTEN for an account that was forgotten since. */
export interface FoundCache {
  readonly cache: number;
  readonly accounts: number[];
  readonly points: readonly number[];
}

/** A row of the final order of a hunt. */
export interface HuntResult {
  readonly account: number;
  readonly points: number;
  readonly finds: number;
  readonly bot: boolean;
  /** The team as others see it; empty for none, and for a guest. */
  readonly team: string;
}

export interface Hunt {
  readonly resolved: ResolvedHunt;
  /** 32 bytes. */
  readonly secret: Uint8Array;
  /** SHA-256 of the announcement and of the secret, in hex. */
  readonly announcement: string;
  readonly commitment: string;
  phase: HuntPhase;
  paused: boolean;
  /** Ticks in this phase, pauses not counted. */
  clock: number;
  /** The length of the phases before and after the running one; an extension makes them longer. */
  announceTicks: number;
  podiumTicks: number;
  /** The running phase's clock at the end of each wave. */
  readonly waveEnds: number[];
  /** The running wave from 1; 0 before the start. */
  wave: number;
  /** The public entropy: the nonces that count, in hex, in order of arrival; and the hash over them: 32 bytes. */
  readonly nonces: string[];
  entropy: Uint8Array;
  /** Hunters who joined, and how many of them are people. They are counted when they join, and stay counted. */
  hunters: number;
  people: number;
  /** The number of hunters that the plan was made for, and the steps of planning done; 0 until the countdown. */
  plannedFor: number;
  planSteps: number;
  caches: Caches;
  /** Hints that a game master released ahead of time. */
  releasedHints: number;
  /** Hex of the Merkle root; empty until the plan is complete. */
  root: string;
  /** Account row of the hunter with the most points, plus 1; 0 for none. Bots do not lead. */
  leader: number;
  /** State of the generator for ties, seeded from the master key: four words. */
  readonly ties: Uint32Array<ArrayBuffer>;
  /** Rows of hunters who wait for a cache to be tuned to, in order. */
  readonly untuned: number[];
  readonly struck: StruckCache[];
  readonly found: FoundCache[];
  /** The next row of hunters to look at for clues that they have not been told, and for leaving a hunt that is over. */
  cursor: number;
  /** The final order, from the podium on. */
  results: HuntResult[];
  /** Something that everybody sees changed in this step; the number of hunters changed since it was last told. */
  changed: boolean;
  crowdChanged: boolean;
}

/** The cursor while no row has to be looked at. */
export const NO_CURSOR = 0xffffffff;
/** How long an ended hunt is still listed, in ticks: 30 s. */
const OVER_TICKS = 600;

/** The clock at which the running phase, or the wave of it, ends. */
export function phaseLength(hunt: Hunt): number {
  switch (hunt.phase) {
    case "announced":
      return hunt.announceTicks;
    case "countdown":
      return hunt.resolved.countdownTicks;
    case "running":
      return hunt.waveEnds[Math.max(0, hunt.wave - 1)];
    case "podium":
      return hunt.podiumTicks;
    default:
      return OVER_TICKS;
  }
}

/** A hunt that was just announced. */
export function makeHunt(
  resolved: ResolvedHunt,
  secret: Uint8Array,
  announcement: string,
  commitment: string,
): Hunt {
  let end = 0;
  return {
    resolved,
    secret,
    announcement,
    commitment,
    phase: "announced",
    paused: false,
    clock: 0,
    announceTicks: resolved.announceTicks,
    podiumTicks: resolved.podiumTicks,
    waveEnds: resolved.waveTicks.map((ticks) => {
      end += ticks;
      return end;
    }),
    wave: 0,
    nonces: [],
    entropy: firstEntropy(),
    hunters: 0,
    people: 0,
    plannedFor: 0,
    planSteps: 0,
    caches: new Caches(0),
    releasedHints: 0,
    root: "",
    leader: 0,
    ties: new Uint32Array(4),
    untuned: [],
    struck: [],
    found: [],
    cursor: NO_CURSOR,
    results: [],
    changed: false,
    crowdChanged: false,
  };
}

/** The name of a cache's tier, for everybody to read. */
export function tierName({ resolved, caches }: Hunt, cache: number): string {
  const tier = caches.tier[cache];
  return tier < 0 ? "crown" : resolved.tiers[tier].name;
}
