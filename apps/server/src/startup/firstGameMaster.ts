// Creates the first game master of a new data folder, exactly once even if several processes share it. If the database of
// game masters cannot be used, only the console is unavailable: the game starts anyway.
import { errorText } from "@doubloon/shared/errorText";
import type { Logger } from "pino";
import { createGameMasterAccounts } from "../admin/store/accounts.ts";
import { openAdminStore } from "../admin/store/openAdminStore.ts";
import type { Config } from "../config/config.ts";

export interface FirstGameMaster {
  readonly name: string;
  readonly password: string;
}

/**
 * Creates the first game master if there is none and the console is on. Call it when the server is up: the password is shown only once, and a
 * failed start must not waste it. Never rejects; problems with the database are logged.
 */
export async function ensureFirstGameMaster(
  config: Pick<Config, "console" | "data">,
  logger: Logger,
): Promise<FirstGameMaster | undefined> {
  if (!config.console) return undefined;
  const store = openAdminStore(config.data);
  try {
    return await createGameMasterAccounts(store).ensureFirst();
  } catch (error) {
    const why = errorText(error);
    logger.error(`the console is unavailable until this is fixed, the game is not affected: ${why}`);
    return undefined;
  } finally {
    await store.close();
  }
}
