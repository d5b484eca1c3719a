// Picks the worst connections for the console in one pass, without sorting everybody.
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import type { Session } from "./session.ts";

/** How badly a connection fares: one number to compare by. A missed heartbeat weighs most, then lost frames. */
export function badness(session: Session): number {
  const { connection, resyncs, droppedFrames, behindAtLastFrameTicks } = session;
  return weigh(connection.missedHeartbeats, resyncs, droppedFrames, behindAtLastFrameTicks, connection.rttMs);
}

/** Of two connections as the console lists them, the worse one first. */
export function worseFirst(a: AdminConnection, b: AdminConnection): number {
  return badnessListed(b) - badnessListed(a);
}

function badnessListed(connection: AdminConnection): number {
  const { missedHeartbeats, resyncs, droppedFrames, behindTicks, rttMs } = connection;
  return weigh(missedHeartbeats, resyncs, droppedFrames, behindTicks, rttMs);
}

function weigh(missed: number, resyncs: number, dropped: number, behindTicks: number, rttMs: number): number {
  return missed * 10_000 + resyncs * 1_000 + dropped * 100 + behindTicks * 10 + Math.max(0, rttMs);
}

/** The `limit` worst sessions, the worst first. Cost: one pass, and `limit` steps for each that enters the list. */
export function worstOf(sessions: Iterable<Session>, limit: number): AdminConnection[] {
  const worst: { session: Session; score: number }[] = [];
  for (const session of sessions) {
    const score = badness(session);
    const last = worst.at(-1);
    if (worst.length === limit && (last === undefined || score <= last.score)) continue;
    let place = worst.length;
    while (place > 0 && worst[place - 1].score < score) place--;
    worst.splice(place, 0, { session, score });
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
