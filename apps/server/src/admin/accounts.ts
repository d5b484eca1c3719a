// Game masters: who may sign in to the console. Kept in the data folder, passwords only as hashes. To start over with a
// new password, stop the server and remove admin.db.

import { openAdminDatabase } from "./adminDatabase.ts";
import { makePassword } from "./makePassword.ts";
import { hashPasswordSync, makeDecoyHash, matchesPassword } from "./passwordHash.ts";
import { createSessionRows } from "./sessionRows.ts";
import type { SessionRows } from "./sessions.ts";

const FIRST_NAME = "gamemaster";
/** Checks at once; each takes 19 MiB and one thread of the pool that files and names share. */
const CHECKS_AT_ONCE = 1;
const CHECKS_WAITING = 16;

/** Too many passwords are being checked already. */
export class AccountsBusyError extends Error {
  override readonly name = "AccountsBusyError";
}

export interface Accounts {
  /** Makes the first game master if there is none and says its password, which is never to be had again. */
  ensureFirst(): { readonly name: string; readonly password: string } | undefined;
  /** Whether that game master has that password; takes as long for an unknown name. Rejects with AccountsBusyError. */
  verify(name: string, password: string): Promise<boolean>;
  /** Where sign-ins are kept. */
  readonly sessionRows: SessionRows;
  close(): void;
}

/** Opens the accounts in `folder` (file admin.db). Throws AccountsError if they cannot be read or written. */
export function openAccounts(folder: string): Accounts {
  const database = openAdminDatabase(folder);
  const anyMaster = database.prepare("SELECT 1 FROM gameMaster LIMIT 1");
  const addMaster = database.prepare("INSERT INTO gameMaster (name, password) VALUES (?, ?)");
  const findPassword = database.prepare("SELECT password FROM gameMaster WHERE name = ?");
  const decoy = makeDecoyHash();
  let checking = 0;
  const waiting: (() => void)[] = [];

  async function inTurn<T>(check: () => Promise<T>): Promise<T> {
    if (checking === CHECKS_AT_ONCE) {
      if (waiting.length === CHECKS_WAITING) throw new AccountsBusyError("too many sign-ins at once");
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else checking++;
    try {
      return await check();
    } finally {
      // The turn is handed on as it is, so that nobody can slip in between.
      const next = waiting.shift();
      if (next === undefined) checking--;
      else next();
    }
  }

  return {
    ensureFirst() {
      if (anyMaster.get() !== undefined) return undefined;
      const password = makePassword();
      addMaster.run(FIRST_NAME, hashPasswordSync(password));
      return { name: FIRST_NAME, password };
    },
    async verify(name, password) {
      const stored = findPassword.get(name) as { password: string } | undefined;
      const matches = await inTurn(() => matchesPassword(password, stored?.password ?? decoy));
      return matches && stored !== undefined;
    },
    sessionRows: createSessionRows(database),
    close: () => database.close(),
  };
}
