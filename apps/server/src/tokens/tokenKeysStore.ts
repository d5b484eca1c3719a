// The token keys of a running process: loaded from the data folder, reloaded when another process or the operator changes
// the file, and saved when a key or revocation arrives from another machine. Talks to no machine itself.
import { stat } from "node:fs/promises";
import type { Logger } from "pino";
import { TokenKeys } from "./tokenKeys.ts";
import { loadTokenState, readTokenState, saveTokenState, tokenKeysPath } from "./tokenKeysFile.ts";

/** Interval of the checks for a changed file, in ms; the delay of a revocation. */
const POLL_MS = 1_000;

export interface TokenKeysStore {
  readonly keys: TokenKeys;
  /** Resolves once the current state is saved. */
  saved(): Promise<void>;
  close(): Promise<void>;
}

/** @throws TokenError if the data folder's keys cannot be used */
export async function openTokenKeys(folder: string, logger: Logger): Promise<TokenKeysStore> {
  const path = tokenKeysPath(folder);
  const keys = new TokenKeys(await loadTokenState(folder, Date.now()));
  let version = await versionOf(path);
  let work: Promise<void> = Promise.resolve();

  /** Runs tasks one after the other. A failure is logged, and retried with the next change. */
  function enqueue(task: () => Promise<void>): Promise<void> {
    work = work
      .then(task)
      .catch((error: unknown) => logger.error({ err: error }, "the token keys could not be loaded or saved"));
    return work;
  }

  async function reload(): Promise<void> {
    const now = await versionOf(path);
    if (now === version) return;
    version = now;
    const state = await readTokenState(folder);
    if (state !== undefined && keys.merge(state)) logger.info("the token keys have changed");
  }

  const stopFollowing = keys.onChanged(
    () => void enqueue(async () => void keys.merge(await saveTokenState(folder, keys.state))),
  );
  const timer = setInterval(() => void enqueue(reload), POLL_MS);
  timer.unref();
  return {
    keys,
    saved: () => enqueue(async () => {}),
    async close() {
      clearInterval(timer);
      stopFollowing();
      await work;
    },
  };
}

/** A value that changes with each write of the file. */
async function versionOf(path: string): Promise<string> {
  const { mtimeMs, ino, size } = await stat(path).catch(() => ({ mtimeMs: 0, ino: 0, size: 0 }));
  return `${mtimeMs} ${ino} ${size}`;
}
