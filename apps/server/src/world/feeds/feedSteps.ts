// Which feeds have which step of the ladder of rates when the level lies between two: those that have waited longest are
// raised first, of these the ones that cost least, and all take turns, so that no feed stays low while its like are high.
// It knows seconds by number; what a level should be is the governor's business.
import { type FrameRate, LAST_STEP, type RoomClass, rateAt } from "./rateLadder.ts";

/** A feed as far as its rate is concerned. */
export interface SteppedFeed {
  /** Its step of the ladder, and the second in which it last changed. */
  step: number;
  steppedAt: number;
  readonly total: number;
  readonly roomClass: RoomClass;
}

/** Encoding a frame takes as long as sending it to about this many viewers. */
export const ENCODING_VIEWERS = 4;
/** Feeds take turns once they have had a step for so many seconds, this part of the work between two steps in a second. */
const TURN_SECONDS = 10;
const TURNED_PART = 0.05;

/** A feed's frame as work, in viewers. */
export function workOf(feed: SteppedFeed): number {
  return ENCODING_VIEWERS + feed.total;
}

/** The work that is due in a second at each whole step of the ladder, in viewers. */
export function workBySteps(feeds: Iterable<SteppedFeed>, most: FrameRate): number[] {
  const work = new Array<number>(LAST_STEP + 1).fill(0);
  for (const feed of feeds) {
    if (feed.total === 0) continue;
    for (let step = 0; step <= LAST_STEP; step++)
      work[step] += workOf(feed) * rateAt(step, feed.roomClass, most);
  }
  return work;
}

/** Gives every feed a step for the `second` that begins, so that all together are at `level`. */
export function assignSteps(
  feeds: Iterable<SteppedFeed>,
  level: number,
  most: FrameRate,
  second: number,
): void {
  const upper = Math.floor(level);
  const lower = Math.ceil(level);
  const high: SteppedFeed[] = [];
  const low: SteppedFeed[] = [];
  const gainOf = (feed: SteppedFeed): number =>
    workOf(feed) * (rateAt(upper, feed.roomClass, most) - rateAt(lower, feed.roomClass, most));
  let all = 0;
  let raised = 0;
  for (const feed of feeds) {
    const gain = gainOf(feed);
    // What costs nothing is given at once.
    setStep(feed, gain === 0 || feed.step <= upper ? upper : lower, second);
    if (gain === 0) continue;
    all += gain;
    if (feed.step === upper) raised += gain;
    (feed.step === upper ? high : low).push(feed);
  }
  if (upper === lower) return;
  high.sort((a, b) => a.steppedAt - b.steppedAt);
  low.sort((a, b) => a.steppedAt - b.steppedAt || gainOf(a) - gainOf(b));

  // Rounded up a little, so that what fits exactly does fit.
  const budget = (lower - level) * all + 1e-6;
  const hadTurn = (feed: SteppedFeed | undefined): boolean =>
    feed !== undefined && second - feed.steppedAt >= TURN_SECONDS;
  let turned = 0;
  for (const feed of high) {
    const takesTurn = turned < TURNED_PART * all && hadTurn(feed) && hadTurn(low[0]);
    if (raised <= budget && !takesTurn) break;
    if (raised <= budget) turned += gainOf(feed);
    raised -= gainOf(feed);
    setStep(feed, lower, second);
  }
  for (const feed of low) {
    const gain = gainOf(feed);
    // One that can never fit is passed over; for one that will, room is kept until its turn.
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
