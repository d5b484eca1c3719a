// The thread that uses admin.db, so that a locked file or a slow disk never blocks the world. Opens the file on first use,
// and again after an error or when the file has been replaced. Answers each order by its number.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { errorText } from "@doubloon/shared/errorText";
import { ADMIN_FILE, openAdminDatabase } from "./adminDatabase.ts";
import { createAdminRows } from "./adminRows.ts";
import type { AdminOperation, AdminRows } from "./adminStore.ts";

/** An operation that the main thread requests. */
export interface StoreOrder {
  readonly number: number;
  readonly operation: AdminOperation | "close";
  readonly args: readonly unknown[];
  /** Unix ms. */
  readonly orderedAtMs: number;
}

/** The result of an order; `error` is present if it failed. The first has number 0 and says that the thread has started. */
export interface StoreAnswer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

interface OpenFile {
  readonly database: DatabaseSync;
  readonly rows: AdminRows;
  /** Device and inode, which differ for a file that was replaced. */
  readonly identity: string;
}

const { folder, maxPages } = workerData as { readonly folder: string; readonly maxPages: number | undefined };
/** SQLite's message when another connection has locked the file. */
const LOCKED = "database is locked";
const file = join(folder, ADMIN_FILE);
/** The first order creates the file of a new data folder. A file that disappears later is not replaced by an empty one. */
let create = true;
let opened: OpenFile | undefined;
/** The last time that waiting for a lock timed out, in Unix ms. */
let lockedAtMs = 0;

function identityOf(): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.dev} ${stats.ino}`;
}

function rows(): AdminRows {
  if (opened !== undefined && opened.identity !== identityOf()) close();
  if (opened === undefined) {
    const database = openAdminDatabase(folder, create, maxPages);
    create = false;
    opened = { database, rows: createAdminRows(database), identity: identityOf() };
  }
  return opened.rows;
}

function close(): void {
  const previous = opened;
  opened = undefined;
  previous?.database.close();
}

function carryOut({ operation, args, orderedAtMs }: StoreOrder): unknown {
  if (operation === "close") return close();
  // Orders that waited meanwhile fail too: otherwise each would wait for the lock again, and later ones even longer.
  if (orderedAtMs < lockedAtMs) throw new Error(LOCKED);
  const run = rows()[operation] as (...args: readonly unknown[]) => unknown;
  return run(...args);
}

parentPort?.on("message", (order: StoreOrder) => {
  let answer: StoreAnswer;
  try {
    answer = { number: order.number, result: carryOut(order) };
  } catch (error) {
    const text = errorText(error);
    if (text.endsWith(LOCKED)) lockedAtMs = Date.now();
    answer = { number: order.number, error: text };
    // The next order gets a new connection, because this one may be broken.
    try {
      close();
    } catch {
      // The connection is dropped in any case.
    }
  }
  parentPort?.postMessage(answer);
  if (order.operation === "close") parentPort?.close();
});
parentPort?.postMessage({ number: 0 } satisfies StoreAnswer);
