// Picks the worst connections for the console in one pass, without sorting all of them.
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import type { Session } from "./session.ts";

/** Badness of a connection as one comparable number. A missed heartbeat weighs most, then resyncs and dropped frames. */
function badness(
  missed: number,
  resyncs: number,
  dropped: number,
  behindTicks: number,
  rttMs: number,
): number {
  return missed * 10_000 + resyncs * 1_000 + dropped * 100 + behindTicks * 10 + Math.max(0, rttMs);
}

function badnessOfSession(session: Session): number {
  const { connection, resyncs, droppedFrames, behindAtLastFrameTicks } = session;
  return badness(
    connection.missedHeartbeats,
    resyncs,
    droppedFrames,
    behindAtLastFrameTicks,
    connection.rttMs,
  );
}

function badnessOfRow(connection: AdminConnection): number {
  const { missedHeartbeats, resyncs, droppedFrames, behindTicks, rttMs } = connection;
  return badness(missedHeartbeats, resyncs, droppedFrames, behindTicks, rttMs);
}

/** Sort order of the console's rows: worst first. */
export function worseFirst(a: AdminConnection, b: AdminConnection): number {
  return badnessOfRow(b) - badnessOfRow(a);
}

/** The `limit` worst sessions, worst first. Cost: one pass, and up to `limit` steps per session inserted. */
export function worstOf(sessions: Iterable<Session>, limit: number): AdminConnection[] {
  const worst: { session: Session; score: number }[] = [];
  for (const session of sessions) {
    const score = badnessOfSession(session);
    const last = worst.at(-1);
    if (worst.length === limit && (last === undefined || score <= last.score)) continue;
    let index = worst.length;
    while (index > 0 && worst[index - 1].score < score) index--;
    worst.splice(index, 0, { session, score });
    if (worst.length > limit) worst.pop();
  }
  return worst.map(({ session }) => ({
    playerId: session.socket.data.playerId,
    name: session.name,
    rttMs: session.connection.rttMs,
    missedHeartbeats: session.connection.missedHeartbeats,
    droppedFrames: session.droppedFrames,
    resyncs: session.resyncs,
    behindTicks: session.behindAtLastFrameTicks,
  }));
}
