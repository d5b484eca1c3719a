// The game master that a fresh data folder gets, whatever number of processes share it. A file of game masters that
// cannot be used closes the console and nothing else: the game starts all the same.
import type { Logger } from "pino";
import { createGameMasterAccounts } from "../admin/store/accounts.ts";
import { openAdminStore } from "../admin/store/openAdminStore.ts";

export interface FirstGameMaster {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes the first game master if there is none. To be called once the server is up: the password is shown this once,
 * and a start that fails must not use it up. Never rejects; what is wrong with the file is logged.
 */
export async function ensureFirstGameMaster(
  folder: string,
  logger: Logger,
): Promise<FirstGameMaster | undefined> {
  const store = openAdminStore(folder);
  try {
    return await createGameMasterAccounts(store).ensureFirst();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    logger.error(`the console cannot be used until this is mended, the game goes on: ${why}`);
    return undefined;
  } finally {
    await store.close();
  }
}
