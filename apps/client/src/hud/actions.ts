// The requests that HUD components make of the page. main.tsx implements them; no component imports main.tsx.
import type { HuntRequest } from "@doubloon/shared/protocol/huntEvents";

export interface Actions {
  /** Joins under this name. Returns the reason if the name is not allowed, otherwise undefined. */
  readonly play: (name: string) => string | undefined;
  readonly leave: () => void;
  readonly retryNow: () => void;
  readonly playHere: () => void;
  readonly reload: () => void;
  readonly setMuted: (muted: boolean) => void;
  readonly toggleSound: () => void;
  readonly releaseControls: () => void;
  /** Digs where the player stands, or stops digging. */
  readonly dig: () => void;
  /** The detector is pressed, or let go. */
  readonly read: (held: boolean) => void;
  /** Shows an emote or a phrase: a pose of hunt/pose.ts. */
  readonly emote: (pose: number) => void;
  readonly hunting: (request: HuntRequest) => void;
  /** Page position of a tile's middle; undefined while nothing is drawn. */
  readonly pageOf: (tileX: number, tileY: number) => { readonly x: number; readonly y: number } | undefined;
  /** Marks the crown on the tile where the player stands. */
  readonly markHere: () => void;
  /** Returns a random name for a player who has not chosen one. */
  readonly suggest: () => string;
}
