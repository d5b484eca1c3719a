// Keeps sockets in the Socket.IO rooms of their feeds (`room:ROOM`, `room:ROOM/NUMBER`), so that any Socket.IO code can
// address a feed's subscribers. Frames do not go through these rooms. A room's name is built once for all crossings.
import { type FeedId, numberOfFeed, roomOfFeed } from "../../link/feedId.ts";

/** The part of Socket.IO's adapter that is used, see internals.md. */
export interface RoomAdapter {
  addAll(socketId: string, rooms: Set<string>): unknown;
  del(socketId: string, room: string): unknown;
}

const ROOM_PREFIX = "room:";
/** Names cached at a time: 0.5 MB. */
const MAX_NAMES = 4_096;

interface FeedRoom {
  readonly name: string;
  /** The name as a set, as the adapter takes it; the adapter only reads it. */
  readonly names: Set<string>;
}

/** The Socket.IO room of a feed: `room:ROOM` for the room's first feed, `room:ROOM/NUMBER` for the others. */
export function feedName(feed: FeedId): string {
  const number = numberOfFeed(feed);
  const name = ROOM_PREFIX + roomOfFeed(feed);
  return number === 0 ? name : `${name}/${number}`;
}

export class FeedRooms {
  readonly #adapter: RoomAdapter;
  readonly #rooms = new Map<FeedId, FeedRoom>();

  constructor(adapter: RoomAdapter) {
    this.#adapter = adapter;
  }

  /** Adds a socket to a feed's room; Socket.IO removes it from all rooms on disconnect. */
  join(socketId: string, feed: FeedId): void {
    this.#adapter.addAll(socketId, this.#roomOf(feed).names);
  }

  leave(socketId: string, feed: FeedId): void {
    this.#adapter.del(socketId, this.#roomOf(feed).name);
  }

  #roomOf(feed: FeedId): FeedRoom {
    let room = this.#rooms.get(feed);
    if (room === undefined) {
      if (this.#rooms.size >= MAX_NAMES) this.#rooms.clear();
      const name = feedName(feed);
      room = { name, names: new Set([name]) };
      this.#rooms.set(feed, room);
    }
    return room;
  }
}
