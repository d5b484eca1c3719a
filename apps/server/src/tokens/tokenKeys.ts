// The keys that sign players' tokens, and which tokens are revoked. States of several machines can be merged in any order
// and any number of times with the same result. Knows no file and no clock.
import { createHash, randomBytes } from "node:crypto";
import type { PlayerId } from "@doubloon/shared/ids";
import { z } from "zod";
import { PLAYER_ID_PATTERN } from "./playerId.ts";

export const TOKEN_SECRET_BYTES = 32;
/** Maximum number of keys, including retired ones. */
export const MAX_TOKEN_KEYS = 64;
/** Maximum number of players whose tokens are revoked individually. */
export const MAX_REVOKED_PLAYERS = 10_000;
const ID_BYTES = 6;

export interface TokenKey {
  /** The `kid` of the tokens that it signed. */
  readonly id: string;
  /** TOKEN_SECRET_BYTES, base64url. */
  readonly secret: string;
  /** Wall-clock time in ms. */
  readonly madeMs: number;
  /** Whether this key may have signed tokens without a key id, from before there were ids. */
  readonly bare: boolean;
  /** Tokens of a retired key are invalid. */
  readonly retired: boolean;
}

/** The whole state, as it is stored. */
export interface TokenState {
  readonly keys: readonly TokenKey[];
  /** By player: tokens issued at that time or before are revoked, in s of wall-clock time. */
  readonly revoked: Readonly<Record<string, number>>;
  /** The same for all players. */
  readonly revokedAll: number;
}

const seconds = z.int().min(0);
export const tokenKeyShape = z.object({
  id: z.string().regex(/^[\w-]{1,16}$/),
  secret: z.string().regex(/^[\w-]{43}$/),
  madeMs: z.int().min(0),
  bare: z.boolean(),
  retired: z.boolean(),
}) satisfies z.ZodType<TokenKey>;
export const tokenStateShape = z.object({
  keys: z.array(tokenKeyShape).max(MAX_TOKEN_KEYS),
  revoked: z.record(z.string().regex(PLAYER_ID_PATTERN), seconds),
  revokedAll: seconds,
}) satisfies z.ZodType<TokenState>;

export const NO_TOKEN_STATE: TokenState = { keys: [], revoked: {}, revokedAll: 0 };

/** The key with this secret; its id is derived from the secret. For `bare` see TokenKey. */
export function tokenKeyOf(secret: Uint8Array, madeMs: number, bare: boolean): TokenKey {
  const id = createHash("sha256").update("token key").update(secret).digest().subarray(0, ID_BYTES);
  return {
    id: id.toString("base64url"),
    secret: Buffer.from(secret).toString("base64url"),
    madeMs,
    bare,
    retired: false,
  };
}

export function newTokenKey(nowMs: number): TokenKey {
  return tokenKeyOf(randomBytes(TOKEN_SECRET_BYTES), nowMs, false);
}

export class TokenKeys {
  readonly #keys = new Map<string, TokenKey>();
  readonly #revoked = new Map<string, number>();
  #revokedAll = 0;
  readonly #listeners = new Set<() => void>();

  constructor(state: TokenState) {
    this.merge(state);
  }

  get state(): TokenState {
    return {
      keys: [...this.#keys.values()],
      revoked: Object.fromEntries(this.#revoked),
      revokedAll: this.#revokedAll,
    };
  }

  get keys(): Iterable<TokenKey> {
    return this.#keys.values();
  }

  /** The time up to which the player's tokens are revoked, in s; 0 if they are not. */
  revokedAtS(player: PlayerId): number {
    return Math.max(this.#revokedAll, this.#revoked.get(player) ?? 0);
  }

  /** Calls `listener` after each change, until the returned function is called. */
  onChanged(listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /**
   * Merges another state; returns whether that changed anything. A retired key stays retired, and of two revocations the
   * later one wins. Keys and revocations beyond the limits are dropped.
   */
  merge({ keys, revoked, revokedAll }: TokenState): boolean {
    let changed = false;
    for (const key of keys) {
      const own = this.#keys.get(key.id);
      if (own === undefined && this.#keys.size >= MAX_TOKEN_KEYS) continue;
      const merged: TokenKey = {
        ...(own ?? key),
        bare: key.bare || own?.bare === true,
        retired: key.retired || own?.retired === true,
      };
      if (own?.bare === merged.bare && own.retired === merged.retired) continue;
      this.#keys.set(key.id, merged);
      changed = true;
    }
    for (const [player, atS] of Object.entries(revoked)) {
      const own = this.#revoked.get(player);
      if (atS <= (own ?? 0) || (own === undefined && this.#revoked.size >= MAX_REVOKED_PLAYERS)) continue;
      this.#revoked.set(player, atS);
      changed = true;
    }
    if (revokedAll > this.#revokedAll) {
      this.#revokedAll = revokedAll;
      changed = true;
    }
    if (changed) for (const listener of [...this.#listeners]) listener();
    return changed;
  }
}
