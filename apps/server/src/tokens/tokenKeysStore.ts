// The token keys of a running process: from its data folder, watched for what another process or the operator changes
// there, and written back when a key or a revocation comes from elsewhere.
import { stat } from "node:fs/promises";
import type { Logger } from "pino";
import { TokenKeys } from "./tokenKeys.ts";
import { loadTokenState, readTokenState, saveTokenState, tokenKeysPath } from "./tokenKeysFile.ts";

/** How often the file is looked at, in ms: so long a revocation may take. */
const LOOK_MS = 1_000;

export interface TokenKeysStore {
  readonly keys: TokenKeys;
  /** Resolves once the file has what the keys know now. */
  saved(): Promise<void>;
  close(): Promise<void>;
}

/** @throws PassError if the data folder's keys cannot be used */
export async function openTokenKeys(folder: string, logger: Logger): Promise<TokenKeysStore> {
  const path = tokenKeysPath(folder);
  const keys = new TokenKeys(await loadTokenState(folder, Date.now()));
  let version = await versionOf(path);
  let work: Promise<void> = Promise.resolve();

  /** One after the other; what fails is logged and tried again with the next change. */
  function next(task: () => Promise<void>): Promise<void> {
    work = work
      .then(task)
      .catch((error: unknown) => logger.error({ err: error }, "the keys of players' tokens"));
    return work;
  }

  async function look(): Promise<void> {
    const now = await versionOf(path);
    if (now === version) return;
    version = now;
    const state = await readTokenState(folder);
    if (state !== undefined && keys.merge(state)) logger.info("the keys of players' tokens have changed");
  }

  const stopFollowing = keys.onChanged(
    () => void next(async () => void keys.merge(await saveTokenState(folder, keys.state))),
  );
  const timer = setInterval(() => void next(look), LOOK_MS);
  timer.unref();
  return {
    keys,
    saved: () => next(async () => {}),
    async close() {
      clearInterval(timer);
      stopFollowing();
      await work;
    },
  };
}

/** Changes with each write of the file. */
async function versionOf(path: string): Promise<string> {
  const { mtimeMs, ino, size } = await stat(path).catch(() => ({ mtimeMs: 0, ino: 0, size: 0 }));
  return `${mtimeMs} ${ino} ${size}`;
}
