// How the connections fare: round-trip times, and what was missed, dropped and sent anew.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import { useAdmin } from "../adminStore.ts";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { Distribution } from "../charts/distribution.tsx";
import { countOf, rttQuantile, sumBuckets } from "../charts/rttDistribution.ts";
import { formatCount, formatMs } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";
import { Stats } from "./stats.tsx";

/** A second in which no heartbeat was answered has no round-trip time. */
const whenAnswered = (of: (sample: AdminSample) => number) => (sample: AdminSample) =>
  countOf(sample.rttBuckets) === 0 ? undefined : of(sample);

const specs: readonly ChartSpec[] = [
  {
    title: "Round-trip time",
    format: formatMs,
    spanGaps: true,
    series: [
      { label: "p50", of: whenAnswered((sample) => sample.rttP50Ms) },
      { label: "p95", of: whenAnswered((sample) => sample.rttP95Ms) },
      { label: "p99", of: whenAnswered((sample) => sample.rttP99Ms) },
    ],
  },
  {
    title: "Missed heartbeats",
    format: formatCount,
    series: [{ label: "Missed", of: (sample) => sample.missedHeartbeats }],
  },
  {
    title: "Dropped frames and resyncs",
    format: formatCount,
    series: [
      { label: "Dropped", of: (sample) => sample.droppedFrames },
      { label: "Resyncs", of: (sample) => sample.resyncs },
    ],
  },
];

function Heartbeats() {
  const samples = useAdmin((state) => state.samples);
  const buckets = sumBuckets(samples);
  const total = (of: (sample: AdminSample) => number) =>
    formatCount(samples.reduce((sum, sample) => sum + of(sample), 0));
  return (
    <>
      <Stats
        caption="Round trips, heartbeats missed, frames dropped and resyncs of the last five minutes"
        stats={[
          { id: "rtt-p50", label: "p50", value: showQuantile(rttQuantile(buckets, 0.5)) },
          { id: "rtt-p95", label: "p95", value: showQuantile(rttQuantile(buckets, 0.95)) },
          { id: "rtt-p99", label: "p99", value: showQuantile(rttQuantile(buckets, 0.99)) },
          { id: "missed", label: "Missed", value: total((sample) => sample.missedHeartbeats) },
          { id: "dropped", label: "Dropped", value: total((sample) => sample.droppedFrames) },
          { id: "resyncs", label: "Resyncs", value: total((sample) => sample.resyncs) },
        ]}
      />
      <Charts specs={specs}>
        <Distribution title="Round-trip times" buckets={buckets} />
      </Charts>
    </>
  );
}

function showQuantile(ms: number | undefined): string {
  if (ms === undefined) return "–";
  return ms === Number.POSITIVE_INFINITY ? "over 1 s" : formatMs(ms);
}

export const heartbeatsPanel: Panel = {
  id: "heartbeats",
  title: "Heartbeats",
  side: "charts",
  Body: Heartbeats,
};
