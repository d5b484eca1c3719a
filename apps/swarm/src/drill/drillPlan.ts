// How the players of the drills with many of them join and play. A drill says only how many there are, and where.
import { parseTarget } from "../lib/target.ts";

const JOINS_PER_SECOND = 300;
/** Inputs of one player a second: people turn about this often. */
const INPUTS_PER_SECOND = 0.5;
/** Frames of these players are timed; the others read about every two seconds, which costs this process less. */
const TIMED_PLAYERS = 500;
/** How long joining may take beyond what the join rate asks for, in ms. */
const JOIN_GRACE_MS = 60_000;

/** The plan of `count` players who walk at the server of that URL. `timed`: how many of them have their frames timed. */
export function drillPlan(url: string, count: number, timed = TIMED_PLAYERS) {
  return {
    target: parseTarget(url),
    players: count,
    firstNumber: 1,
    inputsPerSecond: INPUTS_PER_SECOND,
    joinsPerSecond: JOINS_PER_SECOND,
    stalledShare: 0,
    timedShare: Math.min(1, timed / count),
    still: false,
  };
}

/** Longest time until `count` players have joined, in ms. */
export function joinLimitMs(count: number): number {
  return (1_000 * count) / JOINS_PER_SECOND + JOIN_GRACE_MS;
}
