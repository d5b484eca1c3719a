// Counts what the gateway reports. The frame path only adds numbers; Prometheus reads them when it scrapes.
import {
  type CounterFigure,
  counterFigures,
  RTT_BUCKETS_MS,
  zerosFor,
} from "@doubloon/shared/protocol/figures";
import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import { Counter, Histogram, type Registry } from "prom-client";
import type { DropReason, GatewayObserver } from "../gateway/gatewayObserver.ts";
import { SampleWindow } from "./sampleWindow.ts";
import { addTotal } from "./totals.ts";

/** The window's capacity: round trips beyond this many in a second replace the oldest. */
const MAX_RTTS = 4_096;

/** Totals since the start. */
export type GatewayTotals = Record<CounterFigure, number>;

/** Name and help text of each counter for Prometheus. Drops and refusals have a label and are added by hand. */
const TOTALS: Readonly<
  Record<Exclude<CounterFigure, "drops" | "refusals">, readonly [name: string, help: string]>
> = {
  frames: ["doubloon_frames_sent_total", "Room frames written to players"],
  bytes: ["doubloon_frame_bytes_sent_total", "Bytes of room frames written to players, headers included"],
  keyframes: ["doubloon_keyframes_sent_total", "Keyframes among the frames written to players"],
  resyncs: ["doubloon_resyncs_total", "Keyframes requested by clients that missed a frame"],
  inputs: ["doubloon_inputs_total", "Inputs accepted and passed on to the world"],
  missedHeartbeats: ["doubloon_missed_heartbeats_total", "Heartbeats answered late or not at all"],
};

export class GatewayMetrics implements GatewayObserver {
  readonly totals: GatewayTotals = zerosFor(counterFigures);
  /** Heartbeat round trips of the current second, in ms. */
  readonly rtts = new SampleWindow(MAX_RTTS);
  readonly #drops: Record<DropReason, number> = { backlog: 0, behind: 0 };
  readonly #refusals = new Map<RefusalCode, number>();
  readonly #rttSeconds: Histogram;
  #joins = 0;

  constructor(registry: Registry) {
    const registers = [registry];
    const { totals } = this;
    for (const [counter, [name, help]] of Object.entries(TOTALS)) {
      addTotal(registry, name, help, () => totals[counter as CounterFigure]);
    }
    addTotal(registry, "doubloon_joins_total", "Players welcomed, new or returning", () => this.#joins);
    const drops = this.#drops;
    new Counter({
      name: "doubloon_frames_dropped_total",
      help: "Frames not written to players: the previous write was still pending (backlog), or the stale limit was reached (behind)",
      labelNames: ["reason"],
      registers,
      collect() {
        this.reset();
        for (const [reason, count] of Object.entries(drops)) this.inc({ reason }, count);
      },
    });
    const byCode = this.#refusals;
    new Counter({
      name: "doubloon_refusals_total",
      help: "Messages and connections refused, by reason",
      labelNames: ["code"],
      registers,
      collect() {
        this.reset();
        for (const code of Object.keys(refusals) as RefusalCode[]) this.inc({ code }, byCode.get(code) ?? 0);
      },
    });
    this.#rttSeconds = new Histogram({
      name: "doubloon_heartbeat_rtt_seconds",
      help: "Round-trip time of heartbeats",
      buckets: RTT_BUCKETS_MS.map((ms) => ms / 1000),
      registers,
    });
  }

  joined(): void {
    this.#joins++;
  }
  framesSent(connections: number, bytes: number): void {
    this.totals.frames += connections;
    this.totals.bytes += bytes;
  }
  keyframesSent(connections: number): void {
    this.totals.keyframes += connections;
  }
  frameDropped(reason: DropReason): void {
    this.totals.drops++;
    this.#drops[reason]++;
  }
  resync(): void {
    this.totals.resyncs++;
  }
  input(): void {
    this.totals.inputs++;
  }
  refused(code: RefusalCode): void {
    this.totals.refusals++;
    this.#refusals.set(code, (this.#refusals.get(code) ?? 0) + 1);
  }
  heartbeat(rttMs: number): void {
    this.rtts.add(rttMs);
    this.#rttSeconds.observe(rttMs / 1000);
  }
  missedHeartbeat(): void {
    this.totals.missedHeartbeats++;
  }
}
