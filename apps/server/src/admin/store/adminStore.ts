// The port behind which game masters and their sessions are kept. Every answer is a promise, because the file behind it
// can be slow, locked, full or gone, and none of that may hold up the thread that asks.

/** Times in Unix ms. */
export interface SessionRow {
  readonly name: string;
  readonly openedAtMs: number;
  readonly seenAtMs: number;
}

/** A session that was seen, by the SHA-256 of its id. */
export interface SeenRow {
  readonly idHash: Uint8Array;
  readonly seenAtMs: number;
}

/** What is kept, as it runs on the thread that holds the file. Each method throws whatever SQLite throws. */
export interface AdminRows {
  /** Names of all game masters, in alphabetical order. */
  masters(): string[];
  /** The encoded hash of a game master's password; undefined if there is no game master of that name. */
  passwordOf(name: string): string | undefined;
  /** Adds a game master; false if the name is taken. */
  addMaster(name: string, password: string): boolean;
  /** Adds the first game master; false if there is one already. */
  addFirstMaster(name: string, password: string): boolean;
  /** Removes a game master and ends their sessions; false if there was none of that name. */
  removeMaster(name: string): boolean;
  /**
   * Sets a password and ends the game master's sessions, except for the one with `keep` as its hash. With `former`, only
   * if that is still the encoded hash that is stored. False if nothing was changed.
   */
  setPassword(name: string, password: string, former?: string, keep?: Uint8Array): boolean;
  /** Ends sessions that were last seen or opened before these times, and all but the newest `most` of those left. */
  dropOldSessions(seenBeforeMs: number, openedBeforeMs: number, most: number): void;
  /** Opens a session, provided that the game master's password is still the one with this encoded hash. */
  addSession(idHash: Uint8Array, row: SessionRow, password: string): boolean;
  findSession(idHash: Uint8Array): SessionRow | undefined;
  /** As findSession, for several at once, in the same order. */
  findSessions(idHashes: readonly Uint8Array[]): (SessionRow | undefined)[];
  /** Notes when sessions were last seen; an older time changes nothing. */
  touchSessions(seen: readonly SeenRow[]): void;
  removeSession(idHash: Uint8Array): void;
  /** Ends all sessions of a game master. */
  removeSessionsOf(name: string): void;
  /** The key that signs device cookies, made on first use. */
  deviceKey(): Uint8Array;
}

/** The names of the operations. */
export type AdminOperation = keyof AdminRows;

/** `AdminRows` on another thread. Every method rejects with AdminStoreError and with nothing else. */
export type AdminStore = {
  readonly [Name in AdminOperation]: (
    ...args: Parameters<AdminRows[Name]>
  ) => Promise<ReturnType<AdminRows[Name]>>;
} & {
  /** Waits for what is under way, then closes the file. */
  close(): Promise<void>;
};

/** The store cannot be used at the moment. The message is one line and says why. */
export class AdminStoreError extends Error {
  override readonly name = "AdminStoreError";
}
