import { expect, test } from "vitest";
import { createMetrics } from "./metrics.ts";
import { percentile, SampleWindow } from "./sampleWindow.ts";

const log = { onPace: () => {}, onSaveFailed: () => {}, onTimeSkipped: () => {} };

test("percentiles are the nearest rank of the second's values", () => {
  const window = new SampleWindow(100);
  for (let i = 100; i >= 1; i--) window.add(i);
  const sorted = window.close();
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([50, 95, 99, 100]);
  expect(percentile(window.close(), 0.5)).toBe(0);
});

test("a window that overflows keeps the newest", () => {
  const window = new SampleWindow(3);
  for (const value of [9, 8, 1, 2, 3]) window.add(value);
  expect([...window.close()]).toEqual([1, 2, 3]);
});

test("a second's figures are what happened since the one before", () => {
  const metrics = createMetrics(log);
  const { gateway } = metrics;
  gateway.framesSent(10, 2_000);
  gateway.refused("flooding");
  gateway.heartbeat(0.4);
  gateway.heartbeat(3);
  gateway.heartbeat(5_000);
  expect(metrics.takeSecond()).toMatchObject({
    frames: 10,
    bytes: 2_000,
    refusals: 1,
    rttBuckets: [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
    rttP50Ms: 3,
    rttP99Ms: 5_000,
  });
  gateway.framesSent(1, 100);
  expect(metrics.takeSecond()).toMatchObject({ frames: 1, bytes: 100, refusals: 0, rttP50Ms: 0 });
  metrics.close();
});

test("every metric's name starts with doubloon_ and the counts are there", async () => {
  const metrics = createMetrics(log);
  metrics.gateway.framesSent(10, 2_000);
  metrics.gateway.refused("flooding");
  metrics.gateway.frameDropped("behind");
  metrics.gateway.heartbeat(3);
  metrics.gauge("doubloon_players", "Players online", () => 7);
  const text = await metrics.registry.metrics();
  for (const line of text.split("\n")) if (line !== "") expect(line).toMatch(/^(# (HELP|TYPE) )?doubloon_/);
  expect(text).toContain("doubloon_frames_sent_total 10\n");
  expect(text).toContain('doubloon_refusals_total{code="flooding"} 1\n');
  expect(text).toContain('doubloon_frames_dropped_total{reason="behind"} 1\n');
  expect(text).toContain('doubloon_heartbeat_rtt_seconds_bucket{le="0.005"} 1\n');
  expect(text).toContain("doubloon_players 7\n");
  metrics.close();
});
