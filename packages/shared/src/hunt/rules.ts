// The figures of the hunt's rules. Times are in ticks of 50 ms, distances in tiles unless the name says otherwise.
import { TICK_HZ } from "../time.ts";

/** A reading needs this long without a step. */
export const STAND_TICKS = 1 * TICK_HZ;
/** The time from one reading to the next. */
export const READING_COOLDOWN_TICKS = 4 * TICK_HZ;
export const MAX_CHARGES = 12;
/** A hunter below MAX_CHARGES gains a charge in this time. */
export const CHARGE_TICKS = 20 * TICK_HZ;
/** A hunter or a team may tune to another cache this often. */
export const RETUNE_TICKS = 60 * TICK_HZ;
/** Side of the cells to whose centre a reader is snapped. */
export const CELL_TILES = 4;
/** Radius of the disc around a cache in which its phantom lies. */
export const PHANTOM_TILES = 8;

/** The time of one probe, and with a spade. */
export const PROBE_TICKS = 3 * TICK_HZ;
export const SPADE_PROBE_TICKS = 2 * TICK_HZ;
/** A probe covers the tiles up to this distance from the digger's tile on both axes: 3x3. */
export const PROBE_REACH_TILES = 1;
/** How long a hole stays. */
export const HOLE_TICKS = 120 * TICK_HZ;
/** The work that unearths a struck cache: six player-seconds. */
export const UNEARTH_WORK_TICKS = 6 * TICK_HZ;
/** The most diggers whose work counts at once. */
export const MAX_UNEARTHERS = 4;
/** Strikes on one cache within this time share the finder's part. */
export const STRIKE_SHARE_TICKS = Math.ceil(0.3 * TICK_HZ);
/** The finder's part of a cache's value, in percent; the rest goes by work. */
export const FINDER_PERCENT = 40;
/** How long a mimic holds who struck it. */
export const MIMIC_HOLD_TICKS = 4 * TICK_HZ;
/** What the nth cache of one hunter in one hunt is worth, in percent; the last entry holds for all after it. */
export const LATER_FINDS_PERCENT: readonly number[] = [100, 70, 50, 35];
/** In the last part of a hunt everybody may mark where they think the crown lies. */
export const MARK_TICKS = 20 * TICK_HZ;
/** Points for a mark on the crown's tile, and the distance at which they are halved. */
export const MARK_POINTS = 60;
export const MARK_HALVING_TILES = 8;

/** A hunter whose connection is gone this long leaves the hunt's team and thread. */
export const AWAY_TICKS = 60 * TICK_HZ;
/** The hunters that share one cache before the next is given out. */
export const THREAD_HUNTERS = 12;
export const MAX_TEAM = 4;

export const Tool = { none: 0, boots: 1, spade: 2, lantern: 3 } as const;
export type Tool = (typeof Tool)[keyof typeof Tool];
/** Boots make a walker faster for BOOTS_TICKS, then rest until BOOTS_COOLDOWN_TICKS after their start. */
export const BOOTS_TICKS = 20 * TICK_HZ;
export const BOOTS_COOLDOWN_TICKS = 90 * TICK_HZ;
/** Boots add this part of a step, in percent. */
export const BOOTS_PERCENT = 20;
export const LANTERN_TILES = 8;

/** Emotes: one in EMOTE_TICKS, at most EMOTE_BURST at once. An emote is shown for EMOTE_SHOWN_TICKS. */
export const EMOTE_TICKS = 2 * TICK_HZ;
export const EMOTE_BURST = 3;
export const EMOTE_SHOWN_TICKS = 3 * TICK_HZ;
export const EMOTES = 8;
export const PHRASES = 12;

/** A season's board counts each player's best hunts. */
export const SEASON_HUNTS = 10;
export const SEASON_DAYS = 28;
