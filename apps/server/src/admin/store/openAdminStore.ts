// The main thread's side of the admin store: passes operations to the thread that uses the file, each with a deadline. The
// number of pending orders is bounded. If the thread dies or hangs, pending orders fail and the thread is replaced.
import { Worker } from "node:worker_threads";
import { type AdminOperation, type AdminRows, type AdminStore, AdminStoreError } from "./adminStore.ts";
import type { StoreAnswer, StoreOrder } from "./adminStoreWorker.ts";

/** Maximum number of pending orders; further ones are rejected at once. */
const MAX_PENDING = 64;
/** How long an order may take, in ms: longer than SQLite waits for a lock. */
const DEADLINE_MS = 3_000;
/** The same for an order that waits until the thread has started, which takes seconds on a busy machine. */
const START_DEADLINE_MS = 20_000;
/** How long a backup may take, in ms: it copies the whole file. */
const BACKUP_DEADLINE_MS = 60_000;
/** How long closing waits for the thread, in ms. */
const CLOSE_MS = 500;

const OPERATIONS = [
  "masters",
  "passwordOf",
  "addMaster",
  "addFirstMaster",
  "removeMaster",
  "setPassword",
  "mayOpenPlaces",
  "setMayOpenPlaces",
  "mayOperate",
  "setMayOperate",
  "dropOldSessions",
  "addSession",
  "findSession",
  "findSessions",
  "touchSessions",
  "removeSession",
  "removeSessionsOf",
  "deviceKey",
  "backUp",
] as const satisfies readonly AdminOperation[];

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: AdminStoreError) => void;
  timer: NodeJS.Timeout;
}

/**
 * Creates a store over `admin.db` in `folder`, which may grow to `maxPages` pages of 4 KiB. Opens the file on first use, so
 * it never throws.
 */
export function openAdminStore(folder: string, maxPages?: number): AdminStore {
  const pending = new Map<number, Pending>();
  let orders = 0;
  let worker: Worker | undefined;
  /** Whether the thread has started. */
  let ready = false;
  let closed = false;

  function start(): Worker {
    const started = new Worker(new URL("./adminStoreWorker.ts", import.meta.url), {
      workerData: { folder, maxPages },
    });
    // The console does not keep the process alive.
    started.unref();
    ready = false;
    started.on("message", ({ number, result, error }: StoreAnswer) => {
      if (started === worker) ready = true;
      const order = pending.get(number);
      if (order === undefined) return;
      pending.delete(number);
      clearTimeout(order.timer);
      if (error === undefined) order.resolve(result);
      else order.reject(new AdminStoreError(error.replaceAll("\n", " ")));
    });
    started.on("error", (error: Error) => lost(started, error.message));
    started.on("exit", () => lost(started, "its thread has ended"));
    return started;
  }

  /** Drops a thread; its pending orders fail. */
  function lost(previous: Worker, reason: string): void {
    if (previous !== worker) return;
    worker = undefined;
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer);
      reject(new AdminStoreError(`the database of game masters cannot be used: ${reason}`));
    }
    pending.clear();
  }

  function order(operation: StoreOrder["operation"], args: readonly unknown[], deadlineMs: number) {
    if (closed && operation !== "close") return Promise.reject(new AdminStoreError("the console is closed"));
    if (pending.size >= MAX_PENDING)
      return Promise.reject(new AdminStoreError("too many operations are pending"));
    return new Promise<unknown>((resolve, reject) => {
      worker ??= start();
      const number = ++orders;
      const target = worker;
      const limitMs = ready || operation === "close" ? deadlineMs : Math.max(deadlineMs, START_DEADLINE_MS);
      const inHalfTheTime = (run: () => void): NodeJS.Timeout => setTimeout(run, limitMs / 2).unref();
      const giveUp = (): void => {
        lost(target, `no answer within ${limitMs} ms`);
        void target.terminate();
      };
      // In halves: a process that was stalled finds the first one over at once, and its thread still has the second.
      const timer = inHalfTheTime(() => {
        waiting.timer = inHalfTheTime(giveUp);
      });
      const waiting: Pending = { resolve, reject, timer };
      pending.set(number, waiting);
      target.postMessage({ number, operation, args, orderedAtMs: Date.now() } satisfies StoreOrder);
    });
  }

  const operations = Object.fromEntries(
    OPERATIONS.map((operation) => {
      const deadlineMs = operation === "backUp" ? BACKUP_DEADLINE_MS : DEADLINE_MS;
      return [operation, (...args: unknown[]) => order(operation, args, deadlineMs)];
    }),
  ) as Omit<AdminStore, "close">;

  return {
    ...operations,
    async close() {
      if (closed) return;
      closed = true;
      if (worker !== undefined) await order("close", [], CLOSE_MS).catch(() => {});
    },
  };
}

/** Whether OPERATIONS names every operation; a missing one fails to compile. */
type Missing = Exclude<keyof AdminRows, (typeof OPERATIONS)[number]>;
const complete: [Missing] extends [never] ? true : never = true;
void complete;
