// The thread that waits for the disk, so that the world never does. Answers each order by its number.
import { parentPort, workerData } from "node:worker_threads";
import type { LedgerChanges } from "./port.ts";
import { SqliteStore } from "./sqliteStore.ts";

/** What the main thread orders. */
export type Order =
  | { readonly number: number; readonly what: "open" | "load" | "close" }
  | { readonly number: number; readonly what: "save"; readonly changes: LedgerChanges };

/** What a load answers with. */
export type LoadedRecords = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** What the thread answers. */
export interface Answer {
  readonly number: number;
  readonly records?: LoadedRecords;
  /** Present if the order failed. */
  readonly error?: string;
}

let store: SqliteStore | undefined;

function carryOut(order: Order): LoadedRecords | undefined {
  store ??= new SqliteStore((workerData as { readonly file: string }).file);
  if (order.what === "load") return store.load();
  if (order.what === "save") store.save(order.changes);
  if (order.what === "close") store.close();
  return undefined;
}

parentPort?.on("message", (order: Order) => {
  let answer: Answer;
  try {
    const records = carryOut(order);
    answer = records === undefined ? { number: order.number } : { number: order.number, records };
  } catch (error) {
    answer = { number: order.number, error: error instanceof Error ? error.message : String(error) };
  }
  const moved = [...(answer.records?.values() ?? [])].map(({ buffer }) => buffer);
  parentPort?.postMessage(answer, moved);
  if (order.what === "close") parentPort?.close();
});
