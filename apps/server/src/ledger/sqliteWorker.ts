// The ledger's worker thread, which waits for the disk so that the world never does. It answers each request by its number.
import { parentPort, workerData } from "node:worker_threads";
import { errorText } from "@doubloon/shared/errorText";
import type { LedgerChanges } from "./port.ts";
import { SqliteStore } from "./sqliteStore.ts";

/** A request from the main thread. */
export type LedgerRequest =
  | { readonly what: "open" | "load" | "close" }
  | { readonly what: "save"; readonly changes: LedgerChanges }
  | { readonly what: "backUp"; readonly file: string };
/** A request with the number that its response repeats. */
export type NumberedRequest = LedgerRequest & { readonly number: number };

/** The result of a load. */
export type LoadedRecords = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** The response to a request. */
export interface LedgerResponse {
  readonly number: number;
  readonly records?: LoadedRecords;
  /** Present if the request failed. */
  readonly error?: string;
}

let store: SqliteStore | undefined;

function handle(request: NumberedRequest): LoadedRecords | undefined {
  store ??= new SqliteStore((workerData as { readonly file: string }).file);
  if (request.what === "load") return store.load();
  if (request.what === "save") store.save(request.changes);
  if (request.what === "backUp") store.backUp(request.file);
  if (request.what === "close") store.close();
  return undefined;
}

parentPort?.on("message", (request: NumberedRequest) => {
  let response: LedgerResponse;
  try {
    const records = handle(request);
    response = records === undefined ? { number: request.number } : { number: request.number, records };
  } catch (error) {
    response = { number: request.number, error: errorText(error) };
  }
  const moved = [...(response.records?.values() ?? [])].map(({ buffer }) => buffer);
  parentPort?.postMessage(response, moved);
  if (request.what === "close") parentPort?.close();
});
