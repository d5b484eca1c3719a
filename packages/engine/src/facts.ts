// The events of a step that must be reported beyond what room frames show.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { MoverId, PlayerId, RoomId } from "@doubloon/shared/ids";
import type { Reading } from "@doubloon/shared/protocol/huntEvents";

/** A player joined and has a mover. */
export interface EnteredFact {
  readonly type: "entered";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly room: RoomId;
  readonly name: string;
  /** True if the player had an account already. */
  readonly returning: boolean;
  /** True if the player's mover was in the world already: it stays, stops, and its previous controller loses it. */
  readonly takeover: boolean;
}

/** A mover left the world. */
export interface LeftFact {
  readonly type: "left";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly room: RoomId;
}

/** A mover entered another chunk. */
export interface CrossedFact {
  readonly type: "crossed";
  readonly mover: MoverId;
  readonly from: RoomId;
  readonly to: RoomId;
}

/** A player picked up loot. The player may be told only once the pick-up is durable. */
export interface PickedFact {
  readonly type: "picked";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly kind: number;
  readonly value: number;
  readonly tileX: number;
  readonly tileY: number;
}

/** A player could not join: no mover id is free, or every account belongs to a player who is online or has a score. */
export interface FullFact {
  readonly type: "full";
  readonly playerId: PlayerId;
}

/**
 * A hunt's public state changed. `sealed`: its plan and root are complete; `over`: results stand and the secret may be
 * published; `cancelled` likewise. `archived` is the last fact of a hunt.
 */
export interface HuntFact {
  readonly type:
    | "huntAnnounced"
    | "huntSealed"
    | "huntChanged"
    | "huntOver"
    | "huntCancelled"
    | "huntArchived";
  readonly hunt: number;
}

/** A cache was dug up. Nobody may be told before that is durable. Points are already in the scores. */
export interface CacheFoundFact {
  readonly type: "cacheFound";
  readonly hunt: number;
  readonly cache: number;
  /** The finders first, then who worked. */
  readonly by: readonly { readonly playerId: PlayerId; readonly points: number }[];
}

/** A player found a cache of their own, or marked the crown's place well. Durable like a pick-up. */
export interface PointsFact {
  readonly type: "points";
  readonly playerId: PlayerId;
  readonly why: "tutorial" | "daily" | "glint" | "mark";
  readonly points: number;
  readonly tileX: number;
  readonly tileY: number;
}

/** A reading for one mover. */
export interface ReadingFact {
  readonly type: "reading";
  readonly mover: MoverId;
  readonly reading: Reading;
}

/** A clue for one mover. The world's host makes the message: it knows the drawn tiles and the landmarks. */
export type ClueFact = {
  readonly type: "clue";
  readonly mover: MoverId;
  readonly hunt: number;
  /** The leaf; secret. */
  readonly cache: number;
  readonly thread: number;
  readonly wave: number;
} & (
  | { readonly kind: "piece"; readonly pieceX: number; readonly pieceY: number; readonly turns: number }
  | { readonly kind: "riddle"; readonly tileX: number; readonly tileY: number }
  | { readonly kind: "hint"; readonly area: TileRect }
);

/** A mover's own state in the hunt changed: see hunterState.ts. */
export interface HunterChangedFact {
  readonly type: "hunterChanged";
  readonly mover: MoverId;
}

/** A team changed: every present member is told. `gone`: a mover that is in no team any more. */
export interface TeamChangedFact {
  readonly type: "teamChanged";
  readonly code: string;
  readonly gone?: MoverId;
}

/** A season is over and archived: `world.season.archives` begins with it. */
export interface SeasonOverFact {
  readonly type: "seasonOver";
  readonly season: number;
}

/** A request was not possible; the player is told why. */
export interface RequestRefusedFact {
  readonly type: "requestRefused";
  readonly mover: MoverId;
  readonly why: "noSuchHunt" | "huntOver" | "tooSoon" | "noSuchTeam" | "teamFull" | "noTool" | "notNow";
}

export type HuntFacts =
  | HuntFact
  | CacheFoundFact
  | PointsFact
  | ReadingFact
  | ClueFact
  | HunterChangedFact
  | TeamChangedFact
  | SeasonOverFact
  | RequestRefusedFact;

export type Fact = EnteredFact | LeftFact | CrossedFact | PickedFact | FullFact | HuntFacts;

/**
 * The facts of one step in order of occurrence. Each `enter` command yields one `entered` or `full`, in command order.
 */
export type Facts = readonly Fact[];
