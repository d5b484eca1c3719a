// The ledger's worker thread with injected faults: before each save it looks for a file named after a fault beside the
// database, and fails that way. It removes the file first, so that the next thread works.
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { LedgerRequest } from "../sqliteWorker.ts";

const folder = dirname((workerData as { readonly file: string }).file);

function due(fault: string): boolean {
  const file = join(folder, fault);
  if (!existsSync(file)) return false;
  rmSync(file);
  return true;
}

parentPort?.on("message", ({ what }: LedgerRequest) => {
  if (what !== "save") return;
  if (due("die")) process.exit(1);
  if (due("hang")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
await import("../sqliteWorker.ts");
