// Counts what the world host reports: the time that ticks, encoding and saves take, lateness, and what was dropped.
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { PaceCause } from "../world/feeds/governor.ts";
import type { IgnoredMessage, WorldObserver } from "../world/worldObserver.ts";
import type { LoadMeter } from "./loadMeter.ts";
import { SampleWindow } from "./sampleWindow.ts";
import { addTotal } from "./totals.ts";

/** Far more ticks than a second has. */
const MAX_TICKS = 256;
const BUCKETS_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25];

type Pace = Parameters<WorldObserver["paceChanged"]>[0];

export interface WorldMetricsOptions {
  readonly registry: Registry;
  readonly load: Pick<LoadMeter, "tick">;
  /** These three go to the log. */
  readonly onPace: (pace: Pace) => void;
  readonly onSaveFailed: (error: Error) => void;
  readonly onTimeSkipped: (ms: number) => void;
}

export class WorldMetrics implements WorldObserver {
  /** Durations of the current second's ticks, in ms. */
  readonly ticks = new SampleWindow(MAX_TICKS);
  readonly #options: WorldMetricsOptions;
  readonly #tickSeconds: Histogram;
  readonly #lateSeconds: Histogram;
  readonly #saveSeconds: Histogram;
  readonly #saveTurnSeconds: Histogram;
  #encodeMs = 0;
  #frames = 0;
  #bytes = 0;
  #records = 0;
  #omitted = 0;
  #inputsDropped = 0;
  readonly #ignored: Record<IgnoredMessage, number> = { input: 0, leave: 0, hunting: 0 };
  #skippedMs = 0;
  #savesFailed = 0;
  #snapshotBytes = 0;
  #paceLevel = 0;
  readonly #paceChanges = new Map<PaceCause, { count: number; lastAtMs: number }>();

  constructor(options: WorldMetricsOptions) {
    this.#options = options;
    const registers = [options.registry];
    const histogram = (name: string, help: string): Histogram =>
      new Histogram({ name, help, buckets: BUCKETS_SECONDS, registers });
    const total = (name: string, help: string, value: () => number): void =>
      addTotal(options.registry, name, help, value);
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    };
    this.#tickSeconds = histogram("doubloon_tick_seconds", "Duration of a tick of the world");
    this.#lateSeconds = histogram("doubloon_slot_late_seconds", "How long after its slot a frame was sent");
    this.#saveSeconds = histogram("doubloon_save_seconds", "Duration of a save until it is on disk");
    this.#saveTurnSeconds = histogram(
      "doubloon_save_turn_seconds",
      "Time for which a save blocked the world thread in one turn",
    );
    total("doubloon_encode_seconds_total", "Time spent encoding frames", () => this.#encodeMs / 1000);
    total(
      "doubloon_frames_encoded_total",
      "Room frames encoded; a frame is encoded once for all its viewers",
      () => this.#frames,
    );
    total("doubloon_frame_bytes_encoded_total", "Bytes of encoded deltas", () => this.#bytes);
    total("doubloon_records_encoded_total", "Mover records in encoded deltas", () => this.#records);
    total("doubloon_movers_hidden_total", "Movers omitted from frames that were full", () => this.#omitted);
    total(
      "doubloon_inputs_dropped_total",
      "Inputs dropped because the command queue was full",
      () => this.#inputsDropped,
    );
    const ignored = this.#ignored;
    new Counter({
      name: "doubloon_world_ignored_total",
      help: "Messages from sessions that do not control their mover, and requests of hunts that were too many",
      labelNames: ["message"],
      registers,
      collect() {
        this.reset();
        this.inc({ message: "input" }, ignored.input);
        this.inc({ message: "leave" }, ignored.leave);
        this.inc({ message: "hunting" }, ignored.hunting);
      },
    });
    total(
      "doubloon_time_skipped_seconds_total",
      "World time skipped to catch up after falling too far behind",
      () => this.#skippedMs / 1000,
    );
    total("doubloon_save_failures_total", "Saves that failed", () => this.#savesFailed);
    gauge("doubloon_save_bytes", "Size of the latest save", () => this.#snapshotBytes);
    gauge(
      "doubloon_pace_level",
      "Level of the governor's rate ladder; 0 is the full rate",
      () => this.#paceLevel,
    );
    const changes = this.#paceChanges;
    new Counter({
      name: "doubloon_pace_changes_total",
      help: "Changes of the frame rates: lowered because the world or a gateway was late, or raised again (recovery)",
      labelNames: ["cause"],
      registers,
      collect() {
        this.reset();
        for (const [cause, { count }] of changes) this.inc({ cause }, count);
      },
    });
    new Gauge({
      name: "doubloon_pace_last_change_timestamp_seconds",
      help: "When the frame rates were last changed, by cause",
      labelNames: ["cause"],
      registers,
      collect() {
        for (const [cause, { lastAtMs }] of changes) this.set({ cause }, lastAtMs / 1000);
      },
    });
  }

  tick(ms: number): void {
    this.ticks.add(ms);
    this.#options.load.tick(ms);
    this.#tickSeconds.observe(ms / 1000);
  }
  encoded(ms: number, bytes: number, records: number, omitted: number): void {
    this.#frames++;
    this.#encodeMs += ms;
    this.#bytes += bytes;
    this.#records += records;
    this.#omitted += omitted;
  }
  slotLate(ms: number): void {
    this.#lateSeconds.observe(ms / 1000);
  }
  inputDropped(): void {
    this.#inputsDropped++;
  }
  ignored(message: IgnoredMessage): void {
    this.#ignored[message]++;
  }
  timeSkipped(ms: number): void {
    this.#skippedMs += ms;
    this.#options.onTimeSkipped(ms);
  }
  saveTurn(ms: number): void {
    this.#saveTurnSeconds.observe(ms / 1000);
  }
  saved(encodeMs: number, saveMs: number, bytes: number): void {
    this.#snapshotBytes = bytes;
    this.#saveSeconds.observe((encodeMs + saveMs) / 1000);
  }
  saveFailed(error: Error): void {
    this.#savesFailed++;
    this.#options.onSaveFailed(error);
  }
  paceChanged(pace: Pace): void {
    this.#paceLevel = pace.level;
    const count = (this.#paceChanges.get(pace.cause)?.count ?? 0) + 1;
    this.#paceChanges.set(pace.cause, { count, lastAtMs: Date.now() });
    this.#options.onPace(pace);
  }
}
