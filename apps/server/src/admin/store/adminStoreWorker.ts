// The thread that holds admin.db, so that a locked file or a slow disk never holds up the world. Opens the file when it
// is first needed, and again after a failure or when another file has taken its place. Answers each order by its number.
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { ADMIN_FILE, openAdminDatabase } from "./adminDatabase.ts";
import { createAdminRows } from "./adminRows.ts";
import type { AdminOperation, AdminRows } from "./adminStore.ts";

/** What the main thread orders. */
export interface StoreOrder {
  readonly number: number;
  readonly operation: AdminOperation | "close";
  readonly args: readonly unknown[];
  /** Unix ms. */
  readonly orderedAtMs: number;
}

/** What the thread answers; `error` is present if the order failed. */
export interface StoreAnswer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

interface OpenFile {
  readonly database: DatabaseSync;
  readonly rows: AdminRows;
  /** Device and inode: a file that was deleted or replaced has others, or none. */
  readonly identity: string;
}

const { folder, maxPages } = workerData as { readonly folder: string; readonly maxPages: number | undefined };
/** How SQLite says that another connection holds the file. */
const LOCKED = "database is locked";
const file = join(folder, ADMIN_FILE);
/** A new data folder gets its file from the first order; a file that disappears later is not replaced by an empty one. */
let create = true;
let opened: OpenFile | undefined;
/** The last time that somebody else's lock was waited for in vain, in Unix ms. */
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
  const former = opened;
  opened = undefined;
  former?.database.close();
}

function carryOut({ operation, args, orderedAtMs }: StoreOrder): unknown {
  if (operation === "close") return close();
  // Orders that have waited for as long fail too: each would only wait once more, and those after it longer still.
  if (orderedAtMs < lockedAtMs) throw new Error(LOCKED);
  const run = rows()[operation] as (...args: readonly unknown[]) => unknown;
  return run(...args);
}

parentPort?.on("message", (order: StoreOrder) => {
  let answer: StoreAnswer;
  try {
    answer = { number: order.number, result: carryOut(order) };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (text.endsWith(LOCKED)) lockedAtMs = Date.now();
    answer = { number: order.number, error: text };
    // A connection that has failed is not trusted with the next order.
    try {
      close();
    } catch {
      // It is given up either way.
    }
  }
  parentPort?.postMessage(answer);
  if (order.operation === "close") parentPort?.close();
});
