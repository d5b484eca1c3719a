// The quality of the connections: round-trip times, missed heartbeats, dropped frames and resyncs.
import type { AdminSample } from "@doubloon/shared/protocol/admin";
import type { SampleFigure } from "@doubloon/shared/protocol/figures";
import { useAdmin } from "../adminStore.ts";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { Distribution } from "../charts/distribution.tsx";
import { figureChart, figureSeries } from "../charts/figureChart.ts";
import { countOf, rttQuantile, sumSampleBuckets } from "../charts/rttDistribution.ts";
import { formatCount, formatMs } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";
import { Stats } from "./stats.tsx";

/** A second without an answered heartbeat has no round-trip time. */
const isUnanswered = ({ rttBuckets }: AdminSample) => countOf(rttBuckets) === 0;

const specs: readonly ChartSpec[] = [
  {
    title: "Round-trip time",
    format: formatMs,
    spanGaps: true,
    series: [
      figureSeries("rttP50Ms", isUnanswered),
      figureSeries("rttP95Ms", isUnanswered),
      figureSeries("rttP99Ms", isUnanswered),
    ],
  },
  figureChart("Missed heartbeats", ["missedHeartbeats"]),
  figureChart("Dropped frames and resyncs", ["droppedFrames", "resyncs"]),
];

function Heartbeats() {
  const samples = useAdmin((state) => state.samples);
  const buckets = sumSampleBuckets(samples);
  const total = (figure: SampleFigure) =>
    formatCount(samples.reduce((sum, sample) => sum + sample[figure], 0));
  return (
    <>
      <Stats
        caption="Round-trip times, missed heartbeats, dropped frames and resyncs of the last five minutes"
        stats={[
          { id: "rtt-p50", label: "Round trip p50", value: showQuantile(rttQuantile(buckets, 0.5)) },
          { id: "rtt-p95", label: "Round trip p95", value: showQuantile(rttQuantile(buckets, 0.95)) },
          { id: "rtt-p99", label: "Round trip p99", value: showQuantile(rttQuantile(buckets, 0.99)) },
          { id: "missed", label: "Heartbeats missed", value: total("missedHeartbeats") },
          { id: "dropped", label: "Frames dropped", value: total("droppedFrames") },
          { id: "resyncs", label: "Resyncs", value: total("resyncs") },
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
