// Where the world is kept. What has been saved survives a crash; nothing is told to a player as theirs before.

export interface Ledger {
  /** The newest saved world, or undefined in a fresh data folder. */
  load(): Promise<Uint8Array | undefined>;
  /**
   * Saves a world; resolves once it is on disk. One save at a time. The bytes, best in shared memory, must not change
   * before the promise resolves, and are not used after.
   */
  save(snapshot: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
