// A running server as main.ts sees it, in every mode.
import type { FirstGameMaster } from "./firstGameMaster.ts";

export interface RunningServer {
  /** Address of the game, as `http://HOST:PORT/`. */
  readonly url: string;
  /** Address of the ops port, as `http://HOST:PORT/`; undefined if it is off. */
  readonly opsUrl: string | undefined;
  /** The game master that this start has created, to be shown once. */
  readonly firstGameMaster: FirstGameMaster | undefined;
  /**
   * Moves players to the gateways of other machines, if this machine has gateways and there are others. Resolves when
   * nobody is left, the time is over, or at once if there is nowhere to move players to.
   */
  drain?(): Promise<void>;
  /**
   * Sends players a farewell, saves the world and closes everything.
   * @throws what the ledger throws if the last save fails
   */
  close(): Promise<void>;
  /** After an uncaught error: stops the world at once, saves nothing more of it, and tells the players. */
  abandon(): Promise<void>;
}

/** A server without its ops port. */
export type StartedServer = Omit<RunningServer, "opsUrl">;
