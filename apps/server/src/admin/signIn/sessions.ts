// Console sessions: a random 256-bit id in the browser's cookie, its SHA-256 in the store. A session ends by signing out,
// after twelve idle hours, or a week after signing in. The time it was last seen is kept in memory and stored lazily.
import { createHash, randomBytes } from "node:crypto";
import type { AdminClock } from "../adminClock.ts";
import type { AdminStore, SessionRow } from "../store/adminStore.ts";

export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
const MAX_SESSIONS = 1_000;
/** The time between two writes of seen-times, in ms. A crash loses at most this much of an idle time of hours. */
const FLUSH_INTERVAL_MS = 60_000;
/** 32 bytes in base64url. */
const ID_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** Every promise rejects with AdminStoreError while the store cannot be used. */
export interface ConsoleSessions {
  /**
   * Opens a session for a game master whose password has just been verified. `password` is its encoded hash. Resolves to
   * the id of the session; undefined if the password has changed since.
   */
  open(name: string, password: string): Promise<string | undefined>;
  /** Resolves to the game master of a valid session and marks it as seen; undefined for any other text. */
  find(id: string | undefined): Promise<string | undefined>;
  /** Resolves to the ids of valid sessions among `ids`. Does not mark them as seen. */
  living(ids: readonly string[]): Promise<Set<string>>;
  close(id: string): Promise<void>;
  /** Ends all sessions of a game master. */
  closeAll(name: string): Promise<void>;
  /** Stores the pending seen-times. */
  flush(): Promise<void>;
  /** Stops the timer and stores the pending seen-times. */
  stop(): Promise<void>;
}

export function createConsoleSessions(
  store: AdminStore,
  clock: AdminClock,
  onFlushFailed: (error: unknown) => void,
): ConsoleSessions {
  /** Seen-times newer than the store's, by the hash of the session id in hex. Bounded by MAX_SESSIONS. */
  const seen = new Map<string, number>();
  let flushing = false;

  function isValid(row: SessionRow, hash: string, nowMs: number): boolean {
    const seenAtMs = Math.max(row.seenAtMs, seen.get(hash) ?? 0);
    return nowMs - seenAtMs <= SESSION_IDLE_MS && nowMs - row.openedAtMs <= SESSION_LIFE_MS;
  }

  async function flush(): Promise<void> {
    if (seen.size === 0 || flushing) return;
    flushing = true;
    const stored = [...seen];
    try {
      await store.touchSessions(
        stored.map(([hash, seenAtMs]) => ({ idHash: Buffer.from(hash, "hex"), seenAtMs })),
      );
      // A session that was seen meanwhile has a newer time, which is not stored yet.
      for (const [hash, seenAtMs] of stored) if (seen.get(hash) === seenAtMs) seen.delete(hash);
    } finally {
      flushing = false;
    }
  }

  const stopFlushing = clock.every(FLUSH_INTERVAL_MS, () => void flush().catch(onFlushFailed));

  return {
    async open(name, password) {
      const nowMs = clock.nowMs();
      // A session may have been seen more recently than the store says.
      await flush();
      await store.dropOldSessions(nowMs - SESSION_IDLE_MS, nowMs - SESSION_LIFE_MS, MAX_SESSIONS - 1);
      const id = randomBytes(32).toString("base64url");
      const row = { name, openedAtMs: nowMs, seenAtMs: nowMs };
      return (await store.addSession(hashOf(id), row, password)) ? id : undefined;
    },
    async find(id) {
      if (id === undefined || !ID_PATTERN.test(id)) return undefined;
      const idHash = hashOf(id);
      const row = await store.findSession(idHash);
      if (row === undefined) return undefined;
      const hash = idHash.toString("hex");
      const nowMs = clock.nowMs();
      if (!isValid(row, hash, nowMs)) {
        seen.delete(hash);
        return undefined;
      }
      seen.delete(hash);
      seen.set(hash, nowMs);
      for (const oldest of seen.keys()) {
        if (seen.size <= MAX_SESSIONS) break;
        seen.delete(oldest);
      }
      return row.name;
    },
    async living(ids) {
      const hashes = ids.map(hashOf);
      const rows = await store.findSessions(hashes);
      const nowMs = clock.nowMs();
      return new Set(
        ids.filter((_id, i) => {
          const row = rows[i];
          return row !== undefined && isValid(row, hashes[i].toString("hex"), nowMs);
        }),
      );
    },
    async close(id) {
      const idHash = hashOf(id);
      await store.removeSession(idHash);
      seen.delete(idHash.toString("hex"));
    },
    closeAll: (name) => store.removeSessionsOf(name),
    flush,
    async stop() {
      stopFlushing();
      await flush().catch(onFlushFailed);
    },
  };
}

/** The hash of a session id, as it is stored. */
export function hashOf(id: string): Buffer {
  return createHash("sha256").update(id).digest();
}
