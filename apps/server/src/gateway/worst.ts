// Picks the worst connections for the console in one pass, without sorting everybody.
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import type { Session } from "./session.ts";

/** How badly a connection fares: one number to compare by. A missed heartbeat weighs most, then lost frames. */
export function badness(session: Session): number {
  const { connection } = session;
  return (
    connection.missedHeartbeats * 10_000 +
    session.resyncs * 1_000 +
    session.droppedFrames * 100 +
    session.behindAtLastFrameTicks * 10 +
    Math.max(0, connection.rttMs)
  );
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
