// The embedded ledger: SQLite in the data folder, on a worker thread. A thread that has died or does not respond is
// replaced at the next save; saves fail until then.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, createSystemClock } from "../lib/clock.ts";
import { makePrivateDatabaseFile } from "../lib/privateFile.ts";
import { LedgerError } from "./ledgerError.ts";
import { LedgerThread } from "./ledgerThread.ts";
import type { Ledger } from "./port.ts";

export const WORLD_FILE = "world.sqlite";
/** A save that takes this long, in ms, counts as failed, and its thread is terminated. */
export const SAVE_TIMEOUT_MS = 10_000;
/** The same for opening the file, which begins with a new thread: that alone takes seconds on a busy machine. */
export const OPEN_TIMEOUT_MS = 30_000;
const unanswered = (timeoutMs: number): string => `no answer from the disk for ${timeoutMs / 1000} s`;

type Timers = Pick<Clock, "after">;

export interface SqliteLedgerOptions {
  /** Timers for the timeouts; the system's by default. */
  readonly timers?: Timers;
  /** The worker's script; replaced only in tests. */
  readonly script?: URL;
}

const SCRIPT = new URL("./sqliteWorker.ts", import.meta.url);

export interface SqliteLedger extends Ledger {
  /**
   * Writes a copy of the last save to a file, which must not exist, readable by its owner only. Saves wait meanwhile.
   * @throws LedgerError if that fails
   */
  backUp(file: string): Promise<void>;
}

/**
 * Opens the ledger of a data folder, creating the folder if needed. Only the owner can read its file.
 * @throws LedgerError if the folder cannot be written, another server uses it, or its file is damaged
 */
export async function createSqliteLedger(
  folder: string,
  options: SqliteLedgerOptions = {},
): Promise<SqliteLedger> {
  const { timers = createSystemClock(), script = SCRIPT } = options;
  const file = join(folder, WORLD_FILE);
  await prepareFile(folder, file);
  let thread = await openThread(script, file, timers);
  let saving = false;
  let closed: Promise<void> | undefined;

  /** The current thread, or a new one if it has ended. */
  async function usableThread(): Promise<LedgerThread> {
    if (thread.usable || closed !== undefined) return thread;
    // Two threads must never use one file.
    if (thread.running) throw new LedgerError(`${file}: the disk still does not answer`);
    thread = await openThread(script, file, timers);
    return thread;
  }

  async function close(): Promise<void> {
    const answered = thread.request({ what: "close" }).catch(() => undefined);
    const timer = timers.after(SAVE_TIMEOUT_MS, () => thread.terminate("closed"));
    await answered;
    timer.cancel();
  }

  return {
    load: async () => (await (await usableThread()).request({ what: "load" })) ?? new Map(),
    async save(changes) {
      if (saving) throw new LedgerError(`${file}: one save at a time`);
      saving = true;
      try {
        const used = await usableThread();
        const timer = timers.after(SAVE_TIMEOUT_MS, () => used.terminate(unanswered(SAVE_TIMEOUT_MS)));
        await used.request({ what: "save", changes }).finally(() => timer.cancel());
      } finally {
        saving = false;
      }
    },
    async backUp(target) {
      makePrivateDatabaseFile(target);
      await (await usableThread()).request({ what: "backUp", file: target });
    },
    async close() {
      closed ??= close();
      await closed;
    },
  };
}

async function prepareFile(folder: string, file: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerError(`data folder ${folder}: cannot be created (${code ?? "unknown error"})`);
  }
  try {
    makePrivateDatabaseFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerError(`${file}: cannot be written (${code ?? "unknown error"})`);
  }
}

async function openThread(script: URL, file: string, timers: Timers): Promise<LedgerThread> {
  const thread = new LedgerThread(script, file);
  const timer = timers.after(OPEN_TIMEOUT_MS, () => thread.terminate(unanswered(OPEN_TIMEOUT_MS)));
  try {
    await thread.request({ what: "open" });
    return thread;
  } catch (error) {
    await thread.request({ what: "close" }).catch(() => {});
    throw error;
  } finally {
    timer.cancel();
  }
}
