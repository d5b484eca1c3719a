// What the console and the server say to each other: namespace /admin, behind the session cookie of a game master.
// The server sends one `sample` a second to each console; tables are asked for by the page. Never a stream per player.
import type { PlayerId } from "../ids.ts";
import type { Notice } from "./events.ts";

export const ADMIN_NAMESPACE = "/admin";
/** Samples kept for the charts: five minutes of one a second. */
export const ADMIN_HISTORY_SAMPLES = 300;
/** Upper bounds of the round-trip histogram's buckets, in ms; one more bucket holds what is above. */
export const RTT_BUCKETS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;
/** The longest page that a table may ask for. */
export const MAX_ADMIN_PAGE = 100;

/** One second of the server's life. Counters are per second, times in ms. */
export interface AdminSample {
  /** Unix time in ms. */
  readonly at: number;
  /** The world's newest tick. */
  readonly tick: number;
  readonly online: number;
  readonly players: number;
  readonly framesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly inputsPerSecond: number;
  readonly droppedFrames: number;
  readonly resyncs: number;
  readonly missedHeartbeats: number;
  readonly refusals: number;
  /** Heartbeats answered in this second, by RTT_BUCKETS_MS. */
  readonly rttBuckets: readonly number[];
  readonly rttP50Ms: number;
  readonly rttP95Ms: number;
  readonly rttP99Ms: number;
  readonly tickP95Ms: number;
  readonly tickMaxMs: number;
  readonly eventLoopLagMaxMs: number;
  readonly gcMaxMs: number;
  readonly gcTotalMs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  /** Rooms with viewers, one entry a class, those with the fewest in view first. */
  readonly rooms: readonly AdminRooms[];
  /** Why the frame rates were last changed. */
  readonly paceReason: string;
  /** When that was, in Unix ms; 0 if the rates have never been changed. */
  readonly paceChangedAt: number;
  /** Packets and bytes between world and gateways, both ways; 0 if they share a process. */
  readonly linkPackets: number;
  readonly linkBytes: number;
  /** Frames and inputs that the link left out. */
  readonly linkDropped: number;
  /** Sessions between world and gateways that ended for a reason of the link's. */
  readonly linkBreaks: number;
}

/** How the rooms of one class fare. */
export interface AdminRooms {
  readonly roomClass: "quiet" | "busy" | "crowded";
  readonly rooms: number;
  readonly viewers: number;
  /** Frames a second that such a room is sent. */
  readonly rateHz: number;
  /** Movers left out of the rooms' newest frames, summed. */
  readonly hidden: number;
}

/** The most gateways in a list. */
export const MAX_ADMIN_GATEWAYS = 128;

/** How one gateway fares. Counters are of its last second, times in ms. */
export interface AdminGateway {
  readonly id: string;
  readonly connections: number;
  readonly players: number;
  readonly framesPerSecond: number;
  readonly bytesPerSecond: number;
  readonly droppedFrames: number;
  /** Worst event-loop delay. */
  readonly lagMs: number;
  readonly rttP95Ms: number;
  readonly gcMaxMs: number;
  readonly rssBytes: number;
  /** Its side of the link to the world: bytes both ways, and what was left out. */
  readonly linkBytes: number;
  readonly linkDropped: number;
  /** How old the oldest frame that a player has not acknowledged may be here before no more are sent. */
  readonly staleMs: number;
  /** Since it last reported; about a second if all is well. */
  readonly silentMs: number;
}

/** A connection as the console lists it, the worst first. */
export interface AdminConnection {
  readonly playerId: PlayerId;
  readonly name: string;
  /** Of the last heartbeat; below 0 before the first has been answered. */
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
  /** First row, from 0. */
  readonly offset: number;
  /** Rows, 1 to MAX_ADMIN_PAGE. */
  readonly limit: number;
  /** Part of a name, any case; empty for everybody. */
  readonly search: string;
}

export interface AdminBoardPage {
  readonly rows: readonly AdminBoardRow[];
  /** Players that match, on all pages. */
  readonly total: number;
  readonly query: AdminBoardQuery;
}

/** The most rows in a list of the worst connections. */
export const MAX_ADMIN_WORST = 20;
/** The longest text that the leaderboard can be searched for, in UTF-16 code units. */
export const MAX_ADMIN_SEARCH = 64;

export interface AdminServerEvents {
  /** On connecting: what the charts show at once, oldest first. */
  history: (samples: readonly AdminSample[]) => void;
  sample: (sample: AdminSample) => void;
  /** The page last asked for, again whenever it has changed, at most once a second. */
  board: (page: AdminBoardPage) => void;
  worst: (connections: readonly AdminConnection[]) => void;
  gateways: (gateways: readonly AdminGateway[]) => void;
}

/** The longest announcement, in UTF-16 code units. */
export const MAX_ANNOUNCEMENT = 200;

/** What came of a game master's order. */
export type AdminOutcome =
  | {
      readonly ok: true;
      /** Players whom it reached, at all gateways. */
      readonly reached: number;
    }
  | { readonly ok: false; readonly refusal: AdminRefusal };

export interface AdminClientEvents {
  /** Chooses the page of the leaderboard that `board` shows from now on. */
  watchBoard: (query: AdminBoardQuery) => void;
  /** Shows a line to everybody who plays. */
  announce: (notice: Notice, answer: (outcome: AdminOutcome) => void) => void;
  /** Ends a player's connection and tells them why. They may come back: a kick is no ban. */
  kick: (playerId: PlayerId, answer: (outcome: AdminOutcome) => void) => void;
}

/** Length of a password that a game master chooses, in UTF-16 code units. */
export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 256;

/**
 * `POST /admin/api/login` takes name and password and sets the cookie; `GET /admin/api/me` and `POST .../logout`;
 * `POST .../logout-everywhere` ends all of the game master's sessions; `POST .../password` takes an AdminPasswordChange
 * and ends all their other sessions.
 */
export interface AdminIdentity {
  readonly name: string;
}

export interface AdminPasswordChange {
  readonly present: string;
  readonly password: string;
}

/** Why the console's API or namespace refuses; the body of every answer that is not 2xx, and a connect error's data. */
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
