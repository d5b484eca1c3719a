// The counters of one process of the swarm. It knows no player and no clock.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { LatencySummary } from "../lib/latencySummary.ts";
import { type AnswerCounts, AnswerTimes } from "./answerTimes.ts";
import { Latencies } from "./latencies.ts";

/** Absences that are kept one by one. */
const MAX_AWAY = 65_536;

/** Counters of the measured window. */
export interface WindowCounts {
  frames: number;
  keyframes: number;
  /** Bytes of frames, WebSocket headers included. */
  frameBytes: number;
  /** Bytes of everything else that arrived, WebSocket headers included. */
  otherBytes: number;
  /** State records, motion changes and removals, and their bytes. */
  moverRecords: number;
  moverBytes: number;
  lootBytes: number;
  /** Movers that the frames omitted, summed over the frames. */
  omitted: number;
  inputs: number;
  /** Of hunters: readings and clues received, probes begun, and caches found first or together with others. */
  readings: number;
  clues: number;
  digs: number;
  finds: number;
}

/** Counters of the whole run. */
export interface RunCounts {
  /** Players who were welcomed at least once. */
  joined: number;
  rejoined: number;
  gaps: number;
  gapsHealed: number;
  /** Keyframes requested. */
  resyncs: number;
  stale: number;
  malformed: number;
  disconnects: number;
  /** Connections of stalled players that ended; not part of `disconnects`. */
  stalledDisconnects: number;
  missedHeartbeats: number;
}

/** What a frame's header says. */
export type FrameCounts = Readonly<
  Pick<WindowCounts, "moverRecords" | "moverBytes" | "lootBytes" | "omitted">
> & {
  readonly keyframe: boolean;
};

export class Tally {
  readonly window: WindowCounts = {
    frames: 0,
    keyframes: 0,
    frameBytes: 0,
    otherBytes: 0,
    moverRecords: 0,
    moverBytes: 0,
    lootBytes: 0,
    omitted: 0,
    inputs: 0,
    readings: 0,
    clues: 0,
    digs: 0,
    finds: 0,
  };
  readonly run: RunCounts = {
    joined: 0,
    rejoined: 0,
    gaps: 0,
    gapsHealed: 0,
    resyncs: 0,
    stale: 0,
    malformed: 0,
    disconnects: 0,
    stalledDisconnects: 0,
    missedHeartbeats: 0,
  };
  readonly latencies = new Latencies();
  /** Of hunters that are timed. */
  readonly answers = new AnswerTimes();
  /** Of players who have never lost their connection. */
  readonly steadyLatencies = new Latencies();
  /** How long each rejoined player was away, in ms; the first MAX_AWAY of them. */
  readonly #awayMs: number[] = [];
  readonly #refusals = new Map<RefusalCode, number>();
  /** The last connection error, for people. */
  lastError = "";

  /** Counts a frame whose header was read. */
  countFrame(frame: FrameCounts, frameBytes: number): void {
    const { window } = this;
    window.frames++;
    if (frame.keyframe) window.keyframes++;
    window.frameBytes += frameBytes;
    window.moverRecords += frame.moverRecords;
    window.moverBytes += frame.moverBytes;
    window.lootBytes += frame.lootBytes;
    window.omitted += frame.omitted;
  }

  countRejoin(awayMs: number): void {
    this.run.rejoined++;
    if (this.#awayMs.length < MAX_AWAY) this.#awayMs.push(awayMs);
  }

  countRefusal(code: RefusalCode): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }

  /** Starts a new measured window. */
  clearWindow(): void {
    for (const key of Object.keys(this.window) as (keyof WindowCounts)[]) this.window[key] = 0;
    this.latencies.clear();
    this.answers.clear();
    this.steadyLatencies.clear();
  }

  result(): TallyResult {
    return {
      window: { ...this.window },
      run: { ...this.run },
      latencies: this.latencies.summary(),
      answers: this.answers.counts(),
      steadyBySecond: this.steadyLatencies.bySecond(),
      awayMs: [...this.#awayMs],
      refusals: Object.fromEntries(this.#refusals),
      lastError: this.lastError,
    };
  }
}

/** The counters as one process sends them to another. */
export interface TallyResult {
  readonly window: Readonly<WindowCounts>;
  readonly run: Readonly<RunCounts>;
  readonly latencies: LatencySummary;
  readonly answers: AnswerCounts;
  /** One for each whole second of the window, of players who have never lost their connection. */
  readonly steadyBySecond: readonly LatencySummary[];
  readonly awayMs: readonly number[];
  readonly refusals: Readonly<Partial<Record<RefusalCode, number>>>;
  readonly lastError: string;
}
