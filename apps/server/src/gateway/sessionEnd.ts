// Refuses players' messages and ends sessions, for a reason or after an error. Every session ends through here, and an
// error while one ends costs no other. Decides no reason: the callers do.
import { makeRefusal, type RefusalCode, refusals } from "@doubloon/shared/protocol/refusals";
import type { MonotonicClock } from "../lib/clock.ts";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import type { GatewayLink } from "../link/port.ts";
import type { FeedSubscribers } from "./delivery/feedSubscribers.ts";
import type { GatewayObserver } from "./gatewayObserver.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** Minimum time between notices to one player about refused messages, in ms. */
const NOTIFY_EVERY_MS = 1_000;
/** Minimum delay after which players disconnected for a restart reconnect, in ms; up to as much again is added at random. */
const RECONNECT_MS = 500;

export interface SessionEndOptions {
  readonly link: Pick<GatewayLink, "id" | "world">;
  readonly sessions: Sessions;
  readonly subscribers: FeedSubscribers;
  readonly observer: GatewayObserver;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread reconnects. */
  readonly random: () => number;
}

export interface SessionEnd {
  /** Marks the session as over; its mover, if any, leaves the world. Does nothing the second time. */
  release(session: Session): void;
  /** Marks the session as over; returns whether it has a mover, which stays in the world. */
  markOver(session: Session): boolean;
  /** The mover of a session that is over leaves the world, unless another session controls it by now. */
  leave(session: Session): void;
  /** Ends a session with a reason, and with a reconnect delay where reconnecting makes sense. */
  end(session: Session, code: RefusalCode, reconnectMs?: number): void;
  /** Ends one session after an error of that kind in the code that serves it. */
  fail(kind: string, error: unknown, session: Session): void;
  /** Acts on a refused message: ends the session or notifies the player, as the code demands. */
  refuse(session: Session, code: RefusalCode): void;
}

export function makeSessionEnd(options: SessionEndOptions): SessionEnd {
  const { link, sessions, subscribers, observer, clock, boundary, random } = options;

  function markOver(session: Session): boolean {
    subscribers.leave(session);
    return sessions.end(session);
  }

  function leave({ key, mover }: Session): void {
    link.world.leave(link.id, key, mover);
  }

  function release(session: Session): void {
    if (markOver(session)) leave(session);
  }

  function end(session: Session, code: RefusalCode, reconnectMs = RECONNECT_MS * (1 + random())): void {
    observer.refused(code);
    release(session);
    const canReconnect = code === "shuttingDown" || code === "serverFull";
    const retryAfterMs = canReconnect ? Math.round(reconnectMs) : undefined;
    boundary.run(
      "farewell",
      () => {
        session.socket.emit("farewell", makeRefusal(code, retryAfterMs));
        session.socket.disconnect(true);
      },
      () => session.lane.destroy(),
    );
  }

  function notify(session: Session, code: RefusalCode): void {
    observer.refused(code);
    const nowMs = clock.nowMs();
    if (nowMs - session.notifiedAtMs < NOTIFY_EVERY_MS) return;
    session.notifiedAtMs = nowMs;
    session.socket.emit("notice", { kind: "warning", text: refusals[code].text });
  }

  return {
    release,
    markOver,
    leave,
    end,
    fail(kind, error, session) {
      boundary.failed(kind, error);
      boundary.run(kind, () => release(session));
      boundary.run(
        kind,
        () => session.socket.disconnect(true),
        () => session.lane.destroy(),
      );
    },
    refuse(session, code) {
      if (refusals[code].closes) end(session, code);
      else notify(session, code);
    },
  };
}
