// The newest metrics of every process on this machine, and their sum as Prometheus's text. It reads nothing by itself:
// `take` is for the telemetry timer, processes hand in theirs with `put`. Asking for the text changes nothing.
import { AggregatorRegistry, Counter, Gauge, Registry } from "prom-client";

/** What a registry says of its metrics; only prom-client looks into it. */
export type MetricsReading = readonly object[];

export class MetricsReadings {
  readonly #own: Registry[] = [];
  readonly #readings = new Map<string, MetricsReading>();
  readonly #takenAt: Gauge;
  #ownReading: MetricsReading | undefined;
  #text: Promise<string> | undefined;

  /** `failures` is how many readings have failed so far. */
  constructor(failures: () => number = () => 0) {
    const machine = new Registry();
    new Counter({
      name: "doubloon_telemetry_failures_total",
      help: "Readings that failed in the process that serves this",
      registers: [machine],
      collect() {
        this.reset();
        this.inc(failures());
      },
    });
    this.#takenAt = new Gauge({
      name: "doubloon_reading_timestamp_seconds",
      help: "When these figures were taken, in Unix time",
      registers: [machine],
    });
    this.#own.push(machine);
  }

  get contentType(): string {
    return this.#own[0].contentType;
  }

  /** Adds metrics of this process. */
  add(registry: Registry): void {
    this.#own.push(registry);
  }

  /** Reads this process's metrics; to be called by the telemetry timer alone. `unixMs` is the time now. */
  async take(unixMs: number): Promise<void> {
    this.#takenAt.set(unixMs / 1_000);
    const reading = await Promise.all(this.#own.map((registry) => registry.getMetricsAsJSON()));
    // A registry hands out the values that it goes on counting in; a reading stays what it was.
    this.#ownReading = structuredClone(reading.flat());
    this.#text = undefined;
  }

  /** Keeps what another process of this machine has read, until its next reading or until it is dropped. */
  put(id: string, reading: MetricsReading): void {
    this.#readings.set(id, reading);
    this.#text = undefined;
  }

  /** Forgets a process that has ended. */
  drop(id: string): void {
    this.#readings.delete(id);
    this.#text = undefined;
  }

  /** The newest readings of all processes as text, gauges and counters summed; undefined before the first. */
  text(): Promise<string> | undefined {
    if (this.#ownReading === undefined) return undefined;
    this.#text ??= AggregatorRegistry.aggregate([
      this.#ownReading,
      ...this.#readings.values(),
    ] as object[]).metrics();
    return this.#text;
  }
}
