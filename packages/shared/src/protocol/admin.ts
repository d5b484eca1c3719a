// The messages between the console and the server: namespace /admin, behind a game master's session cookie. The server
// sends each console one `sample` a second and the leaderboard page it watches. There is no stream per player.
import type { PlayerId } from "../ids.ts";
import type { AdminHuntClientEvents, AdminHuntServerEvents } from "./adminHunts.ts";
import type { AdminProcessClientEvents, AdminProcessServerEvents } from "./adminProcesses.ts";
import type { Notice } from "./events.ts";
import type {
  GatewayProcessFigures,
  GatewayReport,
  LinkFigures,
  ProcessSample,
  WorldNumbers,
} from "./figures.ts";

export const ADMIN_NAMESPACE = "/admin";
/** Samples kept for the charts: five minutes at one a second. */
export const ADMIN_HISTORY_SAMPLES = 300;
/** The most rows in a page of the leaderboard. */
export const MAX_ADMIN_PAGE = 100;

/** The figures of the world. */
export interface WorldFigures extends WorldNumbers {
  /** Rooms with viewers, one entry per class, ordered from the fewest movers in view to the most. */
  readonly rooms: readonly AdminRooms[];
  /** Why the frame rates were last changed. */
  readonly paceReason: string;
  /** When the frame rates were last changed, in Unix ms; 0 if never. */
  readonly paceChangedAt: number;
  /** The machines on standby; absent where the world can run on one machine only. */
  readonly standbys?: readonly AdminStandby[];
}

/** One second of the whole server, all processes combined. See figures.ts for its rows. */
export interface AdminSample extends ProcessSample, LinkFigures, WorldFigures {
  /** When the sample was taken, in Unix ms. */
  readonly at: number;
}

/** How the rooms of one class are served. */
export interface AdminRooms {
  readonly roomClass: "quiet" | "busy" | "crowded";
  readonly rooms: number;
  readonly viewers: number;
  /** Average frame rate of their feeds, weighted by viewers. */
  readonly rateHz: number;
  /** Movers omitted from the rooms' newest frames, in total. */
  readonly hidden: number;
}

/** A gateway's drain: it takes no new players, and moves those it has to the other gateways. */
export interface AdminDrain {
  /** `waiting`: no other gateway has room just now. */
  readonly state: "moving" | "waiting" | "paused";
  /** Players at its start, and how many were moved since. */
  readonly total: number;
  readonly moved: number;
  /** Players that it moves a second, at present. */
  readonly perSecond: number;
  /** Time until the gateway ends with whoever is left, in ms. */
  readonly endsInMs: number;
  /** Whether a signal has started it: such a drain can be paused but not aborted. */
  readonly bySignal: boolean;
}

/** An order about a gateway's drain. An aborted drain keeps the players who are still there. */
export const drainActs = ["start", "pause", "resume", "abort"] as const;
export type DrainAct = (typeof drainActs)[number];

export type DrainOutcome = { readonly ok: true } | { readonly ok: false; readonly text: string };

/** What a gateway has room for. */
export interface GatewayRoom {
  /** The most connections it takes. */
  readonly maxConnections: number;
  /** Its load from 0 to 1: `doubloon_load` of its process. */
  readonly load: number;
}

/** The most rows in the list of gateways. */
export const MAX_ADMIN_GATEWAYS = 128;

/** One gateway's newest second. See figures.ts for its rows. */
export interface AdminGateway extends GatewayProcessFigures, GatewayReport {
  readonly id: string;
  /** Set by gateways of this version or later. */
  readonly room?: GatewayRoom | undefined;
  /** Set while it drains. */
  readonly drain?: AdminDrain | undefined;
  /** Time since its last report, in ms; about a second for a healthy gateway. */
  readonly silentMs: number;
}

/** A machine that could run the world in place of the one that does. */
export interface AdminStandby {
  /** The machine and the process. */
  readonly name: string;
  /** Why it could not take over at once; empty if it is warm. */
  readonly cold: string;
  /** How long the handover took that it began last, in ms, and to whom; absent if it began none. */
  readonly handedOver?: { readonly to: string; readonly ms: number } | undefined;
}

/** A row of the worst connections. */
export interface AdminConnection {
  readonly playerId: PlayerId;
  readonly name: string;
  /** Round trip of the last heartbeat; negative until one has been answered. */
  readonly rttMs: number;
  readonly missedHeartbeats: number;
  readonly droppedFrames: number;
  readonly resyncs: number;
  readonly behindTicks: number;
}

export interface AdminBoardRow {
  readonly rank: number;
  readonly playerId: PlayerId;
  readonly name: string;
  readonly score: number;
  readonly online: boolean;
}

export interface AdminBoardQuery {
  /** Index of the first row, from 0. */
  readonly offset: number;
  /** Number of rows, 1 to MAX_ADMIN_PAGE. */
  readonly limit: number;
  /** Part of a name, in any case; empty for all players. */
  readonly search: string;
}

export interface AdminBoardPage {
  readonly rows: readonly AdminBoardRow[];
  /** Matching players on all pages. */
  readonly total: number;
  readonly query: AdminBoardQuery;
}

/** The most rows in a list of the worst connections. */
export const MAX_ADMIN_WORST = 20;
/** The longest search text, in UTF-16 code units. */
export const MAX_ADMIN_SEARCH = 64;

export interface AdminServerEvents extends AdminHuntServerEvents, AdminProcessServerEvents {
  /** Sent once on connecting: the samples of the last five minutes, oldest first. */
  history: (samples: readonly AdminSample[]) => void;
  sample: (sample: AdminSample) => void;
  /** The page that the console watches, sent again when it changes, at most once a second. */
  board: (page: AdminBoardPage) => void;
  worst: (connections: readonly AdminConnection[]) => void;
  gateways: (gateways: readonly AdminGateway[]) => void;
}

/** The longest announcement, in UTF-16 code units. */
export const MAX_ANNOUNCEMENT = 200;

/** The outcome of a game master's order. */
export type AdminOutcome =
  | {
      readonly ok: true;
      /** Players reached, at all gateways. */
      readonly reached: number;
    }
  | { readonly ok: false; readonly refusal: AdminRefusal };

export interface AdminClientEvents extends AdminHuntClientEvents, AdminProcessClientEvents {
  /** Chooses the page of the leaderboard that `board` sends from now on. */
  watchBoard: (query: AdminBoardQuery) => void;
  /** Shows a line of text to every player. */
  announce: (notice: Notice, answer: (outcome: AdminOutcome) => void) => void;
  /** Ends a player's connection and tells them why. The player may reconnect: a kick is not a ban. */
  kick: (playerId: PlayerId, answer: (outcome: AdminOutcome) => void) => void;
  /** Orders something about a gateway's drain. For game masters who may operate the server. */
  drain: (gateway: string, act: DrainAct, answer: (outcome: DrainOutcome) => void) => void;
  /**
   * Hands the world over to a warm standby. The answer says that it begins, or why it cannot; the samples show how it ended.
   * For game masters who may operate the server.
   */
  handOver: (answer: (outcome: DrainOutcome) => void) => void;
}

/** Length of a password chosen by a game master, in UTF-16 code units. */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

/**
 * The game master who is signed in, as `POST /admin/api/login` and `GET /admin/api/me` answer it. Login takes a name and
 * a password and sets the session cookie. `POST .../logout` ends the session, `POST .../logout-everywhere` all sessions
 * of the game master. `POST .../password` takes an AdminPasswordChange and ends all their other sessions.
 */
export interface AdminIdentity {
  readonly name: string;
}

export interface AdminPasswordChange {
  readonly present: string;
  readonly password: string;
}

/** Why a request is refused: the body of every answer that is not 2xx, and the data of a Socket.IO connect error. */
export interface AdminRefusal {
  readonly code:
    | "malformed"
    | "wrongPassword"
    | "tooManyTries"
    | "busy"
    | "wrongPresentPassword"
    | "weakPassword"
    | "signInNeeded"
    | "foreignOrigin"
    | "unavailable"
    | "failed"
    | "full";
  readonly text: string;
  /** When to try again, in ms from now. */
  readonly retryAfterMs?: number;
}
