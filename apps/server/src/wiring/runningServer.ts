// What main knows of a server that runs, however many processes it is.

import type { FirstGameMaster } from "./firstGameMaster.ts";

export interface RunningServer {
  /** Where the game is, as `http://HOST:PORT/`. */
  readonly url: string;
  /** The first run's game master, to be shown once. */
  readonly firstGameMaster: FirstGameMaster | undefined;
  /** Says farewell, saves the world, closes everything. */
  close(): Promise<void>;
}
