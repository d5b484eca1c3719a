// The embedded ledger: SQLite in the data folder, on a thread of its own.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { LedgerError } from "./ledgerError.ts";
import type { Ledger } from "./port.ts";
import type { Answer, Order } from "./sqliteWorker.ts";

export const WORLD_FILE = "world.sqlite";

interface Waiting {
  readonly resolve: (snapshot: Uint8Array | undefined) => void;
  readonly reject: (error: LedgerError) => void;
}

type Wish =
  | { readonly what: "open" | "load" | "close" }
  | { readonly what: "save"; readonly snapshot: Uint8Array };

/**
 * Opens the ledger of a data folder, making the folder if there is none.
 * @throws LedgerError if the folder can't be written, another server uses it, or the file in it is damaged
 */
export async function createSqliteLedger(folder: string): Promise<Ledger> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new LedgerError(`data folder ${folder}: cannot be made (${code ?? "unknown error"})`);
  }
  const file = join(folder, WORLD_FILE);
  const order = startWorker(file);
  try {
    await order({ what: "open" });
  } catch (error) {
    await order({ what: "close" }).catch(() => {});
    throw error;
  }
  let saving = false;
  let closed: Promise<unknown> | undefined;
  return {
    load: () => order({ what: "load" }),
    async save(snapshot) {
      if (saving) throw new LedgerError(`${file}: one save at a time`);
      saving = true;
      try {
        await order({ what: "save", snapshot });
      } finally {
        saving = false;
      }
    },
    async close() {
      closed ??= order({ what: "close" });
      await closed;
    },
  };
}

/** Starts the thread; the answer gives it orders. */
function startWorker(file: string): (wish: Wish) => Promise<Uint8Array | undefined> {
  const worker = new Worker(new URL("./sqliteWorker.ts", import.meta.url), { workerData: { file } });
  const waiting = new Map<number, Waiting>();
  let orders = 0;
  let ended: LedgerError | undefined;

  worker.on("message", ({ number, snapshot, error }: Answer) => {
    const order = waiting.get(number);
    waiting.delete(number);
    if (error === undefined) order?.resolve(snapshot);
    else order?.reject(new LedgerError(error));
  });
  const end = (reason: string): void => {
    ended ??= new LedgerError(`${file}: ${reason}`);
    for (const order of waiting.values()) order.reject(ended);
    waiting.clear();
  };
  worker.on("error", (error: Error) => end(error.message));
  worker.on("exit", () => end("closed"));

  return (wish) =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      const number = ++orders;
      waiting.set(number, { resolve, reject });
      const order: Order = { ...wish, number };
      worker.postMessage(order);
    });
}
