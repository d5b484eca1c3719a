// What the drain drill reports, from what its players have noted. Measures nothing itself.
import { rounded } from "../lib/arithmetic.ts";
import { type Percentiles, percentilesOf, summaryOf, summaryOfWholeMs } from "../lib/latencySummary.ts";
import type { DrillTally } from "./awardCheck.ts";
import type { DrainPlayer, DrainWindow } from "./drainPlayer.ts";

/** A moved player must be back within this time, in ms. */
export const RETURN_GOAL_MS = 2_000;

export interface DrainDrillReport extends DrillTally {
  /** All players, and those on the gateway that was drained, as it reported them last. */
  readonly players: number;
  readonly onDrained: number;
  readonly gateways: number;
  /** Players who were told that they are moved, and those who lost their connection in any other way. */
  readonly moved: number;
  readonly lost: number;
  /** Players who play at the end. */
  readonly playing: number;
  /** How long the moved ones were away, in whole ms, and how many of them longer than 2 s. */
  readonly awayMs: Percentiles;
  readonly awayTooLong: number;
  readonly drainSeconds: number;
  readonly movedPerSecond: number;
  /** Delivery times of frames to players who were not moved: before the drain, until all moved ones were back, and afterwards. */
  readonly othersBeforeMs: Percentiles;
  readonly othersDuringMs: Percentiles;
  readonly othersAfterMs: Percentiles;
  /** Others' p95 as a multiple of that before the drain. Afterwards, the others have the moved players too. */
  readonly othersP95Factor: number;
  readonly othersP95FactorAfter: number;
  /** Share of the time in which the drill's own event loop was busy; its lateness counts in the delivery times. */
  readonly drillBusy: Readonly<Record<DrainWindow, number>>;
}

export interface DrainNotes {
  readonly gateways: number;
  readonly drained: number;
  readonly drainSeconds: number;
  readonly playing: number;
  readonly tally: DrillTally;
  readonly all: readonly DrainPlayer[];
  readonly busy: Readonly<Record<DrainWindow, number>>;
}

export function reportDrain(notes: DrainNotes): DrainDrillReport {
  const { gateways, drained, drainSeconds, playing, tally, all, busy } = notes;
  const moved = all.filter(({ timesMoved }) => timesMoved > 0);
  const stayed = all.filter(({ timesMoved, timesLost }) => timesMoved + timesLost === 0);
  const awayMs = moved.flatMap((player) => player.awayMs);
  const framesOf = (window: DrainWindow) => stayed.flatMap(({ frameMs }) => frameMs[window]);
  const before = framesOf("before");
  const during = framesOf("during");
  const after = framesOf("after");
  // The clocks differ by an unknown offset: the fastest frame counts as 0.
  const fastest = [before, during, after]
    .flat()
    .reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY);
  const percentiles = (times: readonly number[]) => percentilesOf(summaryOf(times.map((ms) => ms - fastest)));
  const othersBeforeMs = percentiles(before);
  const othersDuringMs = percentiles(during);
  const othersAfterMs = percentiles(after);
  const factor = ({ p95 }: Percentiles) => rounded(p95 / Math.max(0.1, othersBeforeMs.p95), 2);
  return {
    players: all.length,
    onDrained: drained,
    gateways,
    ...tally,
    moved: moved.length,
    lost: all.filter(({ timesLost }) => timesLost > 0).length,
    playing,
    awayMs: percentilesOf(summaryOfWholeMs(awayMs)),
    awayTooLong: awayMs.filter((ms) => ms > RETURN_GOAL_MS).length,
    drainSeconds: rounded(drainSeconds, 1),
    movedPerSecond: Math.round(moved.length / Math.max(1, drainSeconds)),
    othersBeforeMs,
    othersDuringMs,
    othersAfterMs,
    othersP95Factor: factor(othersDuringMs),
    othersP95FactorAfter: factor(othersAfterMs),
    drillBusy: {
      before: rounded(busy.before, 2),
      during: rounded(busy.during, 2),
      after: rounded(busy.after, 2),
    },
  };
}
