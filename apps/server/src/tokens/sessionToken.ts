// Passes: signed tokens by which a guest is the same player tomorrow. Knows the keys (tokenKeys.ts); where these are kept
// and how machines share them is not its business.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { PlayerId } from "@doubloon/shared/ids";
import type { TokenKey, TokenKeys } from "./tokenKeys.ts";

const ISSUER = "doubloon";
const PLAYER_ID = /^[A-Za-z0-9_-]{22}$/;
/** Every machine has a new key by this time after it was made, in ms; only then is it signed with. */
const SPREAD_MS = 10_000;
/** A pass is a JSON Web Token with the head {"alg":"HS256","kid":ID} or, as older ones, {"alg":"HS256"}. */
const BARE_HEAD = headOf({ alg: "HS256" });

export interface SessionTokens {
  /** A new pass of that player. */
  issue(playerId: PlayerId): string;
  /** Whose pass it is; undefined for one that was not issued here or no longer counts. */
  read(token: string): PlayerId | undefined;
  /** The same pass if it is of the present key, else a new one of the same player, so that old keys can be retired. */
  renew(token: string, playerId: PlayerId): string;
}

interface Signer {
  readonly key: TokenKey;
  readonly head: string;
  readonly secret: Buffer;
}

/**
 * Passes signed (HS256) with the newest of `keys`; those of every key count that is not retired, unless they are revoked.
 * They do not expire: they are all that a guest has. Signed here and at once, since a library's promises cost a storm of
 * players ten times as much as the signature. `nowMs` is wall-clock time.
 */
export function makeSessionTokens(keys: TokenKeys, nowMs: () => number): SessionTokens {
  let byHead = new Map<string, readonly Signer[]>();
  let signers: readonly Signer[] = [];

  function look(): void {
    signers = [...keys.keys]
      .filter(({ retired }) => !retired)
      .map((key) => ({
        key,
        head: headOf({ alg: "HS256", kid: key.id }),
        secret: Buffer.from(key.secret, "base64url"),
      }))
      .sort((a, b) => b.key.madeMs - a.key.madeMs || (a.key.id < b.key.id ? -1 : 1));
    byHead = new Map(signers.map((signer) => [signer.head, [signer]]));
    byHead.set(
      BARE_HEAD,
      signers.filter(({ key }) => key.bare),
    );
  }
  look();
  keys.onChanged(look);

  /** The newest key that every machine knows by now. */
  function present(): Signer {
    const spreadMs = nowMs() - SPREAD_MS;
    const signer = signers.find(({ key }) => key.madeMs <= spreadMs) ?? signers.at(-1);
    if (signer === undefined) throw new Error("no key to sign passes with");
    return signer;
  }

  function issue(playerId: PlayerId): string {
    const { head, secret } = present();
    // A pass that is issued after its player's passes were revoked counts, even in the same second.
    const iat = Math.max(Math.floor(nowMs() / 1000), keys.revokedAtS(playerId) + 1);
    const claims = Buffer.from(JSON.stringify({ iss: ISSUER, sub: playerId, iat })).toString("base64url");
    const signed = `${head}.${claims}`;
    return `${signed}.${signatureOf(signed, secret).toString("base64url")}`;
  }

  return {
    issue,
    read(token) {
      const [head, claims, signature, ...more] = token.split(".");
      const possible = byHead.get(head);
      if (possible === undefined || claims === undefined || signature === undefined || more.length > 0)
        return undefined;
      const given = Buffer.from(signature, "base64url");
      // Nothing is read of claims that are not signed.
      if (!possible.some(({ secret }) => isEqual(given, signatureOf(`${head}.${claims}`, secret)))) {
        return undefined;
      }
      const { playerId, issuedS } = readClaims(claims);
      if (playerId === undefined) return undefined;
      const revokedS = keys.revokedAtS(playerId);
      return revokedS > 0 && issuedS <= revokedS ? undefined : playerId;
    },
    renew: (token, playerId) => (token.startsWith(`${present().head}.`) ? token : issue(playerId)),
  };
}

function headOf(head: object): string {
  return Buffer.from(JSON.stringify(head)).toString("base64url");
}

function signatureOf(signed: string, secret: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(signed).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** What the claims say, once their signature was found good. Old ones do not say when they were issued. */
function readClaims(claims: string): { playerId: PlayerId | undefined; issuedS: number } {
  const { iss, sub, iat } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<
    "iss" | "sub" | "iat",
    unknown
  >;
  const good = iss === ISSUER && typeof sub === "string" && PLAYER_ID.test(sub);
  return {
    playerId: good ? (sub as PlayerId) : undefined,
    issuedS: typeof iat === "number" && Number.isFinite(iat) ? iat : 0,
  };
}

/** A new player's id: 16 random bytes. */
export function newPlayerId(): PlayerId {
  return randomBytes(16).toString("base64url") as PlayerId;
}
