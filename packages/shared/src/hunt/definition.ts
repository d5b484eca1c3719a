// What a hunt is: its definition as content, and the resolved form that is announced. Both are plain JSON.

/** A rectangle of tiles. */
export interface TileRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const huntKinds = ["hunt", "grand", "pocket"] as const;
export type HuntKind = (typeof huntKinds)[number];

/** When hunts of a definition begin (are announced). `quiet`: whenever none is there and fewer than six people play. */
export type HuntSchedule =
  | { readonly once: string }
  | { readonly everyMinutes: number; readonly offsetMinutes?: number }
  | { readonly cron: string }
  | { readonly when: "quiet" | "never" };

/** A square of `clamp(sqrt(players / 3), minChunks, maxChunks)` chunks to a side. */
export interface GrownZone {
  readonly minChunks: number;
  readonly maxChunks: number;
}

/**
 * A named area of the map's object layer, a rectangle, or a square that grows with the number of players. `grown` beside
 * an area stands in on maps that have no area of that name.
 */
export type HuntZone =
  | { readonly area: string; readonly grown?: GrownZone }
  | { readonly rect: TileRect }
  | { readonly grown: GrownZone };

/** A tier of caches. `share` is relative to the other tiers. */
export interface CacheTier {
  readonly name: string;
  /** Points for the whole cache, at least 1. */
  readonly value: number;
  readonly share: number;
}

export interface CluePlan {
  /** Whether a wave starts with a piece of chart. */
  readonly piece: boolean;
  /** Whether pieces are turned, so that they have no north. */
  readonly turned: boolean;
  /** Seconds from the start of a wave to its riddle; 0 for none. */
  readonly riddleSeconds: number;
  /** Seconds between two hints, each of which halves the area; 0 for none. */
  readonly hintSeconds: number;
}

/** `content/hunts/*.json`. */
export interface HuntDefinition {
  /** The file's name without `.json`. */
  readonly id: string;
  readonly title: string;
  readonly kind: HuntKind;
  readonly schedule: HuntSchedule;
  readonly zone: HuntZone;
  readonly announceSeconds: number;
  readonly countdownSeconds: number;
  /** The length of each wave; their sum is the running time. */
  readonly waveSeconds: readonly number[];
  readonly podiumSeconds: number;
  readonly huntersPerCache: number;
  readonly minCaches: number;
  readonly maxCaches: number;
  readonly tiers: readonly CacheTier[];
  /** Value of the crown, one cache of the last wave; 0 for none. */
  readonly crownValue: number;
  /** One cache in this many is a mimic; 0 for none. */
  readonly mimicOneIn: number;
  readonly clues: CluePlan;
  /** Names of the tools that lie about during the hunt. */
  readonly tools: readonly ("boots" | "spade" | "lantern")[];
}

/** A definition with its zone decided and its times in ticks: what the announcement commits to. */
export interface ResolvedHunt {
  /** Contiguous from 1. */
  readonly number: number;
  readonly definition: string;
  readonly title: string;
  readonly kind: HuntKind;
  readonly zone: TileRect;
  readonly announceTicks: number;
  readonly countdownTicks: number;
  readonly waveTicks: readonly number[];
  readonly podiumTicks: number;
  readonly huntersPerCache: number;
  readonly minCaches: number;
  readonly maxCaches: number;
  readonly tiers: readonly CacheTier[];
  readonly crownValue: number;
  readonly mimicOneIn: number;
  readonly clues: {
    readonly piece: boolean;
    readonly turned: boolean;
    readonly riddleTicks: number;
    readonly hintTicks: number;
  };
  readonly tools: readonly ("boots" | "spade" | "lantern")[];
}
