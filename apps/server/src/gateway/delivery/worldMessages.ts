// Turns the world's messages into messages to the players they concern. An error while serving one player ends that
// player's session only; frames are not wrapped, so the frame path pays nothing for it. Holds no rules of the game.
import type { MoverId } from "@doubloon/shared/ids";
import type { Award, ServerToClientEvents, Standing } from "@doubloon/shared/protocol/events";
import type { Reading } from "@doubloon/shared/protocol/huntEvents";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { encodeReading } from "@doubloon/shared/wire/reading";
import { encodeSelf, type SelfState } from "@doubloon/shared/wire/self";
import { type FeedId, roomOfFeed } from "../../link/feedId.ts";
import type {
  BroadcastMessage,
  Entered,
  GatewayLink,
  GatewayPort,
  SessionKey,
  TellMessage,
  UndeliveredMessage,
} from "../../link/port.ts";
import type { PlayerMoves } from "../drain/playerMoves.ts";
import type { GatewayObserver } from "../gatewayObserver.ts";
import type { Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import { eventFrame } from "../transport/eventFrame.ts";
import type { FeedRooms } from "../transport/feedRooms.ts";
import { binaryFrame } from "../transport/webSocketFrame.ts";
import { Broadcasts } from "./broadcasts.ts";
import type { FairLogCopy } from "./fairLogCopy.ts";
import type { FeedSubscribers } from "./feedSubscribers.ts";

export interface WorldMessagesOptions {
  readonly link: GatewayLink;
  readonly sessions: Sessions;
  readonly subscribers: FeedSubscribers;
  readonly rooms: FeedRooms;
  /** Maintained here; read to answer `who`. */
  readonly names: Map<MoverId, string>;
  /** Where clients fetch the content that is the same for all. */
  readonly contentUrl: string;
  /** The copy of the public log, kept up to date here. */
  readonly fairLog: FairLogCopy;
  readonly observer: Pick<GatewayObserver, "joined">;
  /** Called when a session begins to play. */
  readonly entered: (session: Session) => void;
  /** Called when a session that kept its connection through a takeover plays again. */
  readonly enteredAgain: (session: Session) => void;
  /** Players who were moved from here, and get elsewhere what still comes for them. */
  readonly moves: Pick<PlayerMoves, "arrived" | "missed" | "allMissed">;
  readonly end: (session: Session, code: RefusalCode) => void;
  /** Ends a session after an error of that kind. */
  readonly fail: (kind: string, error: unknown, session: Session) => void;
}

export function makeWorldMessages(options: WorldMessagesOptions): GatewayPort {
  const {
    link,
    sessions,
    subscribers,
    rooms,
    names,
    contentUrl,
    fairLog,
    observer,
    entered,
    enteredAgain,
    moves,
    end,
    fail,
  } = options;
  const broadcasts = new Broadcasts();

  function welcome(session: Session, entry: Entered): void {
    const { socket } = session;
    socket.emit("welcome", {
      playerId: entry.playerId,
      token: socket.data.token,
      name: entry.name,
      mover: entry.mover,
      room: roomOfFeed(entry.feed),
      tick: entry.tick,
      timeMs: entry.timeMs,
      contentUrl,
      standing: entry.standing,
      returning: entry.returning,
    });
    socket.data.token = "";
    socket.emit(BINARY_EVENT, encodeSelf(entry.self));
    // Written with the first keyframe a moment later: a message of its own would cost as much as the welcome.
    session.broadcasts = broadcasts.newest;
  }

  /** Piggybacks the event on the player's next frame; if too much is piggybacked, sends it through Socket.IO's own queue. */
  function piggyback<Event extends "award" | "standing" | TellMessage[0]>(
    session: Session,
    event: Event,
    ...payload: Parameters<ServerToClientEvents[Event]>
  ): void {
    if (!session.piggyback(eventFrame(event, payload[0]))) session.socket.emit(event, ...payload);
  }

  function piggybackBinary(session: Session, bytes: Uint8Array): void {
    if (!session.piggyback(binaryFrame(bytes))) session.socket.emit(BINARY_EVENT, bytes);
  }

  /** Wraps the handler of a message to one playing session; one to any other session is `missed`, and dropped by default. */
  function toSession<Payload extends unknown[]>(
    kind: string,
    handle: (session: Session, ...payload: Payload) => void,
    missed?: (key: SessionKey, ...payload: Payload) => void,
  ): (key: SessionKey, ...payload: Payload) => void {
    return (key, ...payload) => {
      const session = sessions.get(key);
      if (session === undefined) {
        missed?.(key, ...payload);
        return;
      }
      try {
        handle(session, ...payload);
      } catch (error) {
        fail(kind, error, session);
      }
    };
  }

  const takenOver = toSession("takenOver", (session) => {
    // The world has already assigned the mover to another session.
    sessions.detach(session);
    end(session, "takenOver");
  });

  return {
    entered(entry) {
      const session = sessions.takeEntering(entry.session);
      if (session === undefined) {
        // The player left before the world answered.
        link.world.leave(link.id, entry.session, entry.mover);
        return;
      }
      session.mover = entry.mover;
      session.name = entry.name;
      sessions.play(session);
      try {
        const again = session.held !== undefined;
        if (!again) entered(session);
        welcome(session, entry);
        if (again) enteredAgain(session);
        else observer.joined();
        rooms.join(session.socket.id, entry.feed);
        subscribers.join(session, entry.feed);
      } catch (error) {
        fail("entered", error, session);
      }
    },
    refused(key, code) {
      const session = sessions.takeEntering(key);
      if (session === undefined) return;
      try {
        end(session, code);
      } catch (error) {
        fail("refused", error, session);
      }
    },
    takenOver(key) {
      if (!moves.arrived(key)) takenOver(key);
    },
    crossed: toSession("crossed", (session, feed: FeedId) => {
      if (session.feed === feed) return;
      rooms.leave(session.socket.id, session.feed);
      rooms.join(session.socket.id, feed);
      subscribers.join(session, feed);
    }),
    frame: (feed, tick, delta, keyframe) => subscribers.send(feed, tick, delta, keyframe),
    self: toSession("self", (session, self: SelfState) => piggybackBinary(session, encodeSelf(self))),
    award: toSession(
      "award",
      (session, award: Award) => piggyback(session, "award", award),
      (key, award) => moves.missed(key, ["award", award]),
    ),
    standing: toSession("standing", (session, standing: Standing) =>
      piggyback(session, "standing", standing),
    ),
    board: (board) => broadcasts.add("board", board, sessions.playing),
    tell: toSession(
      "tell",
      (session, ...[event, payload]: TellMessage) => piggyback(session, event, payload as never),
      (key, ...message) => {
        if (isToldOnce(message)) moves.missed(key, message);
      },
    ),
    reading: toSession("reading", (session, reading: Reading) =>
      piggybackBinary(session, encodeReading(reading)),
    ),
    broadcast(...message) {
      const [event, payload] = message;
      broadcasts.add(event, payload, sessions.playing);
      if (isToldOnce(message)) moves.allMissed(message);
    },
    fairEntries: (from, entries) => fairLog.add(from, entries),
    named: (mover, name) => void names.set(mover, name),
    unnamed: (mover) => void names.delete(mover),
  };
}

/** Whether nothing repeats a message when the player enters again. A page asks again for a ranking that does not come. */
function isToldOnce(
  message: TellMessage | BroadcastMessage,
): message is Extract<TellMessage, UndeliveredMessage> {
  const [event] = message;
  return event === "podium" || event === "notice" || event === "finds";
}
