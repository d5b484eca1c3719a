// The report of an attack, as one object and as text. Arithmetic and formatting only.
import { type Percentiles, percentilesOf } from "../lib/latencySummary.ts";
import type { PlayersResult } from "../load/players.ts";
import type { AttackCounts } from "./attackCounts.ts";

/** The object of `--json`. */
export interface HostileReport {
  /** Connections attempted, without the victims'. */
  readonly connections: number;
  /** Bad messages sent: frames, packets and requests. */
  readonly messages: number;
  /** Processes of the server that ended or were replaced. */
  readonly serverRestarts: number;
  readonly victims: {
    readonly players: number;
    /** Victims who joined at least once. */
    readonly joined: number;
    readonly disconnects: number;
    /** Delivery times of frames in ms, before and during the attack. */
    readonly latencyMs: { readonly before: Percentiles; readonly during: Percentiles };
    readonly missedHeartbeats: number;
    readonly gaps: number;
    /** Frames received by all of them, before and during the attack. */
    readonly frames: { readonly before: number; readonly during: number };
  };
  /** Duration of the attack. */
  readonly seconds: number;
  /** Attackers that the server welcomed. */
  readonly welcomes: number;
  /** Health checks without an answer. */
  readonly healthUnanswered: number;
  /** Why the last of them failed; empty if none did. */
  readonly healthTrouble: string;
  /** Connections by misbehaviour. */
  readonly behaviours: Readonly<Record<string, number>>;
}

export interface HostileResults {
  readonly counts: AttackCounts;
  readonly serverRestarts: number;
  readonly healthUnanswered: number;
  readonly healthTrouble: string;
  readonly seconds: number;
  readonly players: number;
  readonly before: PlayersResult;
  readonly during: PlayersResult;
}

export function makeHostileReport(results: HostileResults): HostileReport {
  const { counts, before, during } = results;
  return {
    connections: counts.connections,
    messages: counts.messages,
    serverRestarts: results.serverRestarts,
    victims: {
      players: results.players,
      joined: during.run.joined,
      disconnects: during.run.disconnects,
      latencyMs: { before: percentilesOf(before.latencies), during: percentilesOf(during.latencies) },
      missedHeartbeats: during.run.missedHeartbeats,
      gaps: during.run.gaps,
      frames: { before: before.window.frames, during: during.window.frames },
    },
    seconds: Math.round(results.seconds * 10) / 10,
    welcomes: counts.welcomes,
    healthUnanswered: results.healthUnanswered,
    healthTrouble: results.healthTrouble,
    behaviours: counts.behaviours,
  };
}

/** Whether the server survived: nothing restarted, and every victim joined and stayed. */
export function survived({ serverRestarts, victims }: HostileReport): boolean {
  return serverRestarts === 0 && victims.disconnects === 0 && victims.joined === victims.players;
}

export function describeHostileReport(report: HostileReport): string {
  const { victims } = report;
  const { before, during } = victims.latencyMs;
  const line = ({ p50, p95, p99, max }: Percentiles): string =>
    `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${max} ms`;
  return [
    `attack    ${report.connections} connections, ${report.messages} bad messages in ${report.seconds} s; ${report.welcomes} attackers welcomed`,
    `server    ${report.serverRestarts} restarts, ${report.healthUnanswered} health checks unanswered${report.healthTrouble && ` (the last: ${report.healthTrouble})`}`,
    `victims   ${victims.joined} of ${victims.players} joined, ${victims.disconnects} disconnects, ${victims.missedHeartbeats} heartbeats missed, ${victims.gaps} gaps`,
    `before    ${line(before)} (${victims.frames.before} frames)`,
    `during    ${line(during)} (${victims.frames.during} frames)`,
    ...Object.entries(report.behaviours)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, count]) => `  ${name} ${count}`),
  ].join("\n");
}
