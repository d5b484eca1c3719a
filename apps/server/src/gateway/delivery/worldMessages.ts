// What the world says to this gateway, turned into messages to the players it concerns.
import type { MoverId } from "@doubloon/shared/ids";
import type { ServerToClientEvents } from "@doubloon/shared/protocol/events";
import { BINARY_EVENT } from "@doubloon/shared/protocol/messages";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { encodeSelf } from "@doubloon/shared/wire/self";
import { roomOfFeed } from "../../link/feedId.ts";
import type { Entered, GatewayLink, GatewayPort, SessionKey } from "../../link/port.ts";
import type { Session } from "../session.ts";
import type { Sessions } from "../sessions.ts";
import { eventFrame } from "../transport/eventFrame.ts";
import { binaryFrame } from "../transport/webSocketFrame.ts";
import type { FeedRooms } from "./feedRooms.ts";
import type { FeedSubscribers } from "./feedSubscribers.ts";

export interface WorldMessagesOptions {
  readonly link: GatewayLink;
  readonly sessions: Sessions;
  readonly lanes: FeedSubscribers;
  readonly rooms: FeedRooms;
  /** Filled here; read for answering `who`. */
  readonly names: Map<MoverId, string>;
  /** Where clients fetch what is the same for all. */
  readonly contentUrl: string;
  /** A session plays from now on. */
  readonly entered: (session: Session) => void;
  readonly end: (session: Session, code: RefusalCode) => void;
}

export function makeWorldMessages(options: WorldMessagesOptions): GatewayPort {
  const { link, sessions, lanes, rooms, names, contentUrl, entered, end } = options;
  /** The newest board as a whole message, the same for all. */
  let board: Buffer | undefined;

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
    // It rides on the first keyframe, a moment later: a message of its own costs as much as the welcome.
    session.board = board;
  }

  /** With the player's next frame; if too much waits for that already, by Socket.IO's own queue. */
  function tell<Event extends "award" | "standing">(
    key: SessionKey,
    event: Event,
    ...payload: Parameters<ServerToClientEvents[Event]>
  ): void {
    const session = sessions.get(key);
    if (session?.piggyback(eventFrame(event, payload[0])) === false) session.socket.emit(event, ...payload);
  }

  return {
    entered(entry) {
      const session = sessions.takeEntering(entry.session);
      if (session === undefined) {
        // Gone before the world answered.
        link.world.leave(link.id, entry.session, entry.mover);
        return;
      }
      session.mover = entry.mover;
      session.name = entry.name;
      sessions.play(session);
      entered(session);
      welcome(session, entry);
      rooms.join(session.socket.id, entry.feed);
      lanes.join(session, entry.feed);
    },
    refused(key, code) {
      const session = sessions.takeEntering(key);
      if (session !== undefined) end(session, code);
    },
    takenOver(key) {
      const session = sessions.get(key);
      if (session === undefined) return;
      // The world has let go of this body already.
      sessions.forget(session);
      end(session, "takenOver");
    },
    crossed(key, feed) {
      const session = sessions.get(key);
      if (session === undefined || session.feed === feed) return;
      rooms.leave(session.socket.id, session.feed);
      rooms.join(session.socket.id, feed);
      lanes.join(session, feed);
    },
    frame: (feed, tick, delta, keyframe) => lanes.send(feed, tick, delta, keyframe),
    self(key, self) {
      const bytes = encodeSelf(self);
      const session = sessions.get(key);
      if (session?.piggyback(binaryFrame(bytes)) === false) session.socket.emit(BINARY_EVENT, bytes);
    },
    award: (key, award) => tell(key, "award", award),
    standing: (key, standing) => tell(key, "standing", standing),
    board(next) {
      board = eventFrame("board", next);
      for (const session of sessions.playing) session.board = board;
    },
    named: (mover, name) => void names.set(mover, name),
    unnamed: (mover) => void names.delete(mover),
  };
}
