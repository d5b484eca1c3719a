// What one process of the swarm counts. It knows no player and no clock.
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { Latencies, type LatencySummary } from "./latencies.ts";

const MAX_AWAY = 65_536;

/** Counts of the measured window. */
export interface WindowCounts {
  frames: number;
  keyframes: number;
  /** Bytes of frames, WebSocket headers included. */
  frameBytes: number;
  /** Bytes of everything else that came, WebSocket headers included. */
  otherBytes: number;
  /** Full, turn and gone records, and their bytes. */
  moverRecords: number;
  moverBytes: number;
  lootBytes: number;
  /** Sum over the frames of the movers each left out. */
  hidden: number;
  inputs: number;
}

/** Counts of the whole run. */
export interface RunCounts {
  /** Players who were welcomed at least once. */
  joined: number;
  rejoined: number;
  gaps: number;
  gapsHealed: number;
  /** Keyframes asked for. */
  resyncs: number;
  stale: number;
  malformed: number;
  disconnects: number;
  /** Connections of stalled players that ended; not among `disconnects`. */
  stalledDisconnects: number;
  missedHeartbeats: number;
}

export class Tally {
  readonly window: WindowCounts = {
    frames: 0,
    keyframes: 0,
    frameBytes: 0,
    otherBytes: 0,
    moverRecords: 0,
    moverBytes: 0,
    lootBytes: 0,
    hidden: 0,
    inputs: 0,
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
  /** Of those who have never lost their connection. */
  readonly steadyLatencies = new Latencies();
  /** How long each who lost the connection and came back was away, in ms; the first MAX_AWAY of them. */
  readonly #awayMs: number[] = [];
  readonly #refusals = new Map<RefusalCode, number>();
  /** The last thing that went wrong with a connection, for a human. */
  lastTrouble = "";

  cameBack(awayMs: number): void {
    this.run.rejoined++;
    if (this.#awayMs.length < MAX_AWAY) this.#awayMs.push(awayMs);
  }

  refused(code: RefusalCode): void {
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }

  /** Begins the measured window anew. */
  clearWindow(): void {
    for (const key of Object.keys(this.window) as (keyof WindowCounts)[]) this.window[key] = 0;
    this.latencies.clear();
    this.steadyLatencies.clear();
  }

  harvest(): Harvest {
    return {
      window: { ...this.window },
      run: { ...this.run },
      latencies: this.latencies.summary(),
      steadyBySecond: this.steadyLatencies.bySecond(),
      awayMs: [...this.#awayMs],
      refusals: Object.fromEntries(this.#refusals),
      lastTrouble: this.lastTrouble,
    };
  }
}

/** A tally as it travels between processes. */
export interface Harvest {
  readonly window: Readonly<WindowCounts>;
  readonly run: Readonly<RunCounts>;
  readonly latencies: LatencySummary;
  /** One for each whole second of the window, of those who have never lost their connection. */
  readonly steadyBySecond: readonly LatencySummary[];
  readonly awayMs: readonly number[];
  readonly refusals: Readonly<Partial<Record<RefusalCode, number>>>;
  readonly lastTrouble: string;
}
