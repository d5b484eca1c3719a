// The ledger's thread with faults: before each save it looks for a file named as the fault beside the database, and does
// what it says. The file is gone afterwards, so that the next thread works.
import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import type { Order } from "../sqliteWorker.ts";

const folder = dirname((workerData as { readonly file: string }).file);

function due(fault: string): boolean {
  const file = join(folder, fault);
  if (!existsSync(file)) return false;
  rmSync(file);
  return true;
}

parentPort?.on("message", ({ what }: Order) => {
  if (what !== "save") return;
  if (due("die")) process.exit(1);
  if (due("hang")) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
await import("../sqliteWorker.ts");
