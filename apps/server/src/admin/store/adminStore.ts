// The port to the stored game masters and their sessions. Every method is asynchronous, because the file behind it can be
// slow, locked, full or missing, and none of that may block the calling thread.

/** Times in Unix ms. */
export interface SessionRow {
  readonly name: string;
  readonly openedAtMs: number;
  readonly seenAtMs: number;
}

/** When a session was last seen; `idHash` is the SHA-256 of its id. */
export interface SeenRow {
  readonly idHash: Uint8Array;
  readonly seenAtMs: number;
}

/** The synchronous operations, for the thread that opens the file. Each method throws what SQLite throws. */
export interface AdminRows {
  /** Names of all game masters, in alphabetical order. */
  masters(): string[];
  /** The encoded hash of a game master's password; undefined if there is no game master of that name. */
  passwordOf(name: string): string | undefined;
  /** Adds a game master; false if the name is taken. */
  addMaster(name: string, password: string): boolean;
  /** Adds the first game master; false if there already is one. */
  addFirstMaster(name: string, password: string): boolean;
  /** Removes a game master and ends their sessions; false if there was none of that name. */
  removeMaster(name: string): boolean;
  /**
   * Sets a password and ends the game master's sessions, except the one with the hash `keep`. With `previous`, only if
   * that is still the stored hash. False if nothing has changed.
   */
  setPassword(name: string, password: string, previous?: string, keep?: Uint8Array): boolean;
  /** Whether a game master may open the places of caches. The first game master may; others once an operator says so. */
  mayOpenPlaces(name: string): boolean;
  /** Grants or takes that right; false if there is no game master of that name. */
  setMayOpenPlaces(name: string, may: boolean): boolean;
  /** Like mayOpenPlaces, for operating the server: recording processes, their log level, drains, handovers. */
  mayOperate(name: string): boolean;
  /** Grants or takes that right; false if there is no game master of that name. */
  setMayOperate(name: string, may: boolean): boolean;
  /** Ends sessions last seen or opened before these times, and of the others all but the newest `max`. */
  dropOldSessions(seenBeforeMs: number, openedBeforeMs: number, max: number): void;
  /** Opens a session if `password` is still the stored hash of the game master's password; false if not. */
  addSession(idHash: Uint8Array, row: SessionRow, password: string): boolean;
  findSession(idHash: Uint8Array): SessionRow | undefined;
  /** Like findSession for several ids, in the same order. */
  findSessions(idHashes: readonly Uint8Array[]): (SessionRow | undefined)[];
  /** Stores when sessions were last seen. An older time is ignored. */
  touchSessions(seen: readonly SeenRow[]): void;
  removeSession(idHash: Uint8Array): void;
  /** Ends all sessions of a game master. */
  removeSessionsOf(name: string): void;
  /** The key that signs device cookies, created on first use. */
  deviceKey(): Uint8Array;
  /** Writes a copy of the database to a file that does not exist, readable by its owner only. */
  backUp(file: string): void;
}

/** The names of the operations. */
export type AdminOperation = keyof AdminRows;

/** `AdminRows` on another thread. Every method rejects with AdminStoreError only. */
export type AdminStore = {
  readonly [Name in AdminOperation]: (
    ...args: Parameters<AdminRows[Name]>
  ) => Promise<ReturnType<AdminRows[Name]>>;
} & {
  /** Waits for running operations, then closes the file. */
  close(): Promise<void>;
};

/** The store cannot be used at the moment. The message is one line with the reason. */
export class AdminStoreError extends Error {
  override readonly name = "AdminStoreError";
}
