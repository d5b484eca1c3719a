// Branded ids: the compiler rejects an id of one kind where another is expected. Decoders brand a value once, where it
// enters the process.

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Identifies a player across connections: 22 URL-safe characters, chosen by the server. */
export type PlayerId = Brand<string, "PlayerId">;

/** A player's presence in the world, 0 to 65,535. A player gets a new one each time they join. */
export type MoverId = Brand<number, "MoverId">;

/** The room of a map chunk, 0 to 65,535: `row * chunksWide + column`. */
export type RoomId = Brand<number, "RoomId">;

/** Number of a fixed step of the world, 32 bits, wraps. Compare only with the functions of `time.ts`. */
export type Tick = Brand<number, "Tick">;

/** Milliseconds since the world started, 32 bits, wraps. Compare only with the functions of `time.ts`. */
export type WorldTimeMs = Brand<number, "WorldTimeMs">;

/** A client's number of an input, 16 bits, wraps. */
export type InputSeq = Brand<number, "InputSeq">;

export const MAX_MOVERS = 65_536;
export const MAX_ROOMS = 65_536;
