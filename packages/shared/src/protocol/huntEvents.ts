// Payloads of the hunt's events. What is personal or secret goes to one player; `hunts` and `finds` are the same for all.
import type { HuntKind, TileRect } from "../hunt/definition.ts";
import type { Tool } from "../hunt/rules.ts";
import type { MoverId, PlayerId, Tick } from "../ids.ts";

export const huntPhases = ["announced", "countdown", "running", "podium", "over", "cancelled"] as const;
export type HuntPhase = (typeof huntPhases)[number];

/** A hunt as everybody sees it. */
export interface HuntSummary {
  readonly hunt: number;
  readonly title: string;
  readonly kind: HuntKind;
  readonly phase: HuntPhase;
  readonly paused: boolean;
  readonly zone: TileRect;
  /** The running wave from 1; 0 before the start. */
  readonly wave: number;
  readonly waves: number;
  /** The tick at which the phase or wave ends. While paused, it moves on with the world. */
  readonly phaseEnds: Tick;
  /** The tick at which the running phase ends. */
  readonly ends: Tick;
  readonly caches: number;
  readonly cachesLeft: number;
  readonly hunters: number;
  /** Hex. */
  readonly commitment: string;
  /** Hex of the Merkle root, from the countdown on. */
  readonly root?: string;
  /** The mover of the leader, who wears the crown. */
  readonly leader?: MoverId;
}

/** The hunts that are announced, running or on the podium, and when the next one is announced, in Unix ms. */
export interface Hunts {
  readonly hunts: readonly HuntSummary[];
  readonly next?: { readonly title: string; readonly atMs: number };
}

/** The player's own state. `hunt` is 0 while free roaming; then the thread may be that of a cache of one's own. */
export interface HunterState {
  readonly hunt: number;
  readonly points: number;
  readonly finds: number;
  readonly rank: number;
  readonly of: number;
  readonly charges: number;
  /** When the next charge comes; meaningless with MAX_CHARGES. */
  readonly nextCharge: Tick;
  /** From when a reading may be taken. */
  readonly readingFrom: Tick;
  /** From when the detector may be retuned. */
  readonly retuneFrom: Tick;
  /** Number of the thread the detector is tuned to, an opaque number that is new with each tuning; 0 for none. */
  readonly thread: number;
  readonly tool: Tool;
  /** Boots: until when they run, and from when they can be used again. */
  readonly toolUntil: Tick;
  readonly toolFrom: Tick;
  /** `solo`: the cache of one's own that the player looks for outside hunts. */
  readonly solo?: "tutorial" | "daily";
}

/**
 * A clue to the player's thread. `piece`: 12x12 tiles of the map, layer by layer, row by row, as global tile ids, turned by
 * an unknown number of quarter turns if `turned`. `riddle`: two to four lines. `hint`: the cache lies inside the rectangle.
 */
export type Clue = { readonly hunt: number; readonly thread: number; readonly wave: number } & (
  | { readonly kind: "piece"; readonly turned: boolean; readonly layers: readonly (readonly number[])[] }
  | { readonly kind: "riddle"; readonly lines: readonly string[] }
  | { readonly kind: "hint"; readonly area: TileRect }
);

/** A cache that was dug up, once that is durable. */
export interface Find {
  readonly hunt: number;
  /** Its leaf. */
  readonly cache: number;
  readonly tier: string;
  readonly mimic: boolean;
  readonly tileX: number;
  readonly tileY: number;
  /** Who had a part in it, the finder first, at most six. */
  readonly by: readonly { readonly name: string; readonly points: number; readonly bot?: boolean }[];
}

export interface TeamMember {
  readonly mover: MoverId | undefined;
  readonly name: string;
  readonly points: number;
  readonly away: boolean;
}

/** The player's team; sent to each member on every change. `code` is empty: no team. */
export interface Team {
  readonly code: string;
  readonly points: number;
  readonly members: readonly TeamMember[];
}

export const rankingNames = ["hunt", "teams", "today", "season", "ever"] as const;
export type RankingName = (typeof rankingNames)[number];

export interface RankingRow {
  readonly rank: number;
  readonly name: string;
  readonly points: number;
  readonly me?: boolean;
  readonly bot?: boolean;
}

/** The answer to `ranking`: the podium's three, then the player with three on either side. */
export interface Ranking {
  readonly name: RankingName;
  readonly of: number;
  readonly top: readonly RankingRow[];
  readonly around: readonly RankingRow[];
}

/** The end of a hunt, to each hunter, once the result is durable. `resultUrl` is the page with everything. */
export interface Podium {
  readonly hunt: number;
  readonly title: string;
  readonly top: readonly RankingRow[];
  readonly teams: readonly RankingRow[];
  readonly me?: RankingRow;
  /** All caches with their places: nothing is secret any more. */
  readonly caches: readonly {
    readonly tileX: number;
    readonly tileY: number;
    readonly tier: string;
    readonly mimic: boolean;
    readonly found: boolean;
  }[];
  readonly resultUrl: string;
}

/** A reading of the player or of a teammate who shares the thread; see wire/reading.ts for the bytes of the event. */
export interface Reading {
  readonly thread: number;
  readonly tick: Tick;
  /** The cell's column and row: its north-west tile divided by CELL_TILES. */
  readonly cellX: number;
  readonly cellY: number;
  /** 0 (at most 8 tiles) to 5 (beyond 80). */
  readonly band: number;
}

/** What a player asks of the hunt: the payload of the event `hunting`. */
export type HuntRequest =
  /** Enters a hunt with 16 random bytes as hex, a part of its public entropy. */
  | { readonly type: "join"; readonly hunt: number; readonly nonce: string }
  | { readonly type: "retune" }
  /** Marks where the crown may lie. */
  | { readonly type: "mark"; readonly tileX: number; readonly tileY: number }
  | { readonly type: "useTool" }
  | { readonly type: "team"; readonly act: "create" | "leave" }
  | { readonly type: "team"; readonly act: "join"; readonly code: string }
  | { readonly type: "ranking"; readonly name: RankingName }
  /** Begins the tutorial's or today's cache of one's own, or gives it up. */
  | { readonly type: "solo"; readonly act: "tutorial" | "daily" | "end" };

/** Messages of the hunt to one player, by event name. */
export interface HuntEvents {
  hunter: (state: HunterState) => void;
  clue: (clue: Clue) => void;
  team: (team: Team) => void;
  ranking: (ranking: Ranking) => void;
  podium: (podium: Podium) => void;
}

/** Messages of the hunt to everybody. */
export interface HuntBroadcasts {
  hunts: (hunts: Hunts) => void;
  /** The finds of about the last second, the most valuable first, at most five. */
  finds: (finds: readonly Find[]) => void;
}

/** A row of the season's or a hunt's results. */
export interface ResultRow {
  readonly playerId: PlayerId;
  readonly name: string;
  readonly points: number;
  readonly finds: number;
  readonly team?: string;
  readonly bot?: boolean;
}
