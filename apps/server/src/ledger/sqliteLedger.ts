// The embedded ledger: SQLite in the data folder, on a thread of its own. A thread that has died, or does not answer, is
// replaced with the next save; saves fail until then.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makePrivateDatabaseFile } from "../lib/privateFile.ts";
import { LedgerError } from "./ledgerError.ts";
import { LedgerThread } from "./ledgerThread.ts";
import type { Ledger } from "./port.ts";

export const WORLD_FILE = "world.sqlite";
/** A save that has taken this long, in ms, counts as failed, and its thread is given up. */
export const SAVE_TIMEOUT_MS = 10_000;
const UNANSWERED = `no answer from the disk for ${SAVE_TIMEOUT_MS / 1000} s`;

/** The timer of a clock. */
export interface LedgerTimers {
  after(delayMs: number, run: () => void): { cancel(): void };
}

export interface SqliteLedgerOptions {
  /** Measures how long a save takes; the machine's own clock if not given. */
  readonly timers?: LedgerTimers;
  /** The thread's program; another one only in tests. */
  readonly script?: URL;
}

const SCRIPT = new URL("./sqliteWorker.ts", import.meta.url);
const systemTimers: LedgerTimers = {
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};

/**
 * Opens the ledger of a data folder, making the folder if there is none. Its file is readable by the owner alone.
 * @throws LedgerError if the folder can't be written, another server uses it, or the file in it is damaged
 */
export async function createSqliteLedger(folder: string, options: SqliteLedgerOptions = {}): Promise<Ledger> {
  const { timers = systemTimers, script = SCRIPT } = options;
  const file = join(folder, WORLD_FILE);
  await prepareFile(folder, file);
  let thread = await openThread(script, file, timers);
  let saving = false;
  let closed: Promise<void> | undefined;

  /** The thread, or a new one in the place of one that has ended. */
  async function usableThread(): Promise<LedgerThread> {
    if (thread.usable || closed !== undefined) return thread;
    // Two threads on one file would be worse than none.
    if (thread.running) throw new LedgerError(`${file}: the disk still does not answer`);
    thread = await openThread(script, file, timers);
    return thread;
  }

  async function close(): Promise<void> {
    const answered = thread.order({ what: "close" }).catch(() => undefined);
    const timer = timers.after(SAVE_TIMEOUT_MS, () => thread.giveUp("closed"));
    await answered;
    timer.cancel();
  }

  return {
    load: async () => (await (await usableThread()).order({ what: "load" })) ?? new Map(),
    async save(changes) {
      if (saving) throw new LedgerError(`${file}: one save at a time`);
      saving = true;
      try {
        const used = await usableThread();
        const timer = timers.after(SAVE_TIMEOUT_MS, () => used.giveUp(UNANSWERED));
        await used.order({ what: "save", changes }).finally(() => timer.cancel());
      } finally {
        saving = false;
      }
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
    throw new LedgerError(`data folder ${folder}: cannot be made (${code ?? "unknown error"})`);
  }
  try {
    makePrivateDatabaseFile(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerError(`${file}: cannot be written (${code ?? "unknown error"})`);
  }
}

async function openThread(script: URL, file: string, timers: LedgerTimers): Promise<LedgerThread> {
  const thread = new LedgerThread(script, file);
  const timer = timers.after(SAVE_TIMEOUT_MS, () => thread.giveUp(UNANSWERED));
  try {
    await thread.order({ what: "open" });
    return thread;
  } catch (error) {
    await thread.order({ what: "close" }).catch(() => {});
    throw error;
  } finally {
    timer.cancel();
  }
}
