// The limits of a room's frames. They bound the bytes per player, however many movers are in view.

/** The maximum number of movers that a room's frames show; a keyframe of them all fits one frame. */
export const MAX_VISIBLE = 240;
/** The longest delta, in bytes: ten a second, with their WebSocket headers, stay under 8,000 bytes. */
export const MAX_DELTA_BYTES = 780;
/** Bytes reserved for mover records in a delta, however many removals and loot records it has. */
export const MIN_MOVER_BYTES = 140;
/** The maximum number of movers that one delta of a crowded room starts to show. */
export const MAX_NEWCOMERS = 16;
