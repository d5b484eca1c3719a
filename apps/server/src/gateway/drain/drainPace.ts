// How many players a second a draining gateway moves, from what the other gateways have room for. Pure: reads no clock and
// moves nobody.

/** Another gateway that takes players. */
export interface DrainTarget {
  readonly connections: number;
  readonly maxConnections: number;
  /** Its load from 0 to 1. */
  readonly load: number;
}

export interface PaceInput {
  readonly targets: readonly DrainTarget[];
  /** Gateways that drain at present, this one included: they share the targets' room. */
  readonly drains: number;
  /** Players that are still here. */
  readonly left: number;
  /** Players who were moved too recently for the targets to have counted them. */
  readonly inTransit: number;
  /** Time until the hard end, and of the whole drain, in ms. */
  readonly remainingMs: number;
  readonly totalMs: number;
}

export interface DrainPace {
  readonly perSecond: number;
  /** Players who may be moved before the targets report again. */
  readonly places: number;
}

/** Players that one target with room gets a second at least, so that few players are moved soon. */
export const MIN_TARGET_PER_SECOND = 10;
/**
 * Players that one target with room gets a second at most while the time is not short: entering costs a gateway about 1 ms, so this
 * is a twentieth of its core, which keeps its frames on time (measured by `npm run drill -- drain`).
 */
export const TARGET_PER_SECOND = 50;
/** Players that one target gets a second at most, when the time is short: what its gate admits a second at the least. */
export const MAX_TARGET_PER_SECOND = 400;
/** A target has all of its room up to the first load, and none from the second one. */
const EASY_LOAD = 0.5;
const FULL_LOAD = 0.9;
/** The share of its connection limit that a target is filled to: beyond it, it counts as unready. */
const FILLED_SHARE = 0.95;
/** The share of the time over which all moves are spread: the fewer a second, the less those who stay notice. */
const SPREAD_SHARE = 0.75;
/** The share of the time after which the pace makes up for targets that are loaded. */
const HURRY_SHARE = 0.5;
/** The share of the time that is kept as a reserve when the pace makes up: the last who are moved need time to arrive. */
const RESERVE_SHARE = 0.1;

export function drainPace(input: PaceInput): DrainPace {
  const { targets, drains, left, inTransit, remainingMs, totalMs } = input;
  const share = 1 / Math.max(1, drains);
  let free = 0;
  let room = 0;
  let open = 0;
  for (const { connections, maxConnections, load } of targets) {
    const places = Math.floor(maxConnections * FILLED_SHARE) - connections;
    if (places <= 0) continue;
    open++;
    free += places;
    room += roomAt(load);
  }
  const places = Math.max(0, Math.min(left, Math.floor(free * share) - inTransit));
  if (places === 0) return { perSecond: 0, places: 0 };
  const evenPerSecond = (left * 1_000) / Math.max(1, remainingMs - totalMs * (1 - SPREAD_SHARE));
  const perSecond = Math.min(
    TARGET_PER_SECOND * room * share,
    Math.max(MIN_TARGET_PER_SECOND * room * share, evenPerSecond),
  );
  if (remainingMs > totalMs * (1 - HURRY_SHARE)) return { perSecond, places };
  const neededPerSecond = (left * 1_000) / Math.max(1, remainingMs - totalMs * RESERVE_SHARE);
  const most = open * MAX_TARGET_PER_SECOND * share;
  return { perSecond: Math.max(perSecond, Math.min(most, neededPerSecond)), places };
}

/** The share of its pace that a target takes at that load, 1 to 0. */
function roomAt(load: number): number {
  return Math.min(1, Math.max(0, (FULL_LOAD - load) / (FULL_LOAD - EASY_LOAD)));
}
