// Passes: signed tokens by which a guest is the same player tomorrow. The secret never leaves the data folder.
import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlayerId } from "@doubloon/shared/ids";
import { jwtVerify, SignJWT } from "jose";

const SECRET_BYTES = 32;
const ISSUER = "doubloon";
const PLAYER_ID = /^[A-Za-z0-9_-]{22}$/;

export interface Passes {
  issue(playerId: PlayerId): Promise<string>;
  /** Whose pass it is; undefined for one that was not issued here. */
  read(token: string): Promise<PlayerId | undefined>;
}

/** Passes signed (HS256) with `secret`, 32 bytes or more. They do not expire: they are all that a guest has. */
export function makePasses(secret: Uint8Array): Passes {
  return {
    issue: (playerId) =>
      new SignJWT().setProtectedHeader({ alg: "HS256" }).setIssuer(ISSUER).setSubject(playerId).sign(secret),
    async read(token) {
      try {
        const { payload } = await jwtVerify(token, secret, { algorithms: ["HS256"], issuer: ISSUER });
        return payload.sub !== undefined && PLAYER_ID.test(payload.sub)
          ? (payload.sub as PlayerId)
          : undefined;
      } catch {
        return undefined;
      }
    },
  };
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
    throw new PassError(`${path}: ${secret.length} bytes, expected a secret of ${SECRET_BYTES}`);
  }
  return secret;
}

async function makeOrRead(path: string): Promise<Buffer> {
  try {
    await writeFile(path, randomBytes(SECRET_BYTES), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return await readFile(path);
}
