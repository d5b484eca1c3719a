import type { Tick } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import type { GatewayHealth } from "../link/port.ts";
import { createMetrics } from "../metrics/metrics.ts";
import { makeAdminSources } from "./adminSources.ts";

test("only the timer takes readings and tells the world of the gateway; a console that looks changes nothing", () => {
  const nothing = (): void => {};
  const metrics = createMetrics({ onPace: nothing, onSaveFailed: nothing, onTimeSkipped: nothing });
  const told: Omit<GatewayHealth, "connections">[] = [];
  const { sources, collect } = makeAdminSources({
    metrics,
    gateway: {
      connections: 3,
      players: 2,
      worst: () => [],
      reportHealth: (health) => void told.push(health),
    },
    world: {
      tick: 40 as Tick,
      playersOnline: 2,
      playersKnown: 5,
      pace: () => [],
      boardPage: async (query) => ({ rows: [], total: 0, query }),
    },
    gatewayId: "inline",
    staleMs: 3_000,
  });
  metrics.gateway.frameDropped("behind");
  // Before the first reading there is one already, of nothing.
  expect(sources.sample()).toMatchObject({ tick: 40, online: 2, players: 5, droppedFrames: 0 });
  expect([sources.gateways(), told]).toEqual([[], []]);

  collect();
  expect(told).toEqual([{ lagMs: 0, busy: 0, droppedFrames: 1 }]);
  const sample = sources.sample();
  expect(sample.droppedFrames).toBe(1);
  expect(sources.sample()).toBe(sample);
  expect(sources.gateways()).toMatchObject([{ id: "inline", connections: 3, players: 2, droppedFrames: 1 }]);
  expect(told.length).toBe(1);

  collect();
  expect(sources.sample().droppedFrames).toBe(0);
  metrics.close();
});
