// All figures of one process: a Prometheus registry, and the second's figures for the console and the governor.
import { RTT_BUCKETS_MS } from "@doubloon/shared/protocol/admin";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { GatewayHealth } from "../link/port.ts";
import { LagMeter } from "../world/feeds/lagMeter.ts";
import { GatewayMetrics, type GatewayTotals } from "./gatewayMetrics.ts";
import { observeGc } from "./gcPauses.ts";
import { makeLoopBusy } from "./loopBusy.ts";
import { measureLoopLag } from "./loopLag.ts";
import { makeOwnLag } from "./ownLag.ts";
import { percentile } from "./sampleWindow.ts";
import { WorldMetrics, type WorldMetricsOptions } from "./worldMetrics.ts";

const PAUSE_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];

/** What happened since the previous call. Times in ms. */
export interface SecondFigures extends GatewayTotals {
  readonly rttBuckets: readonly number[];
  readonly rttP50Ms: number;
  readonly rttP95Ms: number;
  readonly rttP99Ms: number;
  readonly tickP95Ms: number;
  readonly tickMaxMs: number;
  readonly loopLagMaxMs: number;
  readonly gcMaxMs: number;
  readonly gcTotalMs: number;
}

export interface Metrics {
  readonly registry: Registry;
  readonly gateway: GatewayMetrics;
  readonly world: WorldMetrics;
  /** A figure that is read when it is asked for. */
  gauge(name: string, help: string, value: () => number): void;
  /** The same with one label: pairs of its value and the figure. What is not among them is no longer shown. */
  gaugeBy(name: string, help: string, label: string, values: () => Iterable<readonly [string, number]>): void;
  /** The same for totals since the start. */
  totalBy(name: string, help: string, label: string, values: () => Iterable<readonly [string, number]>): void;
  /** To be called once a second, by one caller. */
  takeSecond(): SecondFigures;
  /**
   * The event-loop delay that nineteen turns in twenty since the last call kept below, in ms: load, not one pause. 0 if it
   * was not this process's own making. And the part of the time in which the event loop was busy. To be called about once
   * a second, by one caller.
   */
  takeHealth(): Pick<GatewayHealth, "lagMs" | "busy">;
  close(): void;
}

/** Starts measuring. `log` hears what an operator should know of. */
export function createMetrics(log: Omit<WorldMetricsOptions, "registry">): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const gateway = new GatewayMetrics(registry);
  const world = new WorldMetrics({ registry, ...log });
  const lagSeconds = new Histogram({
    name: "doubloon_event_loop_delay_seconds",
    help: "How late the event loop runs its timers",
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
    help: "Pauses of the garbage collector",
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
  // Not prom-client's default metrics: they list every open socket at each scrape.
  gauge("doubloon_process_cpu_seconds", "CPU time of this process", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  gauge("doubloon_process_rss_bytes", "Memory of this process", () => process.memoryUsage.rss());
  gauge("doubloon_process_heap_bytes", "Heap in use", () => process.memoryUsage().heapUsed);
  let before: GatewayTotals = { ...gateway.totals };

  return {
    registry,
    gateway,
    world,
    gauge,
    gaugeBy,
    totalBy,
    takeSecond() {
      const since = before;
      before = { ...gateway.totals };
      const rtts = gateway.rtts.close();
      const ticks = world.ticks.close();
      const figures: SecondFigures = {
        ...difference(before, since),
        rttBuckets: inBuckets(rtts),
        rttP50Ms: percentile(rtts, 0.5),
        rttP95Ms: percentile(rtts, 0.95),
        rttP99Ms: percentile(rtts, 0.99),
        tickP95Ms: percentile(ticks, 0.95),
        tickMaxMs: percentile(ticks, 1),
        loopLagMaxMs: loop.takeMaxMs(),
        gcMaxMs,
        gcTotalMs,
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

function difference(now: GatewayTotals, before: GatewayTotals): GatewayTotals {
  const keys = Object.keys(now) as (keyof GatewayTotals)[];
  return Object.fromEntries(keys.map((key) => [key, now[key] - before[key]])) as unknown as GatewayTotals;
}

/** Counts by RTT_BUCKETS_MS, the last for what is above. */
function inBuckets(sorted: Float64Array): number[] {
  const counts = new Array<number>(RTT_BUCKETS_MS.length + 1).fill(0);
  for (const value of sorted) {
    const bucket = RTT_BUCKETS_MS.findIndex((bound) => value <= bound);
    counts[bucket < 0 ? RTT_BUCKETS_MS.length : bucket]++;
  }
  return counts;
}
