import { expect, test } from "vitest";
import { fullPace } from "../world/feeds/governor.ts";
import { addFleetMetrics } from "./fleetMetrics.ts";
import { createMetrics } from "./metrics.ts";
import { addRoomMetrics } from "./roomMetrics.ts";
import { percentile, SampleWindow } from "./sampleWindow.ts";
import { addSaveMetrics, type SavedWorld } from "./saveMetrics.ts";

const log = { onPace: () => {}, onSaveFailed: () => {}, onTimeSkipped: () => {} };

test("percentiles use the nearest rank", () => {
  const window = new SampleWindow(100);
  for (let i = 100; i >= 1; i--) window.add(i);
  const sorted = window.close();
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(sorted, share))).toEqual([50, 95, 99, 100]);
  expect(percentile(window.close(), 0.5)).toBe(0);
});

test("a full window keeps the newest values", () => {
  const window = new SampleWindow(3);
  for (const value of [9, 8, 1, 2, 3]) window.add(value);
  expect([...window.close()]).toEqual([1, 2, 3]);
});

test("figures of a second are increases since the previous second", () => {
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

test("every metric name starts with doubloon_, and counts are exported", async () => {
  const metrics = createMetrics(log);
  metrics.gateway.joined();
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
  expect(text).toContain("doubloon_joins_total 1\n");
  expect(text).toContain("doubloon_players 7\n");
  expect(text).toMatch(/^doubloon_load [01](\.\d+)?(e-\d+)?$/m);
  metrics.close();
});

test("rooms are exported by class, changes of the frame rates by cause", async () => {
  const metrics = createMetrics(log);
  const row = { rooms: 3, viewers: 40, rateHz: 5, hidden: 7, reason: "world 60 ms late" } as const;
  addRoomMetrics(metrics, () => [{ ...row, roomClass: "crowded" }]);
  const pace = { ...fullPace, level: 1, reason: row.reason, cause: "world" } as const;
  metrics.world.paceChanged(pace);
  metrics.world.paceChanged({ ...pace, level: 2 });
  const text = await metrics.registry.metrics();
  expect(text).toContain('doubloon_rooms{class="crowded"} 3\n');
  expect(text).toContain('doubloon_room_viewers{class="crowded"} 40\n');
  expect(text).toContain('doubloon_room_rate_hz{class="crowded"} 5\n');
  expect(text).toContain('doubloon_room_hidden_movers{class="crowded"} 7\n');
  expect(text).toContain('doubloon_pace_changes_total{cause="world"} 2\n');
  expect(text).toMatch(/doubloon_pace_last_change_timestamp_seconds\{cause="world"\} 1\d{9}/);
  metrics.close();
});

test("each gateway is exported, and one that has left no longer is", async () => {
  const metrics = createMetrics(log);
  const gateway = {
    id: "gateway-1",
    connections: 12,
    players: 10,
    framesPerSecond: 0,
    bytesPerSecond: 0,
    droppedFrames: 4,
    lagMs: 250,
    rttP95Ms: 0,
    gcMaxMs: 0,
    rssBytes: 0,
    linkBytes: 0,
    linkDropped: 2,
    staleMs: 3_000,
    silentMs: 500,
  };
  let gateways = [gateway, { ...gateway, id: "gateway-2" }];
  addFleetMetrics(metrics, () => gateways);
  const before = await metrics.registry.metrics();
  expect(before).toContain('doubloon_gateway_connections{gateway="gateway-2"} 12\n');
  expect(before).toContain('doubloon_gateway_lag_seconds{gateway="gateway-1"} 0.25\n');
  gateways = [gateway];
  const after = await metrics.registry.metrics();
  expect(after).toContain('doubloon_gateway_dropped_frames{gateway="gateway-1"} 4\n');
  expect(after).not.toContain("gateway-2");
  metrics.close();
});

test("a world that runs here leads, and one on standby does not", async () => {
  const metrics = createMetrics(log);
  let world: SavedWorld;
  addSaveMetrics(metrics, () => world);
  expect(await metrics.registry.metrics()).toContain("doubloon_world_leading 0\n");
  world = { saveAgeMs: 2_500 };
  const text = await metrics.registry.metrics();
  expect(text).toContain("doubloon_world_leading 1\n");
  expect(text).toContain("doubloon_save_age_seconds 2.5\n");
  metrics.close();
});
