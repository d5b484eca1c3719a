// Assigns each feed a step of the rate ladder when the governor's level lies between two steps. The feeds that have waited
// longest are raised first, the cheapest of these before the others, and all feeds take turns, so that no feed stays low
// while similar ones are high. Seconds are plain numbers; the level itself is the governor's decision.
import { type FrameRate, LAST_STEP, type RoomClass, rateAt } from "./rateLadder.ts";

/** The part of a feed that decides its rate. */
export interface SteppedFeed {
  /** Its step on the rate ladder, and the second in which the step last changed. */
  step: number;
  steppedAt: number;
  readonly total: number;
  readonly roomClass: RoomClass;
}

/** Encoding a frame takes as long as sending it to this many viewers, roughly. */
export const ENCODING_VIEWERS = 4;
/** A feed may take its turn after TURN_SECONDS on one step; each second at most TURN_FRACTION of the work changes step. */
const TURN_SECONDS = 10;
const TURN_FRACTION = 0.05;

/** The work of one frame of a feed, in viewers. */
export function workOf(feed: SteppedFeed): number {
  return ENCODING_VIEWERS + feed.total;
}

/** The work per second at each step of the rate ladder, in viewers. */
export function workBySteps(feeds: Iterable<SteppedFeed>, maxHz: FrameRate): number[] {
  const work = new Array<number>(LAST_STEP + 1).fill(0);
  for (const feed of feeds) {
    if (feed.total === 0) continue;
    for (let step = 0; step <= LAST_STEP; step++)
      work[step] += workOf(feed) * rateAt(step, feed.roomClass, maxHz);
  }
  return work;
}

/** Assigns every feed a step for the `second` that begins, so that the total work matches `level`. */
export function assignSteps(
  feeds: Iterable<SteppedFeed>,
  level: number,
  maxHz: FrameRate,
  second: number,
): void {
  const upper = Math.floor(level);
  const lower = Math.ceil(level);
  const high: SteppedFeed[] = [];
  const low: SteppedFeed[] = [];
  const gainOf = (feed: SteppedFeed): number =>
    workOf(feed) * (rateAt(upper, feed.roomClass, maxHz) - rateAt(lower, feed.roomClass, maxHz));
  let all = 0;
  let raised = 0;
  for (const feed of feeds) {
    const gain = gainOf(feed);
    // A raise that costs nothing is granted at once.
    setStep(feed, gain === 0 || feed.step <= upper ? upper : lower, second);
    if (gain === 0) continue;
    all += gain;
    if (feed.step === upper) raised += gain;
    (feed.step === upper ? high : low).push(feed);
  }
  if (upper === lower) return;
  high.sort((a, b) => a.steppedAt - b.steppedAt);
  low.sort((a, b) => a.steppedAt - b.steppedAt || gainOf(a) - gainOf(b));

  // Rounded up a little, so that an exact fit is not lost to rounding.
  const budget = (lower - level) * all + 1e-6;
  const isDue = (feed: SteppedFeed | undefined): boolean =>
    feed !== undefined && second - feed.steppedAt >= TURN_SECONDS;
  let turned = 0;
  for (const feed of high) {
    const takesTurn = turned < TURN_FRACTION * all && isDue(feed) && isDue(low[0]);
    if (raised <= budget && !takesTurn) break;
    if (raised <= budget) turned += gainOf(feed);
    raised -= gainOf(feed);
    setStep(feed, lower, second);
  }
  for (const feed of low) {
    const gain = gainOf(feed);
    // A feed that can never fit is skipped; for one that can, the rest of the budget is kept until its turn.
    if (gain > budget) continue;
    if (raised + gain > budget) break;
    raised += gain;
    setStep(feed, upper, second);
  }
}

function setStep(feed: SteppedFeed, step: number, second: number): void {
  if (feed.step === step) return;
  feed.step = step;
  feed.steppedAt = second;
}
