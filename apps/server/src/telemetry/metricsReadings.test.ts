import { Counter, Gauge, Registry } from "prom-client";
import { expect, test } from "vitest";
import { MetricsReadings } from "./metricsReadings.ts";

function makeProcess() {
  const registry = new Registry();
  let collected = 0;
  const players = new Gauge({
    name: "players",
    help: "Players",
    registers: [registry],
    collect() {
      collected++;
    },
  });
  const frames = new Counter({ name: "frames_total", help: "Frames", registers: [registry] });
  return { registry, players, frames, collected: () => collected };
}

test("the text is that of the last reading, and requesting it reads nothing", async () => {
  const readings = new MetricsReadings();
  const { registry, players, frames, collected } = makeProcess();
  readings.add(registry);
  expect(readings.text()).toBeUndefined();
  players.set(4);
  frames.inc(10);
  await readings.take(1_700_000_000_500);
  players.set(9);
  frames.inc(90);
  for (let i = 0; i < 50; i++) {
    const text = await readings.text();
    expect(text).toMatch(/^players 4$/m);
    expect(text).toMatch(/^frames_total 10$/m);
    expect(text).toMatch(/^doubloon_reading_timestamp_seconds 1700000000\.5$/m);
  }
  expect(collected()).toBe(1);
  await readings.take(1_700_000_001_500);
  expect(await readings.text()).toMatch(/^players 9$/m);
});

test("readings of other processes are summed, and dropped when the processes end", async () => {
  const readings = new MetricsReadings();
  const own = makeProcess();
  const other = makeProcess();
  readings.add(own.registry);
  own.players.set(1);
  other.players.set(2);
  await readings.take(0);
  const reading = JSON.parse(JSON.stringify(await other.registry.getMetricsAsJSON()));
  readings.put("gateway 1", reading);
  readings.put("gateway 2", reading);
  expect(await readings.text()).toMatch(/^players 5$/m);
  readings.put("gateway 2", reading);
  expect(await readings.text()).toMatch(/^players 5$/m);
  readings.drop("gateway 1");
  expect(await readings.text()).toMatch(/^players 3$/m);
});

test("what processes have counted stays counted when they end, so that no rate sees a restart", async () => {
  const readings = new MetricsReadings();
  const own = makeProcess();
  readings.add(own.registry);
  own.frames.inc(1);
  for (let id = 0; id < 5; id++) {
    const { registry, frames, players } = makeProcess();
    frames.inc(100);
    players.set(7);
    readings.put(`gateway ${id}`, await registry.getMetricsAsJSON());
    await readings.take(id);
    readings.drop(`gateway ${id}`);
    readings.drop(`gateway ${id}`);
    expect(await readings.text()).toMatch(new RegExp(`^frames_total ${100 * id + 101}$`, "m"));
    expect(await readings.text()).toMatch(/^players 0$/m);
  }
  await readings.take(9);
  await readings.take(10);
  expect(await readings.text()).toMatch(/^frames_total 501$/m);
});

test("the load of a machine is that of its busiest process", async () => {
  const readings = new MetricsReadings();
  const [own, other] = [makeProcess(), makeProcess()].map(({ registry }) => ({
    registry,
    load: new Gauge({ name: "load", help: "Load", aggregator: "max", registers: [registry] }),
  }));
  readings.add(own.registry);
  own.load.set(0.2);
  other.load.set(0.7);
  await readings.take(0);
  readings.put("gateway 1", JSON.parse(JSON.stringify(await other.registry.getMetricsAsJSON())));
  expect(await readings.text()).toMatch(/^load 0\.7$/m);
});

test("if a registry fails, the previous reading and its time stay", async () => {
  const readings = new MetricsReadings();
  const { registry, players } = makeProcess();
  readings.add(registry);
  players.set(4);
  await readings.take(1_000);
  new Gauge({
    name: "broken",
    help: "Fails",
    registers: [registry],
    collect() {
      throw new Error("no figures");
    },
  });
  await expect(readings.take(2_000)).rejects.toThrow("no figures");
  const text = await readings.text();
  expect(text).toMatch(/^players 4$/m);
  expect(text).toMatch(/^doubloon_reading_timestamp_seconds 1$/m);
});

test("the values of a gauge are those of all processes, and none before there is one", async () => {
  const readings = new MetricsReadings();
  const { registry, players } = makeProcess();
  expect(readings.values("players")).toEqual([]);
  readings.add(registry);
  players.set(3);
  await readings.take(0);
  const reading = await registry.getMetricsAsJSON();
  readings.put("gateway 1", [{ ...reading[0], values: [{ value: 7, labels: {} }] }]);
  expect(readings.values("players")).toEqual([3, 7]);
  readings.drop("gateway 1");
  expect(readings.values("players")).toEqual([3]);
  expect(readings.values("unknown")).toEqual([]);
});
