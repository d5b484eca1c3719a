// Branded numbers and strings: an id of one kind cannot be passed for another. They become typed at the edge, once.

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Who a player is for good, across connections: 22 URL-safe characters, chosen by the server. */
export type PlayerId = Brand<string, "PlayerId">;

/** A body that walks in the world right now, 0 to 65,535. Given anew each time a player comes in. */
export type MoverId = Brand<number, "MoverId">;

/** A map chunk's room, 0 to 65,535: `row * chunksWide + column`. */
export type RoomId = Brand<number, "RoomId">;

/** A fixed step of the world, 32 bits that wrap. Compare only with `time.ts`. */
export type Tick = Brand<number, "Tick">;

/** Milliseconds since the world started, 32 bits that wrap. Compare only with `time.ts`. */
export type WorldTimeMs = Brand<number, "WorldTimeMs">;

/** A client's running number of its inputs, 16 bits that wrap. */
export type InputSeq = Brand<number, "InputSeq">;

export const MAX_MOVERS = 65_536;
export const MAX_ROOMS = 65_536;
