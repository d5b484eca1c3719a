// Payloads of the Socket.IO events, and the typed event maps that Socket.IO takes. See messages.ts for the table.
import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import type { LootKind } from "../loot.ts";
import type { BINARY_EVENT } from "./messages.ts";
import type { Refusal } from "./refusals.ts";

/** What a client says on connecting, in Socket.IO's `auth`. */
export interface Hello {
  readonly version: number;
  /** The name to play under; a returning player may leave it out to keep the former one. */
  readonly name?: string;
  /** The pass from an earlier welcome, to come back as the same player. */
  readonly token?: string;
}

/** How the client finds and draws the map. */
export interface MapInfo {
  /** Hash of the map's content; part of the addresses below, so that they can be cached for ever. */
  readonly version: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Address of the map's description (tilesets, layers); `chunks/COLUMN/ROW` beside it are the chunks. */
  readonly url: string;
}

/** What is the same for all players, fetched once by its address. */
export interface GameContent {
  readonly map: MapInfo;
  readonly lootKinds: readonly LootKind[];
}

/** What is a player's own on joining. */
export interface Welcome {
  readonly playerId: PlayerId;
  readonly token: string;
  readonly name: string;
  readonly mover: MoverId;
  readonly room: RoomId;
  readonly tick: Tick;
  readonly timeMs: WorldTimeMs;
  /** Address of what is the same for all, see GameContent; it carries the content's hash. */
  readonly contentUrl: string;
  readonly standing: Standing;
  /** True if the player was here before. */
  readonly returning: boolean;
}

export interface Standing {
  readonly score: number;
  /** 1 is first; players of equal score share a rank. */
  readonly rank: number;
  /** Players in the ranking. */
  readonly of: number;
}

export interface Award {
  /** Loot kind's number. */
  readonly kind: number;
  readonly value: number;
  readonly tileX: number;
  readonly tileY: number;
  readonly standing: Standing;
}

export interface BoardRow {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  readonly playerId: PlayerId;
}

export interface Board {
  readonly top: readonly BoardRow[];
  readonly online: number;
}

export interface Notice {
  readonly kind: "info" | "warning";
  readonly text: string;
}

/** Names by mover id, for those that are known. */
export type Names = Readonly<Record<number, string>>;

/** The longest list of movers that `who` may carry. */
export const MAX_WHO = 256;

export interface ServerToClientEvents {
  [BINARY_EVENT]: (bytes: Uint8Array) => void;
  welcome: (welcome: Welcome) => void;
  award: (award: Award) => void;
  standing: (standing: Standing) => void;
  board: (board: Board) => void;
  notice: (notice: Notice) => void;
  farewell: (refusal: Refusal) => void;
}

export interface ClientToServerEvents {
  [BINARY_EVENT]: (bytes: Uint8Array) => void;
  who: (movers: readonly MoverId[], answer: (names: Names) => void) => void;
  probe: (answer: () => void) => void;
}
