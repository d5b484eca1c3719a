// Keeps players connected while the world is away, and enters them again at the world that took over: same sockets, same
// identities, a second welcome. What they send meanwhile is held. After a bound they are sent off. See docs/adr/0026.
import type { MoverId, PlayerId } from "@doubloon/shared/ids";
import type { MonotonicClock } from "../../lib/clock.ts";
import type { GatewayLink } from "../../link/port.ts";
import type { FeedSubscribers } from "../delivery/feedSubscribers.ts";
import type { Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import type { FeedRooms } from "../transport/feedRooms.ts";
import { HELD_SEQS, HeldMessages } from "./heldMessages.ts";

/** Players are told of a takeover that takes longer than this, in ms: a handover is over sooner. */
const TELL_AFTER_MS = 800;
/** Players are sent off when the world has been away for this long, in ms. */
export const AWAY_LIMIT_MS = 30_000;
const TAKEN_OVER_TEXT = "The island is changing hands. You can stay where you are.";

export interface ReentryOptions {
  readonly link: Pick<GatewayLink, "id" | "world">;
  readonly sessions: Sessions;
  readonly subscribers: FeedSubscribers;
  readonly rooms: FeedRooms;
  /** Names of movers of the world that is gone; the next one sends its own. */
  readonly names: Map<MoverId, string>;
  readonly clock: MonotonicClock;
  readonly newToken: (playerId: PlayerId) => string;
  /** Asks the world to let the session in. */
  readonly enter: (session: Session) => void;
  /** Ends the session of one of `count` players who are sent off at once. */
  readonly sendOff: (session: Session, count: number) => void;
  /** Tells every player a line. */
  readonly announce: (text: string) => void;
  /** Ends a session after an error of that kind. */
  readonly fail: (kind: string, error: unknown, session: Session) => void;
  /** Runs an action after that many ms. */
  readonly after: (ms: number, action: () => void) => void;
}

export interface Reentry {
  worldAway(): void;
  /** The world is back, or another one is there, and knows no session. */
  worldBack(): void;
  /** A session that was held is playing and has been welcomed again: passes on what was held. */
  entered(session: Session): void;
}

export function makeReentry(options: ReentryOptions): Reentry {
  const { link, sessions, subscribers, rooms, names, clock, after, fail } = options;
  /** Counts changes of the world's state, so that a timer knows that it is about an earlier absence. */
  let changes = 0;
  let up = true;

  function suspend(session: Session): void {
    subscribers.leave(session);
    rooms.leave(session.socket.id, session.feed);
    sessions.suspend(session);
    session.held = new HeldMessages(session.lastInput, clock.nowMs());
    // The first welcome's token is no longer kept.
    session.socket.data.token = options.newToken(session.socket.data.playerId);
    // Awards among them are durable: they must not wait for a frame of a world that is gone.
    const { piggybacked, lane } = session;
    if (piggybacked === undefined || !lane.clear) return;
    session.piggybacked = undefined;
    lane.write(piggybacked);
  }

  function sendOff(): void {
    const held = [...sessions.entering].filter((session) => session.held !== undefined);
    for (const session of held) options.sendOff(session, held.length);
  }

  return {
    worldAway() {
      up = false;
      const change = ++changes;
      for (const session of [...sessions.playing]) {
        try {
          suspend(session);
        } catch (error) {
          fail("takeover", error, session);
        }
      }
      after(TELL_AFTER_MS, () => {
        if (change === changes) options.announce(TAKEN_OVER_TEXT);
      });
      after(AWAY_LIMIT_MS, () => {
        if (change === changes) sendOff();
      });
    },
    worldBack() {
      if (up) return;
      up = true;
      changes++;
      names.clear();
      for (const session of [...sessions.entering]) {
        try {
          options.enter(session);
        } catch (error) {
          fail("takeover", error, session);
        }
      }
    },
    entered(session) {
      const { held } = session;
      if (held === undefined) return;
      session.held = undefined;
      session.seqOffset = HELD_SEQS;
      session.awaitsFirstInput = true;
      // Frames of the world that is gone are acknowledged no more.
      session.readAll();
      held.passOn(link.world, link.id, session.key, session.mover, session.lastInput, clock.nowMs());
    },
  };
}
