// The accounts of game masters, who may sign in to the console. Keeps passwords only as hashes and bounds the work of
// checking them. An operator resets a password with `npm run gamemaster -- reset NAME`.
import { makePassword } from "../signIn/makePassword.ts";
import { createPasswordChecks } from "../signIn/passwordChecks.ts";
import { hashPassword, makeDecoyHash, matchesPassword } from "../signIn/passwordHash.ts";
import type { AdminStore } from "./adminStore.ts";

const FIRST_NAME = "gamemaster";

export interface GameMasterAccounts {
  /**
   * Creates the first game master if there is none, and resolves to the password, which is not kept.
   * Rejects with AdminStoreError.
   */
  ensureFirst(): Promise<{ readonly name: string; readonly password: string } | undefined>;
  /**
   * Resolves to the encoded hash of a game master's password if `password` is correct, otherwise to undefined. Takes the
   * same time for an unknown name. Known devices are served first. Rejects with ChecksBusyError or AdminStoreError.
   */
  verify(name: string, password: string, known?: boolean): Promise<string | undefined>;
  /**
   * Replaces the password with the encoded hash `previous` and ends all sessions of the game master except the one with
   * the hash `keep`. Resolves to false if the password has changed since. Rejects like `verify`.
   */
  changePassword(name: string, previous: string, password: string, keep: Uint8Array): Promise<boolean>;
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
    async changePassword(name, previous, password, keep) {
      const hash = await checks.run(true, () => hashPassword(password));
      return store.setPassword(name, hash, previous, keep);
    },
  };
}
