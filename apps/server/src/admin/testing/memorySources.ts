// AdminSources over a few players in memory, for tests.
import type { PlayerId } from "@doubloon/shared/ids";
import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { noHunts } from "../hunts/noHunts.ts";
import { noProcesses } from "../processes/processSources.ts";
import type { AdminSources } from "../sources.ts";

export interface MemoryPlayer {
  readonly name: string;
  score: number;
}

export interface MemorySources extends AdminSources {
  readonly players: MemoryPlayer[];
  /** Number of calls of `board`. */
  boardCalls: number;
  /** The error that `board` rejects with, if any. */
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
    hunts: noHunts,
    processes: noProcesses,
    boardCalls: 0,
    fault: undefined,
    sample() {
      tick += 20;
      return makeAdminSample({ tick, at: 1_800_000_000_000 + tick * 50, online: count });
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
    drain: async () => "there is no such gateway",
    handOver: async () => "no machine stands by",
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
