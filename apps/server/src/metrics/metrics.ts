// The measurements of one process: a Prometheus registry, and the figures of each second for the console and the
// governor. Nothing is sent from here.
import { type ProcessFigures, RTT_BUCKETS_MS } from "@doubloon/shared/protocol/figures";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { GatewayHealth } from "../link/port.ts";
import { LagMeter } from "../world/feeds/lagMeter.ts";
import { GatewayMetrics, type GatewayTotals } from "./gatewayMetrics.ts";
import { observeGc } from "./gcPauses.ts";
import { LoadMeter } from "./loadMeter.ts";
import { makeLoopBusy } from "./loopBusy.ts";
import { measureLoopLag } from "./loopLag.ts";
import { makeOwnLag } from "./ownLag.ts";
import { percentile } from "./sampleWindow.ts";
import { addTotal } from "./totals.ts";
import { WorldMetrics, type WorldMetricsOptions } from "./worldMetrics.ts";

const PAUSE_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];

export interface Metrics {
  readonly registry: Registry;
  readonly gateway: GatewayMetrics;
  readonly world: WorldMetrics;
  /** The load signal, exported as `doubloon_load`. */
  readonly load: LoadMeter;
  /** A gauge that is read when the registry is. */
  gauge(name: string, help: string, value: () => number): void;
  /** A gauge with one label: pairs of the label's value and the number. A label value without a pair is not shown. */
  gaugeBy(name: string, help: string, label: string, values: () => Iterable<readonly [string, number]>): void;
  /** A counter of a total since the start. */
  total(name: string, help: string, value: () => number): void;
  /** A counter with one label. */
  totalBy(name: string, help: string, label: string, values: () => Iterable<readonly [string, number]>): void;
  /** The figures since the previous call. Call once a second, from one place. */
  takeSecond(): ProcessFigures;
  /**
   * The load of the event loop since the previous call. `lagMs` is the 95th percentile of its delay, so one pause does not
   * count as load; 0 if this process did not cause the delay. `busy` is the share of time in which the event loop was
   * busy. Call about once a second, from one place.
   */
  takeHealth(): Pick<GatewayHealth, "lagMs" | "busy">;
  close(): void;
}

/** Starts measuring. `log` gets the events that an operator should know of. */
export function createMetrics(log: Omit<WorldMetricsOptions, "registry" | "load">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gateway = new GatewayMetrics(registry);
  const load = new LoadMeter();
  const world = new WorldMetrics({ registry, load, ...log });
  const lagSeconds = new Histogram({
    name: "doubloon_event_loop_delay_seconds",
    help: "Delay with which the event loop runs its timers",
    buckets: PAUSE_BUCKETS_SECONDS,
    registers,
  });
  const lags = new LagMeter();
  const ownLag = makeOwnLag();
  const busy = makeLoopBusy();
  const loop = measureLoopLag((ms) => {
    lagSeconds.observe(ms / 1000);
    lags.add(ms);
  });
  const gcSeconds = new Histogram({
    name: "doubloon_gc_pause_seconds",
    help: "Pauses of the garbage collector, by kind of collection",
    labelNames: ["kind"],
    buckets: PAUSE_BUCKETS_SECONDS,
    registers,
  });
  let gcMaxMs = 0;
  let gcTotalMs = 0;
  const stopGc = observeGc((kind, ms) => {
    gcMaxMs = Math.max(gcMaxMs, ms);
    gcTotalMs += ms;
    gcSeconds.observe({ kind }, ms / 1000);
  });
  const gauge: Metrics["gauge"] = (name, help, value) => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  };
  const gaugeBy: Metrics["gaugeBy"] = (name, help, label, values) => {
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [key, value] of values()) this.set({ [label]: key }, value);
      },
    });
  };
  const totalBy: Metrics["totalBy"] = (name, help, label, values) => {
    new Counter({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [key, value] of values()) this.inc({ [label]: key }, value);
      },
    });
  };
  const total: Metrics["total"] = (name, help, value) => addTotal(registry, name, help, value);
  // prom-client's default metrics are not used: they list every open socket at each scrape.
  total("doubloon_process_cpu_seconds_total", "CPU time used by this process", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge("doubloon_process_rss_bytes", "Resident memory of this process", () => process.memoryUsage.rss());
  gauge("doubloon_process_heap_bytes", "Heap in use by this process", () => process.memoryUsage().heapUsed);
  new Gauge({
    name: "doubloon_load",
    help: "Load from 0 to 1: the largest of connections of their limit, event-loop utilisation, and tick p95 of its budget; the highest of all processes",
    aggregator: "max",
    registers,
    collect() {
      this.set(load.read());
    },
  });
  new Gauge({
    name: "doubloon_load_share",
    help: "The three shares of which doubloon_load is the largest, each the highest of all processes",
    labelNames: ["part"],
    aggregator: "max",
    registers,
    collect() {
      // Measures if the last measurement is old, so that both gauges show the same second in any order.
      load.read();
      for (const [part, share] of Object.entries(load.parts)) this.set({ part }, share);
    },
  });
  let totals: GatewayTotals = { ...gateway.totals };

  return {
    registry,
    gateway,
    world,
    load,
    gauge,
    gaugeBy,
    total,
    totalBy,
    takeSecond() {
      const previous = totals;
      totals = { ...gateway.totals };
      const memory = process.memoryUsage();
      const rtts = gateway.rtts.close();
      const ticks = world.ticks.close();
      const figures: ProcessFigures = {
        ...difference(totals, previous),
        rttBuckets: inBuckets(rtts),
        rttP50Ms: percentile(rtts, 0.5),
        rttP95Ms: percentile(rtts, 0.95),
        rttP99Ms: percentile(rtts, 0.99),
        tickP95Ms: percentile(ticks, 0.95),
        tickMaxMs: percentile(ticks, 1),
        loopLagMaxMs: loop.takeMaxMs(),
        gcMaxMs,
        gcTotalMs,
        rssBytes: memory.rss,
        heapBytes: memory.heapUsed,
      };
      gcMaxMs = 0;
      gcTotalMs = 0;
      return figures;
    },
    takeHealth: () => ({ lagMs: ownLag(lags.take(0.95)), busy: busy() }),
    close() {
      loop.stop();
      stopGc();
    },
  };
}

function difference(now: GatewayTotals, previous: GatewayTotals): GatewayTotals {
  const keys = Object.keys(now) as (keyof GatewayTotals)[];
  return Object.fromEntries(keys.map((key) => [key, now[key] - previous[key]])) as unknown as GatewayTotals;
}

/** Counts by RTT_BUCKETS_MS; the last bucket holds everything above. */
function inBuckets(sorted: Float64Array): number[] {
  const counts = new Array<number>(RTT_BUCKETS_MS.length + 1).fill(0);
  for (const value of sorted) {
    const bucket = RTT_BUCKETS_MS.findIndex((bound) => value <= bound);
    counts[bucket < 0 ? RTT_BUCKETS_MS.length : bucket]++;
  }
  return counts;
}
