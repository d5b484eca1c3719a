import type { Tick } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import { noHunts } from "../../admin/hunts/noHunts.ts";
import { makeTestDiagnostics } from "../../diagnostics/testing/testDiagnostics.ts";
import type { GatewayHealth } from "../../link/port.ts";
import { createMetrics } from "../../metrics/metrics.ts";
import { makeSingleProcessView } from "./singleProcessView.ts";

test("only the timer measures and reports the gateway to the world; reading the console's figures changes nothing", () => {
  const nothing = (): void => {};
  const metrics = createMetrics({ onPace: nothing, onSaveFailed: nothing, onTimeSkipped: nothing });
  const reported: Omit<GatewayHealth, "connections">[] = [];
  const { sources, collect } = makeSingleProcessView({
    hunts: { ...noHunts, note: async () => {} },
    diagnostics: makeTestDiagnostics().diagnostics,
    askQa: async () => ({ ok: false, error: "" }),
    metrics,
    gateway: {
      connections: 3,
      players: 2,
      worst: () => [],
      reportHealth: (health) => void reported.push(health),
    },
    world: {
      tick: 40 as Tick,
      playersOnline: 2,
      playersRanked: 5,
      rates: () => [],
      saveAgeMs: 0,
      saveProblem: () => undefined,
      boardPage: async (query) => ({ rows: [], total: 0, query }),
    },
    gatewayId: "inline",
    staleMs: 3_000,
  });
  metrics.gateway.frameDropped("behind");
  // Before the first measurement there is an empty sample.
  expect(sources.sample()).toMatchObject({ tick: 40, online: 2, players: 5, droppedFrames: 0 });
  expect([sources.gateways(), reported]).toEqual([[], []]);

  collect();
  expect(reported).toEqual([{ lagMs: 0, busy: 0, droppedFrames: 1 }]);
  const sample = sources.sample();
  expect(sample.droppedFrames).toBe(1);
  expect(sources.sample()).toBe(sample);
  expect(sources.gateways()).toMatchObject([{ id: "inline", connections: 3, players: 2, droppedFrames: 1 }]);
  expect(reported.length).toBe(1);

  collect();
  expect(sources.sample().droppedFrames).toBe(0);
  metrics.close();
});
