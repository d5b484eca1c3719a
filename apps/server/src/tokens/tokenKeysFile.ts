// The file of token keys in the data folder: JSON, readable by its owner only, written atomically. Several processes may
// write it: each reads, merges and writes, and an update lost to a concurrent write is merged again by the next one.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../lib/atomicFile.ts";
import {
  NO_TOKEN_STATE,
  newTokenKey,
  TOKEN_SECRET_BYTES,
  TokenKeys,
  type TokenState,
  tokenKeyOf,
  tokenStateShape,
} from "./tokenKeys.ts";

const FILE = "token.keys";
/** The file of older versions, which had a single secret. */
const PREVIOUS_FILE = "pass.key";
const MODE = 0o600;

/** The data folder's keys are unusable. The message is one line for the operator. */
export class TokenError extends Error {
  override readonly name = "TokenError";
}

export function tokenKeysPath(folder: string): string {
  return join(folder, FILE);
}

/**
 * Loads the data folder's keys. The first run creates one, or takes over the secret of an older version.
 * @throws TokenError if the files cannot be read or written, or hold no keys
 */
export async function loadTokenState(folder: string, nowMs: number): Promise<TokenState> {
  const path = tokenKeysPath(folder);
  const found = await readTokenState(folder);
  if (found !== undefined) return found;
  const previous = await readPreviousSecret(join(folder, PREVIOUS_FILE));
  const key = previous === undefined ? newTokenKey(nowMs) : tokenKeyOf(previous, 0, true);
  try {
    await writeFileAtomic(path, textOf({ ...NO_TOKEN_STATE, keys: [key] }), {
      mode: MODE,
      existing: "create",
    });
  } catch (error) {
    // Another process has created it.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unusable(path, error);
  }
  return (await readTokenState(folder)) ?? NO_TOKEN_STATE;
}

/**
 * Reads the file; undefined if there is none.
 * @throws TokenError if it cannot be read or holds no keys
 */
export async function readTokenState(folder: string): Promise<TokenState | undefined> {
  const path = tokenKeysPath(folder);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(path, error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new TokenError(`${path}: not JSON, expected the keys of players' tokens; restore it from a backup`);
  }
  const parsed = tokenStateShape.safeParse(value);
  if (!parsed.success || parsed.data.keys.length === 0) {
    const [issue] = parsed.error?.issues ?? [];
    const what = issue === undefined ? "no keys" : `field ${issue.path.join(".")}: ${issue.message}`;
    throw new TokenError(`${path}: ${what}, expected the keys of players' tokens; restore it from a backup`);
  }
  return parsed.data;
}

/**
 * Merges `state` into the file; returns the merged state.
 * @throws TokenError if it cannot be read or written
 */
export async function saveTokenState(folder: string, state: TokenState): Promise<TokenState> {
  const keys = new TokenKeys((await readTokenState(folder)) ?? NO_TOKEN_STATE);
  if (!keys.merge(state)) return keys.state;
  const path = tokenKeysPath(folder);
  try {
    await writeFileAtomic(path, textOf(keys.state), { mode: MODE, existing: "replace" });
  } catch (error) {
    throw unusable(path, error);
  }
  return keys.state;
}

async function readPreviousSecret(path: string): Promise<Uint8Array | undefined> {
  let secret: Buffer;
  try {
    secret = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(path, error);
  }
  if (secret.length !== TOKEN_SECRET_BYTES) {
    throw new TokenError(
      `${path}: ${secret.length} bytes, expected a secret of ${TOKEN_SECRET_BYTES}; restore it from a backup, or ` +
        "delete it (every player then starts over as a new one)",
    );
  }
  return secret;
}

function textOf(state: TokenState): Buffer {
  return Buffer.from(`${JSON.stringify(state, undefined, 2)}\n`);
}

function unusable(path: string, error: unknown): TokenError {
  const { code } = error as NodeJS.ErrnoException;
  return new TokenError(`${path} cannot be read or written (${code}), expected the keys of players' tokens`);
}
