// What the console sees of hunts and what a game master may do to them. Places of caches that are not found are sent only
// to a game master who has the right and asks; each such opening is in the audit list.
import type { HuntDefinition, HuntKind, TileRect } from "../hunt/definition.ts";
import type { HuntPhase, ResultRow } from "./huntEvents.ts";

/** A hunt as the console lists it. `scheduled` hunts have no number yet. Times are Unix ms. */
export interface AdminHunt {
  readonly hunt: number | undefined;
  readonly definition: string;
  readonly title: string;
  readonly kind: HuntKind;
  readonly phase: HuntPhase | "scheduled" | "archived";
  readonly paused: boolean;
  readonly zone: TileRect | undefined;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly wave: number;
  readonly waves: number;
  readonly hunters: number;
  readonly caches: number;
  readonly cachesLeft: number;
  readonly commitment: string;
}

/** The most hunts in a list; of more, the newest. */
export const MAX_ADMIN_HUNTS = 60;

/** The longest reason for cancelling a hunt, in UTF-16 code units: with the longest title it fits an announcement. */
export const MAX_CANCEL_REASON = 120;

/** What a game master does. Times are in seconds. */
export type HuntOrder =
  | { readonly act: "start"; readonly definition: string }
  | { readonly act: "pause" | "resume" | "end" | "releaseHint"; readonly hunt: number }
  | { readonly act: "extend"; readonly hunt: number; readonly seconds: number }
  | { readonly act: "cancel"; readonly hunt: number; readonly reason: string }
  | { readonly act: "dropLoot"; readonly tileX: number; readonly tileY: number; readonly kind: number }
  /** Saves a definition as content; the schedule takes it at once. */
  | { readonly act: "save"; readonly definition: HuntDefinition }
  /** Takes back the audit entry of that number, where that is possible. */
  | { readonly act: "undo"; readonly entry: number };

export type HuntOrderOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly text: string };

/** An act of a game master. */
export interface AuditEntry {
  readonly entry: number;
  readonly atMs: number;
  readonly by: string;
  /** In words, for people. */
  readonly what: string;
  readonly undoable: boolean;
  readonly undone: boolean;
}

export interface AdminCache {
  readonly index: number;
  readonly tier: string;
  readonly wave: number;
  readonly mimic: boolean;
  readonly tileX: number;
  readonly tileY: number;
  readonly state: "hidden" | "struck" | "found" | "lost";
}

/** The results of a hunt that is over. */
export interface HuntResults {
  readonly hunt: number;
  readonly title: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly rows: readonly ResultRow[];
  readonly caches: readonly (AdminCache & {
    readonly foundAtMs?: number;
    readonly by?: readonly string[];
  })[];
}

/** What a console that watches the live map gets at most, on average. */
export const MAX_MAP_BYTES_PER_SECOND = 20_000;

/**
 * The live map: aggregates by room, at most MAX_MAP_BYTES_PER_SECOND for each console. Base64 of one byte a room, in room order:
 * players (255: that many or more), loot, and frames' work in tenths of a percent of the world's budget.
 */
export interface LiveMap {
  readonly chunksWide: number;
  readonly chunksHigh: number;
  readonly players: string;
  readonly loot: string;
  readonly load: string;
}

/** Side of a square of the land picture, in tiles. */
export const LAND_CELL_TILES = 4;
/** Bit of a square most of whose tiles are blocked. The bits below it are an index into `terrains`. */
export const LAND_BLOCKED = 128;

/** `/map/land.json`: what the live map is drawn on. */
export interface LandPicture {
  readonly columns: number;
  readonly rows: number;
  readonly terrains: readonly string[];
  /** Base64 of one byte a square, row by row. */
  readonly cells: string;
}

/** A dry run of a definition with simulated hunters. */
export interface DryRun {
  readonly hunters: number;
  readonly runs: number;
  readonly caches: number;
  readonly zone: TileRect;
  /** Medians over the runs, in seconds from the start; undefined if nothing was found. */
  readonly firstFindSeconds: number | undefined;
  readonly medianFindSeconds: number | undefined;
  readonly foundPercent: number;
}

/** A dry run, or the errors of the definition, each with its path. */
export type DryRunAnswer =
  | { readonly ok: true; readonly run: DryRun }
  | { readonly ok: false; readonly errors: readonly string[] };

export interface AdminHuntServerEvents {
  /** All hunts, sent on change, at most once a second. */
  hunts: (hunts: readonly AdminHunt[]) => void;
  /** The newest entries first, at most 100, sent on change. */
  audit: (entries: readonly AuditEntry[]) => void;
  /** Once a second to consoles that watch the map; less often if the map is large. */
  liveMap: (map: LiveMap) => void;
}

export type AdminHuntAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly text: string };

export interface AdminHuntClientEvents {
  watchMap: (watching: boolean) => void;
  huntOrder: (order: HuntOrder, answer: (outcome: HuntOrderOutcome) => void) => void;
  /** The places of a hunt's caches. */
  huntCaches: (hunt: number, answer: (answer: AdminHuntAnswer<readonly AdminCache[]>) => void) => void;
  huntResults: (hunt: number, answer: (answer: AdminHuntAnswer<HuntResults>) => void) => void;
  huntDefinitions: (answer: (answer: AdminHuntAnswer<readonly HuntDefinition[]>) => void) => void;
  /** Errors of a definition, each with its path; and a dry run if there are none. With 0 hunters it is only checked. */
  dryRun: (definition: unknown, hunters: number, answer: (answer: DryRunAnswer) => void) => void;
}

/** `/season.json`: the places of great finds, which keep the finder's name until the season ends, and the seasons before. */
export interface SeasonPage {
  /** 0 until the world knows what day it is. */
  readonly season: number;
  /** Oldest first. */
  readonly greatFinds: readonly {
    readonly hunt: number;
    readonly tileX: number;
    readonly tileY: number;
    readonly name: string;
  }[];
  /** Newest first; of each the first hundred of its players. */
  readonly archives: readonly {
    readonly season: number;
    readonly players: number;
    readonly rows: readonly { readonly rank: number; readonly name: string; readonly points: number }[];
  }[];
}
