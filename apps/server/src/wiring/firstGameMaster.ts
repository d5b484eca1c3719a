// The game master that a fresh data folder gets, whatever number of processes share it.
import { openAccounts } from "../admin/accounts.ts";

export interface FirstGameMaster {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes the first game master if there is none. To be called once the server is up: the password is shown this once,
 * and a start that fails must not use it up.
 */
export function ensureFirstGameMaster(folder: string): FirstGameMaster | undefined {
  const accounts = openAccounts(folder);
  try {
    return accounts.ensureFirst();
  } finally {
    accounts.close();
  }
}
