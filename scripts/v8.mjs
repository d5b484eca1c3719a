/**
 * V8 settings of the server. A small young generation keeps each scavenge short: the server allocates little per
 * frame, so there is little to gain from a large one.
 */
export const V8_FLAGS = ["--max-semi-space-size=4"];
