// Counts what the gateway reports. On the frame path only numbers are added; Prometheus reads them when it scrapes.
import { RTT_BUCKETS_MS } from "@doubloon/shared/protocol/admin";
import { type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import { Counter, Histogram, type Registry } from "prom-client";
import type { DropReason, GatewayObserver } from "../gateway/gatewayObserver.ts";
import { SampleWindow } from "./sampleWindow.ts";

const RTTS_HELD = 4_096;

/** Totals since the start. */
export interface GatewayTotals {
  frames: number;
  bytes: number;
  keyframes: number;
  drops: number;
  resyncs: number;
  inputs: number;
  refusals: number;
  missedHeartbeats: number;
}

export class GatewayMetrics implements GatewayObserver {
  readonly totals: GatewayTotals = {
    frames: 0,
    bytes: 0,
    keyframes: 0,
    drops: 0,
    resyncs: 0,
    inputs: 0,
    refusals: 0,
    missedHeartbeats: 0,
  };
  /** Heartbeat round trips of the current second, in ms. */
  readonly rtts = new SampleWindow(RTTS_HELD);
  readonly #drops: Record<DropReason, number> = { backlog: 0, behind: 0 };
  readonly #refusals = new Map<RefusalCode, number>();
  readonly #rttSeconds: Histogram;

  constructor(registry: Registry) {
    const registers = [registry];
    const { totals } = this;
    const total = (name: string, help: string, value: () => number): void => {
      new Counter({
        name,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(value());
        },
      });
    };
    total("doubloon_frames_sent_total", "Room frames written to players", () => totals.frames);
    total(
      "doubloon_frame_bytes_sent_total",
      "Bytes of room frames written, headers included",
      () => totals.bytes,
    );
    total("doubloon_keyframes_sent_total", "Keyframes among the frames written", () => totals.keyframes);
    total("doubloon_resyncs_total", "Gaps for which a client asked for a keyframe", () => totals.resyncs);
    total("doubloon_inputs_total", "Inputs passed on to the world", () => totals.inputs);
    total(
      "doubloon_missed_heartbeats_total",
      "Heartbeats answered late or not at all",
      () => totals.missedHeartbeats,
    );
    const drops = this.#drops;
    new Counter({
      name: "doubloon_frames_dropped_total",
      help: "Frames not written: the last write had not left (backlog), or too many were unacknowledged (behind)",
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
      help: "Messages and connections refused",
      labelNames: ["code"],
      registers,
      collect() {
        this.reset();
        for (const code of Object.keys(refusals) as RefusalCode[]) this.inc({ code }, byCode.get(code) ?? 0);
      },
    });
    this.#rttSeconds = new Histogram({
      name: "doubloon_heartbeat_rtt_seconds",
      help: "Round trip of heartbeats",
      buckets: RTT_BUCKETS_MS.map((ms) => ms / 1000),
      registers,
    });
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
