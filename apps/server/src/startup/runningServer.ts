// What main knows of a server that runs, however many processes it is.

import type { FirstGameMaster } from "./firstGameMaster.ts";

export interface RunningServer {
  /** Where the game is, as `http://HOST:PORT/`. */
  readonly url: string;
  /** Where /metrics, /livez and /readyz are, as `http://HOST:PORT/`; undefined if that port is off. */
  readonly opsUrl: string | undefined;
  /** The first run's game master, to be shown once. */
  readonly firstGameMaster: FirstGameMaster | undefined;
  /**
   * Says farewell, saves the world, closes everything.
   * @throws what the ledger throws if the last save fails
   */
  close(): Promise<void>;
  /** After an uncaught error: stops the world at once, saves nothing more of it, and tells the players. */
  abandon(): Promise<void>;
}

/** A server without its operator's port. */
export type StartedServer = Omit<RunningServer, "opsUrl">;
