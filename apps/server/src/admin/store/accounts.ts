// Game masters: who may sign in to the console, with passwords kept only as hashes. Knows the rules for passwords and
// bounds the work of checking them. An operator resets one with `npm run gamemaster -- reset NAME`.

import { makePassword } from "../signIn/makePassword.ts";
import { createPasswordChecks } from "../signIn/passwordChecks.ts";
import { hashPassword, makeDecoyHash, matchesPassword } from "../signIn/passwordHash.ts";
import type { AdminStore } from "./adminStore.ts";

const FIRST_NAME = "gamemaster";

export interface GameMasterAccounts {
  /**
   * Makes the first game master if there is none and returns the password, which is not kept.
   * Rejects with AdminStoreError.
   */
  ensureFirst(): Promise<{ readonly name: string; readonly password: string } | undefined>;
  /**
   * The encoded hash of a game master's password, if `password` is that password; undefined if it is not. Takes as long
   * for an unknown name. A known device is served before the rest. Rejects with ChecksBusyError and AdminStoreError.
   */
  verify(name: string, password: string, known?: boolean): Promise<string | undefined>;
  /**
   * Replaces the password behind the encoded hash `former` and ends all sessions of the game master but the one with
   * the hash `keep`. False if it is not the password any more. Rejects as `verify` does.
   */
  changePassword(name: string, former: string, password: string, keep: Uint8Array): Promise<boolean>;
}

/** The accounts of a store. */
export function createGameMasterAccounts(store: AdminStore): GameMasterAccounts {
  const decoy = makeDecoyHash();
  const checks = createPasswordChecks();
  return {
    async ensureFirst() {
      if ((await store.masters()).length > 0) return undefined;
      const password = makePassword();
      const added = await store.addFirstMaster(FIRST_NAME, await hashPassword(password));
      return added ? { name: FIRST_NAME, password } : undefined;
    },
    async verify(name, password, known = false) {
      const stored = await store.passwordOf(name);
      const matches = await checks.run(known, () => matchesPassword(password, stored ?? decoy));
      return matches ? stored : undefined;
    },
    async changePassword(name, former, password, keep) {
      const hash = await checks.run(true, () => hashPassword(password));
      return store.setPassword(name, hash, former, keep);
    },
  };
}
