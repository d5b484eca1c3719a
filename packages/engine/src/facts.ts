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
}

/** A body left, by its player's leave or because the player entered again elsewhere. */
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

/** Nobody can come in: every mover id is taken. */
export interface FullFact {
  readonly type: "full";
  readonly playerId: PlayerId;
}

export type Fact = EnteredFact | LeftFact | CrossedFact | PickedFact | FullFact;
