// The Socket.IO rooms of feeds, by which any Socket.IO code can address those who get one: `room:ROOM`, `room:ROOM/NUMBER`.
// Frames do not go through them; crossings pay for a room's name once, however many cross.
import { type FeedId, numberOfFeed, roomOfFeed } from "../../link/feedId.ts";

/** What is used of Socket.IO's adapter. */
export interface RoomAdapter {
  addAll(socketId: string, rooms: Set<string>): unknown;
  del(socketId: string, room: string): unknown;
}

const ROOM_PREFIX = "room:";
/** Names remembered at a time: 0.5 MB. */
const MAX_NAMES = 4_096;

interface FeedRoom {
  readonly name: string;
  /** The name alone, as the adapter wants it; it only reads it. */
  readonly names: Set<string>;
}

/** The Socket.IO room of a feed: `room:ROOM` of a room's first one, `room:ROOM/NUMBER` of another. */
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

  /** Puts a socket into a feed's room; it leaves all rooms by itself when it disconnects. */
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
