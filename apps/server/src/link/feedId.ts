// A feed is a stream of one room's frames. A room with very many viewers has several feeds, so that no frame goes to
// thousands of sockets. Gateways subscribe players to feeds; only a player who enters needs to know the feed's room.
import type { RoomId } from "@doubloon/shared/ids";

declare const brand: unique symbol;

/** The id of a feed, 24 bits: the room's id in the low 16 bits, the feed's number within the room above them. */
export type FeedId = number & { readonly [brand]: "FeedId" };

export const MAX_FEEDS_PER_ROOM = 256;
export const MAX_FEED_ID = 0xff_ffff;

/** The id of a room's feed; `number` is from 0 to MAX_FEEDS_PER_ROOM - 1. */
export function feedIdOf(room: RoomId, number: number): FeedId {
  return ((number << 16) | room) as FeedId;
}

/** The room whose frames a feed carries. */
export function roomOfFeed(feed: FeedId): RoomId {
  return (feed & 0xffff) as RoomId;
}

/** A feed's number within its room. */
export function numberOfFeed(feed: FeedId): number {
  return feed >>> 16;
}
