// Session tokens: signed tokens by which a browser comes back as the same player. Uses the keys of
// tokenKeys.ts; does not know where these are stored or how machines share them.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { PlayerId } from "@doubloon/shared/ids";
import { isPlayerId } from "./playerId.ts";
import type { TokenKey, TokenKeys } from "./tokenKeys.ts";

const ISSUER = "doubloon";
/** Time in ms after which every machine has a new key. Until then the key does not sign, if there is an older one. */
const DISTRIBUTION_MS = 10_000;
/** A token is a JSON Web Token with the header {"alg":"HS256","kid":ID}; older ones have {"alg":"HS256"}. */
const BARE_HEADER = headerOf({ alg: "HS256" });

export interface SessionTokens {
  /** A new token for the player. */
  issue(playerId: PlayerId): string;
  /** The player of a token; undefined if the token is forged, revoked or signed with a retired key. */
  read(token: string): PlayerId | undefined;
  /** The same token if the current key signed it, else a new one for the player, so that old keys can be retired. */
  renew(token: string, playerId: PlayerId): string;
}

interface Signer {
  readonly key: TokenKey;
  readonly header: string;
  readonly secret: Buffer;
}

/**
 * Makes tokens signed (HS256) with the newest of `keys`; tokens of all keys that are not retired are valid unless revoked.
 * Tokens do not expire: nothing else identifies a player. Hand-written, because the promises of a JWT library cost ten
 * times as much as the signature when many players join at once. `nowMs` is wall-clock time.
 */
export function makeSessionTokens(keys: TokenKeys, nowMs: () => number): SessionTokens {
  let byHeader = new Map<string, readonly Signer[]>();
  let signers: readonly Signer[] = [];

  function readKeys(): void {
    signers = [...keys.keys]
      .filter(({ retired }) => !retired)
      .map((key) => ({
        key,
        header: headerOf({ alg: "HS256", kid: key.id }),
        secret: Buffer.from(key.secret, "base64url"),
      }))
      .sort((a, b) => b.key.madeMs - a.key.madeMs || (a.key.id < b.key.id ? -1 : 1));
    byHeader = new Map(signers.map((signer) => [signer.header, [signer]]));
    byHeader.set(
      BARE_HEADER,
      signers.filter(({ key }) => key.bare),
    );
  }
  readKeys();
  keys.onChanged(readKeys);

  /** The newest key that every machine has by now; the oldest one if all are newer than that. */
  function currentSigner(): Signer {
    const madeByMs = nowMs() - DISTRIBUTION_MS;
    const signer = signers.find(({ key }) => key.madeMs <= madeByMs) ?? signers.at(-1);
    if (signer === undefined) throw new Error("there is no key to sign tokens with");
    return signer;
  }

  function issue(playerId: PlayerId): string {
    const { header, secret } = currentSigner();
    // A token issued after its player's tokens were revoked is valid, even within the same second.
    const iat = Math.max(Math.floor(nowMs() / 1000), keys.revokedAtS(playerId) + 1);
    const claims = Buffer.from(JSON.stringify({ iss: ISSUER, sub: playerId, iat })).toString("base64url");
    const signed = `${header}.${claims}`;
    return `${signed}.${signatureOf(signed, secret).toString("base64url")}`;
  }

  return {
    issue,
    read(token) {
      const [header, claims, signature, ...more] = token.split(".");
      const candidates = byHeader.get(header);
      if (candidates === undefined || claims === undefined || signature === undefined || more.length > 0)
        return undefined;
      const given = Buffer.from(signature, "base64url");
      // Claims without a valid signature are not parsed.
      if (!candidates.some(({ secret }) => isEqual(given, signatureOf(`${header}.${claims}`, secret)))) {
        return undefined;
      }
      const { playerId, issuedS } = readClaims(claims);
      if (playerId === undefined) return undefined;
      const revokedS = keys.revokedAtS(playerId);
      return revokedS > 0 && issuedS <= revokedS ? undefined : playerId;
    },
    renew: (token, playerId) => (token.startsWith(`${currentSigner().header}.`) ? token : issue(playerId)),
  };
}

function headerOf(header: object): string {
  return Buffer.from(JSON.stringify(header)).toString("base64url");
}

function signatureOf(signed: string, secret: Uint8Array): Buffer {
  return createHmac("sha256", secret).update(signed).digest();
}

function isEqual(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Reads claims whose signature is valid. Old tokens have no time of issue. */
function readClaims(claims: string): { playerId: PlayerId | undefined; issuedS: number } {
  const { iss, sub, iat } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<
    "iss" | "sub" | "iat",
    unknown
  >;
  return {
    playerId: iss === ISSUER && isPlayerId(sub) ? sub : undefined,
    issuedS: typeof iat === "number" && Number.isFinite(iat) ? iat : 0,
  };
}
