// The events of a step that must be reported beyond what room frames show.
import type { MoverId, PlayerId, RoomId } from "@doubloon/shared/ids";

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

export type Fact = EnteredFact | LeftFact | CrossedFact | PickedFact | FullFact;

/**
 * The facts of one step in order of occurrence. Each `enter` command yields one `entered` or `full`, in command order.
 */
export type Facts = readonly Fact[];
