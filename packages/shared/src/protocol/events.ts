// Payloads of the Socket.IO events, and the typed event maps that Socket.IO takes. See messages.ts for the table.
import type { MoverId, PlayerId, RoomId, Tick, WorldTimeMs } from "../ids.ts";
import type { LootKind } from "../loot.ts";
import type { HuntBroadcasts, HuntEvents, HuntRequest } from "./huntEvents.ts";
import type { BINARY_EVENT } from "./messages.ts";
import type { Refusal } from "./refusals.ts";

/** The client's greeting, in Socket.IO's `auth`. */
export interface Hello {
  readonly version: number;
  /** The player's name. A returning player may omit it to keep the previous one. */
  readonly name?: string;
  /** The session token of an earlier welcome, to return as the same player. */
  readonly token?: string;
  /** True for an automatic player: marked over its head, off the boards. */
  readonly bot?: true;
}

/** Where the client finds the map, and its size. */
export interface MapInfo {
  /** Hash of the map's content. It is part of the address, so that the map can be cached for ever. */
  readonly version: string;
  readonly widthTiles: number;
  readonly heightTiles: number;
  /** Address of the map's description (tilesets, layers). The chunks are beside it at `chunks/COLUMN/ROW`. */
  readonly url: string;
}

/** Content that is the same for all players. A client fetches it once. */
export interface GameContent {
  readonly map: MapInfo;
  readonly lootKinds: readonly LootKind[];
}

/** The start of a session: everything that is specific to the player. */
export interface Welcome {
  readonly playerId: PlayerId;
  readonly token: string;
  readonly name: string;
  readonly mover: MoverId;
  readonly room: RoomId;
  readonly tick: Tick;
  readonly timeMs: WorldTimeMs;
  /** Address of the GameContent; it contains the content's hash. */
  readonly contentUrl: string;
  readonly standing: Standing;
  /** True if the player had an account before. */
  readonly returning: boolean;
}

export interface Standing {
  readonly score: number;
  /** 1 is first. Players with equal scores share a rank. */
  readonly rank: number;
  /** Total number of players in the ranking. */
  readonly of: number;
}

export interface Award {
  /** Number of the loot kind. */
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
  /** `status` is what goes on just now: one line, which the next one replaces and an empty text or a welcome removes. */
  readonly kind: "info" | "warning" | "status";
  readonly text: string;
}

/** Names by mover id. Unknown movers are absent. */
export type Names = Readonly<Record<number, string>>;

/** The maximum number of movers in one `who`. */
export const MAX_WHO = 256;

export interface ServerToClientEvents extends HuntEvents, HuntBroadcasts {
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
  hunting: (request: HuntRequest) => void;
}
