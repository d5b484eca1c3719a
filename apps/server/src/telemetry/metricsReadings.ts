// The newest metrics of every process on this machine, and their sum in Prometheus's text format. Reads nothing by itself:
// the telemetry timer calls `take`, and other processes' readings arrive through `put`. A scrape only reads the text.
import { AggregatorRegistry, Counter, Gauge, Registry } from "prom-client";

/** The metrics of a registry as JSON, in prom-client's shape. */
export type MetricsReading = readonly object[];

export class MetricsReadings {
  readonly #own: Registry[] = [];
  readonly #readings = new Map<string, MetricsReading>();
  /** Counters and histograms of the processes that have ended: their sums must never fall, or rates take it for a restart. */
  readonly #ended: MetricsReading[] = [];
  readonly #takenAt: Gauge;
  #ownReading: MetricsReading | undefined;
  #text: Promise<string> | undefined;

  /** `failures` returns the number of failed readings since the start. */
  constructor(failures: () => number = () => 0) {
    const machine = new Registry();
    new Counter({
      name: "doubloon_telemetry_failures_total",
      help: "Readings that failed in the process that serves the metrics",
      registers: [machine],
      collect() {
        this.reset();
        this.inc(failures());
      },
    });
    this.#takenAt = new Gauge({
      name: "doubloon_reading_timestamp_seconds",
      help: "When these metrics were read, in Unix time",
      registers: [machine],
    });
    this.#own.push(machine);
  }

  get contentType(): string {
    return this.#own[0].contentType;
  }

  /** Adds a registry of this process. */
  add(registry: Registry): void {
    this.#own.push(registry);
  }

  /** Reads this process's metrics. Called by the telemetry timer only. `unixMs` is the time now. */
  async take(unixMs: number): Promise<void> {
    this.#takenAt.set(unixMs / 1_000);
    if (this.#ended.length > 1) await this.#addUpEnded();
    const reading = await Promise.all(this.#own.map((registry) => registry.getMetricsAsJSON()));
    // A registry returns the objects that it keeps counting in; a reading must not change.
    this.#ownReading = structuredClone(reading.flat());
    this.#text = undefined;
  }

  /** Keeps the reading of another process of this machine until its next one, or until it is dropped. */
  put(id: string, reading: MetricsReading): void {
    this.#readings.set(id, reading);
    this.#text = undefined;
  }

  /** Removes the reading of a process that has ended, and goes on counting what it has counted. */
  drop(id: string): void {
    const counted = this.#readings.get(id)?.filter(counts) ?? [];
    if (counted.length > 0) this.#ended.push(counted);
    this.#readings.delete(id);
    this.#text = undefined;
  }

  /** The values of a metric in the newest readings, one for each process and combination of labels. */
  values(name: string): number[] {
    const readings = [this.#ownReading ?? [], ...this.#readings.values()].flat();
    return readings
      .map((metric) => metric as { readonly name?: unknown; readonly values?: readonly { value: number }[] })
      .filter((metric) => metric.name === name)
      .flatMap((metric) => metric.values?.map(({ value }) => value) ?? []);
  }

  /** The newest readings of all processes as text, with gauges and counters summed (unless a gauge names another aggregator); undefined before the first one. */
  text(): Promise<string> | undefined {
    if (this.#ownReading === undefined) return undefined;
    this.#text ??= AggregatorRegistry.aggregate([
      this.#ownReading,
      ...this.#readings.values(),
      ...this.#ended,
    ] as object[]).metrics();
    return this.#text;
  }

  /** Keeps one reading, however many processes have ended. */
  async #addUpEnded(): Promise<void> {
    const ended = [...this.#ended];
    const sum = await AggregatorRegistry.aggregate(ended as object[]).getMetricsAsJSON();
    // Another process may have ended meanwhile.
    this.#ended.splice(0, ended.length, sum);
  }
}

/** Whether a metric only grows while its process lives. */
function counts(metric: object): boolean {
  const { type } = metric as { readonly type?: unknown };
  return type === "counter" || type === "histogram";
}
