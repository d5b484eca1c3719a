// What a step of the world brought about that somebody must be told, beyond what room frames show.
import type { MoverId, PlayerId, RoomId } from "@doubloon/shared/ids";

/** A player has a body now. */
export interface EnteredFact {
  readonly type: "entered";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly room: RoomId;
  readonly name: string;
  /** True if the world knew the player. */
  readonly returning: boolean;
  /** True if the player's body was in the world already: it stays, stands still, and whoever led it is out. */
  readonly takeover: boolean;
}

/** A body left the world. */
export interface LeftFact {
  readonly type: "left";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly room: RoomId;
}

/** A body stands in another chunk than a tick before. */
export interface CrossedFact {
  readonly type: "crossed";
  readonly mover: MoverId;
  readonly from: RoomId;
  readonly to: RoomId;
}

/** Loot was picked up. To be told to its player only once it is durable. */
export interface PickedFact {
  readonly type: "picked";
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly kind: number;
  readonly value: number;
  readonly tileX: number;
  readonly tileY: number;
}

/** A player cannot come in: every mover id is taken, or the table of players is full of those who are present or have a score. */
export interface FullFact {
  readonly type: "full";
  readonly playerId: PlayerId;
}

export type Fact = EnteredFact | LeftFact | CrossedFact | PickedFact | FullFact;

/** Facts of one step in the order they came about; each `enter` has one `entered` or `full`, in the commands' order. */
export type Facts = readonly Fact[];
