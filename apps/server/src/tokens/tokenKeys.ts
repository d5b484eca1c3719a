// The keys that players' tokens are signed with, and which tokens no longer count. States of several machines can be
// merged in any order and any number of times with the same result. Holds no file and no clock.
import { createHash, randomBytes } from "node:crypto";
import type { PlayerId } from "@doubloon/shared/ids";
import { z } from "zod";

export const TOKEN_SECRET_BYTES = 32;
/** Keys that can be kept, retired ones included. */
export const MAX_TOKEN_KEYS = 64;
/** Players whose tokens can be revoked one by one. */
export const MAX_REVOKED_PLAYERS = 10_000;
const ID_BYTES = 6;

export interface TokenKey {
  /** Stands in the tokens that it signed, as `kid`. */
  readonly id: string;
  /** TOKEN_SECRET_BYTES, base64url. */
  readonly secret: string;
  /** Wall-clock time in ms. */
  readonly madeMs: number;
  /** Whether tokens without a key id may be of this key: it signed some before ids were written. */
  readonly bare: boolean;
  /** Tokens of a retired key no longer count. */
  readonly retired: boolean;
}

/** All of it, as it is written to files. */
export interface TokenState {
  readonly keys: readonly TokenKey[];
  /** By player: tokens issued at that time or before no longer count, in s of wall-clock time. */
  readonly revoked: Readonly<Record<string, number>>;
  /** The same for everybody. */
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
  revoked: z.record(z.string().regex(/^[\w-]{22}$/), seconds),
  revokedAll: seconds,
}) satisfies z.ZodType<TokenState>;

export const NO_TOKEN_STATE: TokenState = { keys: [], revoked: {}, revokedAll: 0 };

/** A key of a secret, which names it; `bare` if it signed tokens before ids were written. */
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

  /** Tokens of that player issued then or before no longer count, in s. */
  revokedAtS(player: PlayerId): number {
    return Math.max(this.#revokedAll, this.#revoked.get(player) ?? 0);
  }

  /** Called after each change, until what is answered is called. */
  onChanged(listener: () => void): () => void {
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /**
   * Takes in what another state knows; answers whether that was anything new. A key once retired stays so, and the later
   * revocation counts. Keys and revocations past the bounds are left out.
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
