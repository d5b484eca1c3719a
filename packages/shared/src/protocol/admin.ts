// What the console and the server say to each other: namespace /admin, behind the session cookie of a game master.
// The server sends one `sample` a second to each console; tables are asked for by the page. Never a stream per player.
import type { PlayerId } from "../ids.ts";

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
}

export interface AdminClientEvents {
  /** Chooses the page of the leaderboard that `board` shows from now on. */
  watchBoard: (query: AdminBoardQuery) => void;
}

/** `POST /admin/api/login` takes name and password and sets the cookie; `GET /admin/api/me` and `POST .../logout`. */
export interface AdminIdentity {
  readonly name: string;
}

/** Why the console's API or namespace refuses; the body of every answer that is not 2xx, and a connect error's data. */
export interface AdminRefusal {
  readonly code:
    | "malformed"
    | "wrongPassword"
    | "tooManyTries"
    | "busy"
    | "signInNeeded"
    | "foreignOrigin"
    | "failed"
    | "full";
  readonly text: string;
  /** When to try again, in ms from now. */
  readonly retryAfterMs?: number;
}
