// How much of a crowd a room's frames show, so that bytes per player are bounded however many there are.

/** Most movers that a room's frames show at once; a keyframe of them all is one frame. */
export const MAX_VISIBLE = 240;
/** Longest delta: ten a second, with their WebSocket headers, stay under 8,000 bytes. */
export const MAX_DELTA_BYTES = 780;
/** What mover records may always take, however much loot and how many leavers a delta tells of. */
export const MIN_MOVER_BYTES = 140;
/** Movers that may newly come into sight in one delta of a crowded room. */
export const MAX_NEWCOMERS = 16;
