// What a load player reports, and the phases it goes through. Types only.

/** `ended`: rejected for good, or left. */
export type PlayerPhase = "waiting" | "joining" | "playing" | "ended";

/** Events of a player. */
export interface PlayerEvents<P> {
  joined(): void;
  /** A connection ended: the player is waiting to rejoin, or has ended. */
  disconnected(player: P, wasPlaying: boolean): void;
}
