// Figures of several processes as one: what the console shows of the whole, wherever it is opened.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import type { SecondFigures } from "../metrics/metrics.ts";
import type { ProcessFigures } from "./consoleMessages.ts";
import type { LinkSecond } from "./linkSeconds.ts";
import type { WorldFigures } from "./worldFigures.ts";

/** A second's figures with this process's memory. */
export function withMemory(second: SecondFigures): ProcessFigures {
  const { rss, heapUsed } = process.memoryUsage();
  return { ...second, rttBuckets: [...second.rttBuckets], rssBytes: rss, heapBytes: heapUsed };
}

/** Counters and memory are summed; of times the worst process's is shown. `link` is that of the whole. */
export function combineFigures(
  all: readonly ProcessFigures[],
  world: WorldFigures,
  link: LinkSecond,
  atMs: number,
): AdminSample {
  const sum = (key: NumberKey): number => all.reduce((total, one) => total + one[key], 0);
  const worst = (key: NumberKey): number => all.reduce((most, one) => Math.max(most, one[key]), 0);
  return {
    at: atMs,
    ...world,
    ...link,
    framesPerSecond: sum("frames"),
    bytesPerSecond: sum("bytes"),
    inputsPerSecond: sum("inputs"),
    droppedFrames: sum("drops"),
    resyncs: sum("resyncs"),
    missedHeartbeats: sum("missedHeartbeats"),
    refusals: sum("refusals"),
    rttBuckets: sumBuckets(all.map(({ rttBuckets }) => rttBuckets)),
    rttP50Ms: worst("rttP50Ms"),
    rttP95Ms: worst("rttP95Ms"),
    rttP99Ms: worst("rttP99Ms"),
    tickP95Ms: worst("tickP95Ms"),
    tickMaxMs: worst("tickMaxMs"),
    eventLoopLagMaxMs: worst("loopLagMaxMs"),
    gcMaxMs: worst("gcMaxMs"),
    gcTotalMs: worst("gcTotalMs"),
    rssBytes: sum("rssBytes"),
    heapBytes: sum("heapBytes"),
  };
}

type NumberKey = {
  [K in keyof ProcessFigures]: ProcessFigures[K] extends number ? K : never;
}[keyof ProcessFigures];

function sumBuckets(all: readonly (readonly number[])[]): number[] {
  const length = all.reduce((most, buckets) => Math.max(most, buckets.length), 0);
  return Array.from({ length }, (_, i) => all.reduce((total, buckets) => total + (buckets[i] ?? 0), 0));
}
