// The thread that waits for the disk, so that the world never does. Answers each order by its number.
import { parentPort, workerData } from "node:worker_threads";
import { SqliteStore } from "./sqliteStore.ts";

/** What the main thread orders. */
export type Order =
  | { readonly number: number; readonly what: "open" | "load" | "close" }
  | { readonly number: number; readonly what: "save"; readonly snapshot: Uint8Array };

/** What the thread answers. */
export interface Answer {
  readonly number: number;
  readonly snapshot?: Uint8Array<ArrayBuffer>;
  /** Present if the order failed. */
  readonly error?: string;
}

let store: SqliteStore | undefined;

function carryOut(order: Order): Uint8Array<ArrayBuffer> | undefined {
  store ??= new SqliteStore((workerData as { readonly file: string }).file);
  if (order.what === "load") return store.load();
  if (order.what === "save") store.save(order.snapshot);
  if (order.what === "close") store.close();
  return undefined;
}

parentPort?.on("message", (order: Order) => {
  let answer: Answer;
  try {
    const snapshot = carryOut(order);
    answer = snapshot === undefined ? { number: order.number } : { number: order.number, snapshot };
  } catch (error) {
    answer = { number: order.number, error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
  if (order.what === "close") parentPort?.close();
});
