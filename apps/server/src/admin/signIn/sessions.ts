// Who is signed in: a random 256-bit id in the browser's cookie, its SHA-256 in the store. A session ends by signing
// out, after twelve idle hours, or a week after signing in. When it was last seen is kept in memory and stored lazily.
import { createHash, randomBytes } from "node:crypto";
import type { AdminClock } from "../adminClock.ts";
import type { AdminStore, SessionRow } from "../store/adminStore.ts";

export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
const SESSIONS_KEPT = 1_000;
/** How often seen-times are stored, in ms; a crash loses at most this much of an idle time of hours. */
const FLUSH_MS = 60_000;
/** 32 bytes in base64url. */
const ID_FORM = /^[A-Za-z0-9_-]{43}$/;

/** All that return a promise reject with AdminStoreError while the store cannot be used. */
export interface ConsoleSessions {
  /**
   * Signs a game master in who has just proved to have the password behind the encoded hash `password`. Returns the new
   * session's id; undefined if that is no longer the password.
   */
  open(name: string, password: string): Promise<string | undefined>;
  /** The game master of a session that lives, and keeps it alive; undefined for any other text. */
  find(id: string | undefined): Promise<string | undefined>;
  /** Those of `ids` whose sessions live; keeps none of them alive that was not seen otherwise. */
  living(ids: readonly string[]): Promise<Set<string>>;
  close(id: string): Promise<void>;
  /** Ends all sessions of a game master. */
  closeAll(name: string): Promise<void>;
  /** Stores the seen-times that are not stored yet. */
  flush(): Promise<void>;
  /** Stops the lazy storing and stores what is left. */
  stop(): Promise<void>;
}

export function createConsoleSessions(
  store: AdminStore,
  clock: AdminClock,
  onFlushFailed: (error: unknown) => void,
): ConsoleSessions {
  /** By the hash of the session's id, in hex: seen-times that are newer than the store's. Bounded by SESSIONS_KEPT. */
  const seen = new Map<string, number>();
  let flushing = false;

  function lives(row: SessionRow, hash: string, nowMs: number): boolean {
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
      // One that was seen meanwhile has a newer time, which is still to be stored.
      for (const [hash, seenAtMs] of stored) if (seen.get(hash) === seenAtMs) seen.delete(hash);
    } finally {
      flushing = false;
    }
  }

  const stopFlushing = clock.every(FLUSH_MS, () => void flush().catch(onFlushFailed));

  return {
    async open(name, password) {
      const nowMs = clock.nowMs();
      // What is idle by the store alone may have been seen since.
      await flush();
      await store.dropOldSessions(nowMs - SESSION_IDLE_MS, nowMs - SESSION_LIFE_MS, SESSIONS_KEPT - 1);
      const id = randomBytes(32).toString("base64url");
      const row = { name, openedAtMs: nowMs, seenAtMs: nowMs };
      return (await store.addSession(hashOf(id), row, password)) ? id : undefined;
    },
    async find(id) {
      if (id === undefined || !ID_FORM.test(id)) return undefined;
      const idHash = hashOf(id);
      const row = await store.findSession(idHash);
      if (row === undefined) return undefined;
      const hash = idHash.toString("hex");
      const nowMs = clock.nowMs();
      if (!lives(row, hash, nowMs)) {
        seen.delete(hash);
        return undefined;
      }
      seen.delete(hash);
      seen.set(hash, nowMs);
      for (const oldest of seen.keys()) {
        if (seen.size <= SESSIONS_KEPT) break;
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
          return row !== undefined && lives(row, hashes[i].toString("hex"), nowMs);
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

/** What is stored of a session's id. */
export function hashOf(id: string): Buffer {
  return createHash("sha256").update(id).digest();
}
