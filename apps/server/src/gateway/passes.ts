// Passes: signed tokens by which a guest is the same player tomorrow. The secret never leaves the data folder.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlayerId } from "@doubloon/shared/ids";
import { writeFileAtomic } from "../lib/atomicFile.ts";

const SECRET_BYTES = 32;
const ISSUER = "doubloon";
const PLAYER_ID = /^[A-Za-z0-9_-]{22}$/;
/** A pass is a JSON Web Token with this head and no other: {"alg":"HS256"}. */
const HEAD = Buffer.from(JSON.stringify({ alg: "HS256" })).toString("base64url");

export interface Passes {
  issue(playerId: PlayerId): string;
  /** Whose pass it is; undefined for one that was not issued here. */
  read(token: string): PlayerId | undefined;
}

/**
 * Passes signed (HS256) with `secret`, 32 bytes or more. They do not expire: they are all that a guest has. Signed here
 * and at once, since a library's promises cost a storm of players ten times as much as the signature.
 */
export function makePasses(secret: Uint8Array): Passes {
  const signatureOf = (signed: string): Buffer => createHmac("sha256", secret).update(signed).digest();
  return {
    issue(playerId) {
      const claims = Buffer.from(JSON.stringify({ iss: ISSUER, sub: playerId })).toString("base64url");
      const signed = `${HEAD}.${claims}`;
      return `${signed}.${signatureOf(signed).toString("base64url")}`;
    },
    read(token) {
      const [head, claims, signature, ...more] = token.split(".");
      if (head !== HEAD || claims === undefined || signature === undefined || more.length > 0)
        return undefined;
      const given = Buffer.from(signature, "base64url");
      const expected = signatureOf(`${head}.${claims}`);
      // Nothing is read of claims that are not signed.
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return playerOf(claims);
    },
  };
}

/** Whose claims these are, once their signature was found good. */
function playerOf(claims: string): PlayerId | undefined {
  const { iss, sub } = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<
    "iss" | "sub",
    unknown
  >;
  return iss === ISSUER && typeof sub === "string" && PLAYER_ID.test(sub) ? (sub as PlayerId) : undefined;
}

/** A new player's id: 16 random bytes. */
export function newPlayerId(): PlayerId {
  return randomBytes(16).toString("base64url") as PlayerId;
}

/** The data folder's secret cannot be used: one line for the operator. */
export class PassError extends Error {
  override readonly name = "PassError";
}

/**
 * Reads the secret of the data folder, or makes it on the first run, readable by the owner alone.
 * @throws PassError if the file can be neither read nor written, or is not a secret
 */
export async function loadPassSecret(folder: string): Promise<Uint8Array> {
  const path = join(folder, "pass.key");
  const secret = await makeOrRead(path).catch((error: NodeJS.ErrnoException) => {
    throw new PassError(`${path} cannot be read or written (${error.code}), expected the secret of passes`);
  });
  if (secret.length !== SECRET_BYTES) {
    throw new PassError(
      `${path}: ${secret.length} bytes, expected a secret of ${SECRET_BYTES}; restore it from a backup, or delete it ` +
        "(every player then starts anew)",
    );
  }
  return secret;
}

async function makeOrRead(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  try {
    await writeFileAtomic(path, randomBytes(SECRET_BYTES), { mode: 0o600, existing: "create" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return await readFile(path);
}
