// Hashes passwords with argon2id in the standard `$argon2id$v=19$m=..,t=..,p=..$salt$hash` encoding, so that the cost can be
// raised later without invalidating older hashes. Never keeps, logs or returns a password.
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from "node:crypto";

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const PATTERN = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** Hashes a new password, off the calling thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await argon2Bytes({
    message: password,
    nonce: salt,
    memory: MEMORY_KIB,
    passes: PASSES,
    parallelism: LANES,
    tagLength: HASH_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(hash)}`;
}

/** A hash that no password matches, at the current cost. Passwords for unknown names are checked against it. */
export function makeDecoyHash(): string {
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(randomBytes(SALT_BYTES))}$${unpadded(randomBytes(HASH_BYTES))}`;
}

/** Whether `password` matches the hash `encoded`; off the calling thread. Rejects if `encoded` is not such a hash. */
export async function matchesPassword(password: string, encoded: string): Promise<boolean> {
  const parts = PATTERN.exec(encoded);
  if (parts === null) throw new Error("not an argon2id hash");
  const expected = Buffer.from(parts[5], "base64");
  const actual = await argon2Bytes({
    message: password,
    nonce: Buffer.from(parts[4], "base64"),
    memory: Number(parts[1]),
    passes: Number(parts[2]),
    parallelism: Number(parts[3]),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

function argon2Bytes(parameters: Argon2Parameters): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    argon2("argon2id", parameters, (error, bytes) => (error === null ? resolve(bytes) : reject(error)));
  });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/=+$/, "");
}
