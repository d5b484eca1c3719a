// A room's frames reach its viewers by one feed, or by several where viewers are very many: each feed is a stream of
// frames of its own, so that no frame has thousands of sockets to go to. Gateways know feeds; which rooms they are of
// matters to nobody there but a player who comes in.
import type { RoomId } from "@doubloon/shared/ids";

declare const brand: unique symbol;

/** Names a feed: 24 bits, the room's id in the low 16 and the feed's number among the room's above. */
export type FeedId = number & { readonly [brand]: "FeedId" };

export const MAX_FEEDS_PER_ROOM = 256;
export const MAX_FEED_ID = 0xff_ffff;

/** The `number`th feed of a room, from 0 to before MAX_FEEDS_PER_ROOM. */
export function feedIdOf(room: RoomId, number: number): FeedId {
  return ((number << 16) | room) as FeedId;
}

/** The room whose frames a feed carries. */
export function roomOfFeed(feed: FeedId): RoomId {
  return (feed & 0xffff) as RoomId;
}

/** A feed's number among those of its room. */
export function numberOfFeed(feed: FeedId): number {
  return feed >>> 16;
}
