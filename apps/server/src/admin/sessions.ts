// Who is signed in: a random 256-bit id in the browser's cookie, its SHA-256 here. A session ends by signing out, after
// twelve idle hours, or a week after signing in.
import { createHash, randomBytes } from "node:crypto";
import type { AdminClock } from "./adminClock.ts";

export const SESSION_IDLE_MS = 12 * 3_600_000;
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;
const SESSIONS_KEPT = 1_000;
/** Being seen is written down at most this often. */
const TOUCH_MS = 60_000;
/** 32 bytes in base64url. */
const ID_FORM = /^[A-Za-z0-9_-]{43}$/;

/** Times in Unix ms. */
export interface SessionRow {
  readonly name: string;
  readonly openedAtMs: number;
  readonly seenAtMs: number;
}

/** Where sessions are kept, by the hash of their id. */
export interface SessionRows {
  add(idHash: Uint8Array, row: SessionRow): void;
  find(idHash: Uint8Array): SessionRow | undefined;
  touch(idHash: Uint8Array, seenAtMs: number): void;
  remove(idHash: Uint8Array): void;
  removeOld(seenBeforeMs: number, openedBeforeMs: number): void;
  /** Removes all but the `rows` seen last. */
  keepNewest(rows: number): void;
}

export interface Sessions {
  /** Signs a game master in; the answer is the new session's id. */
  open(name: string): string;
  /** The game master of a session that lives, and keeps it alive; undefined for any other text. */
  find(id: string | undefined): string | undefined;
  close(id: string): void;
}

export function createSessions(rows: SessionRows, clock: AdminClock): Sessions {
  return {
    open(name) {
      const nowMs = clock.nowMs();
      rows.removeOld(nowMs - SESSION_IDLE_MS, nowMs - SESSION_LIFE_MS);
      rows.keepNewest(SESSIONS_KEPT - 1);
      const id = randomBytes(32).toString("base64url");
      rows.add(hashOf(id), { name, openedAtMs: nowMs, seenAtMs: nowMs });
      return id;
    },
    find(id) {
      if (id === undefined || !ID_FORM.test(id)) return undefined;
      const idHash = hashOf(id);
      const row = rows.find(idHash);
      if (row === undefined) return undefined;
      const nowMs = clock.nowMs();
      if (nowMs - row.seenAtMs > SESSION_IDLE_MS || nowMs - row.openedAtMs > SESSION_LIFE_MS) {
        rows.remove(idHash);
        return undefined;
      }
      if (nowMs - row.seenAtMs >= TOUCH_MS) rows.touch(idHash, nowMs);
      return row.name;
    },
    close: (id) => rows.remove(hashOf(id)),
  };
}

function hashOf(id: string): Uint8Array {
  return createHash("sha256").update(id).digest();
}
