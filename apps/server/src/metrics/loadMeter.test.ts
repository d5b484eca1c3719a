import { TICK_MS } from "@doubloon/shared/time";
import { expect, test } from "vitest";
import { LoadMeter } from "./loadMeter.ts";

function makeMeter() {
  const now = { busy: 0, ms: 0, connections: 0 };
  const meter = new LoadMeter({ loopBusy: () => now.busy, nowMs: () => now.ms });
  meter.countConnections(() => now.connections, 200);
  const second = (ticks: readonly number[] = []): number => {
    for (const ms of ticks) meter.tick(ms);
    now.ms += 1_000;
    return meter.read();
  };
  return { meter, now, second };
}

test.each([
  ["connections", { connections: 120, busy: 0.1 }, [5], 0.6],
  ["event loop", { connections: 20, busy: 0.7 }, [5], 0.7],
  ["ticks", { connections: 20, busy: 0.2 }, [TICK_MS * 0.8], 0.8],
  ["nothing", { connections: 0, busy: 0 }, [], 0],
] as const)("the load is the largest share: %s", (_, state, ticks, load) => {
  const { now, second } = makeMeter();
  Object.assign(now, state);
  expect(second(ticks)).toBeCloseTo(load);
});

test("the load is at most 1, and one long tick of twenty is not the load", () => {
  const { now, second } = makeMeter();
  expect(second([...new Array<number>(19).fill(5), 400])).toBeCloseTo(0.1);
  expect(second([5, 400])).toBe(1);
  now.connections = 900;
  expect(second()).toBe(1);
});

test("each second is measured alone, and readings between have its value", () => {
  const { meter, now, second } = makeMeter();
  expect(second([TICK_MS / 2])).toBeCloseTo(0.5);
  now.busy = 0.9;
  now.ms += 100;
  expect(meter.read()).toBeCloseTo(0.5);
  now.busy = 0.1;
  expect(second()).toBeCloseTo(0.1);
});

test("a gateway that takes no players has the load of its event loop", () => {
  let ms = 0;
  const meter = new LoadMeter({ loopBusy: () => 0.3, nowMs: () => (ms += 1_000) });
  meter.countConnections(() => 2, 0);
  expect(meter.read()).toBe(0.3);
});

test("a process without connections to count has the load of its event loop", () => {
  let ms = 0;
  const meter = new LoadMeter({ loopBusy: () => 0.3, nowMs: () => (ms += 1_000) });
  expect(meter.read()).toBe(0.3);
});
