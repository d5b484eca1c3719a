// The load signal of one process: one number from 0 to 1 on which autoscaling, admission, the choice of a gateway, alerts and
// dashboards rest. Measures once a second, whenever it is read; sends nothing and decides nothing.
import { TICK_MS } from "@doubloon/shared/time";
import { makeLoopBusy } from "./loopBusy.ts";
import { percentile, SampleWindow } from "./sampleWindow.ts";

/** Readings within this time of the measurement, in ms, get the same value: a shorter window says little. */
const MIN_WINDOW_MS = 500;
/** Far more ticks than two seconds have. */
const MAX_TICKS = 256;

/** The three shares, each from 0; the load is the largest, at most 1. */
export interface LoadParts {
  /** Connections of their limit. */
  readonly connections: number;
  /** Time in which the event loop was busy. */
  readonly loop: number;
  /** 95th percentile of tick durations of the time between two ticks. */
  readonly tick: number;
}

export interface LoadSources {
  /** The share of time since its last call in which the event loop was busy, 0 to 1. */
  readonly loopBusy: () => number;
  /** A monotonic clock, in ms. */
  readonly nowMs: () => number;
}

export class LoadMeter {
  readonly #ticks = new SampleWindow(MAX_TICKS);
  readonly #loopBusy: () => number;
  readonly #nowMs: () => number;
  #connectionShare = (): number => 0;
  #measuredAtMs: number;
  #load = 0;
  #parts: LoadParts = { connections: 0, loop: 0, tick: 0 };
  #onMeasured = (_load: number): void => {};

  constructor(
    { loopBusy, nowMs }: LoadSources = { loopBusy: makeLoopBusy(), nowMs: () => performance.now() },
  ) {
    this.#loopBusy = loopBusy;
    this.#nowMs = nowMs;
    this.#measuredAtMs = nowMs();
  }

  /** Adds the duration of a tick. */
  tick(ms: number): void {
    this.#ticks.add(ms);
  }

  /** Sets how to read connections and their limit. Without it, and with a limit of 0, they count as 0. */
  countConnections(connections: () => number, limit: number): void {
    this.#connectionShare = () => (limit === 0 ? 0 : connections() / limit);
  }

  /** The shares of which the last measurement took the largest. */
  get parts(): LoadParts {
    return this.#parts;
  }

  /** Sets who is told of each measurement; there is one. */
  onMeasured(tell: (load: number) => void): void {
    this.#onMeasured = tell;
  }

  /**
   * The largest of three shares, at most 1: connections of their limit, the time since the last measurement in which the
   * event loop was busy, and the 95th percentile of tick durations of the time between two ticks.
   */
  read(): number {
    const nowMs = this.#nowMs();
    if (nowMs - this.#measuredAtMs < MIN_WINDOW_MS) return this.#load;
    this.#measuredAtMs = nowMs;
    const parts = {
      connections: this.#connectionShare(),
      loop: this.#loopBusy(),
      tick: percentile(this.#ticks.close(), 0.95) / TICK_MS,
    };
    this.#parts = parts;
    this.#load = Math.min(1, Math.max(parts.connections, parts.loop, parts.tick));
    this.#onMeasured(this.#load);
    return this.#load;
  }
}
