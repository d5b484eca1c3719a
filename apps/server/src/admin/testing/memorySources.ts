// AdminSources over a few players in memory, for tests of what lies above the port.
import type { PlayerId } from "@doubloon/shared/ids";
import { type AdminSample, RTT_BUCKETS_MS } from "@doubloon/shared/protocol/admin";
import type { AdminSources } from "../sources.ts";

export interface MemoryPlayer {
  readonly name: string;
  score: number;
}

export interface MemorySources extends AdminSources {
  readonly players: MemoryPlayer[];
  /** How often `board` was asked for. */
  boardCalls: number;
  /** What `board` rejects with, if anything. */
  fault: Error | undefined;
}

/** `count` players named player-1, player-2 and so on, the first with the highest score. */
export function createMemorySources(count: number): MemorySources {
  const players = Array.from({ length: count }, (_, i) => ({
    name: `player-${i + 1}`,
    score: (count - i) * 10,
  }));
  let tick = 0;
  return {
    players,
    boardCalls: 0,
    fault: undefined,
    sample() {
      tick += 20;
      return makeSample({ tick, at: 1_800_000_000_000 + tick * 50, online: count });
    },
    worst: (limit) =>
      players.slice(0, limit).map(({ name }, i) => ({
        playerId: name as PlayerId,
        name,
        rttMs: 100 - i,
        missedHeartbeats: 0,
        droppedFrames: 0,
        resyncs: 0,
        behindTicks: 0,
      })),
    gateways: () => [],
    async board(query) {
      this.boardCalls++;
      if (this.fault !== undefined) throw this.fault;
      const rows = [...players]
        .sort((a, b) => b.score - a.score)
        .map(({ name, score }, i) => ({ rank: i + 1, playerId: name as PlayerId, name, score, online: true }))
        .filter((row) => row.name.includes(query.search.toLowerCase()));
      return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length, query };
    },
  };
}

/** A quiet second, with some figures set. */
export function makeSample(figures: Partial<AdminSample>): AdminSample {
  return {
    at: 0,
    tick: 0,
    online: 0,
    players: 0,
    framesPerSecond: 0,
    bytesPerSecond: 0,
    inputsPerSecond: 0,
    droppedFrames: 0,
    resyncs: 0,
    missedHeartbeats: 0,
    refusals: 0,
    rttBuckets: new Array(RTT_BUCKETS_MS.length + 1).fill(0),
    rttP50Ms: 0,
    rttP95Ms: 0,
    rttP99Ms: 0,
    tickP95Ms: 0,
    tickMaxMs: 0,
    eventLoopLagMaxMs: 0,
    gcMaxMs: 0,
    gcTotalMs: 0,
    rssBytes: 0,
    heapBytes: 0,
    rooms: [],
    paceReason: "full rate",
    paceChangedAt: 0,
    linkPackets: 0,
    linkBytes: 0,
    linkDropped: 0,
    linkBreaks: 0,
    ...figures,
  };
}
