// One thread that carries out a ledger's orders, seen from the main thread. A thread that has ended, or was given up,
// refuses every order from then on; who started it starts another.
import { Worker } from "node:worker_threads";
import { LedgerError } from "./ledgerError.ts";
import type { LedgerChanges } from "./port.ts";
import type { Answer, LoadedRecords, Order } from "./sqliteWorker.ts";

export type LedgerRequest =
  | { readonly what: "open" | "load" | "close" }
  | { readonly what: "save"; readonly changes: LedgerChanges };

interface Waiting {
  readonly resolve: (records: LoadedRecords | undefined) => void;
  readonly reject: (error: LedgerError) => void;
}

export class LedgerThread {
  readonly #file: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #orders = 0;
  #ended: LedgerError | undefined;
  /** False once the thread is really gone and has let go of its file. */
  running = true;

  constructor(script: URL, file: string) {
    this.#file = file;
    this.#worker = new Worker(script, { workerData: { file } });
    this.#worker.on("message", ({ number, records, error }: Answer) => {
      const order = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === undefined) order?.resolve(records);
      else order?.reject(new LedgerError(error));
    });
    this.#worker.on("error", (error: Error) => this.#end(`its thread failed: ${error.message}`));
    this.#worker.on("exit", () => {
      this.running = false;
      this.#end("its thread has ended");
    });
  }

  /** Whether orders are still taken. */
  get usable(): boolean {
    return this.#ended === undefined;
  }

  /**
   * Carries out an order.
   * @throws LedgerError if it failed, or the thread has ended
   */
  order(wish: LedgerRequest): Promise<LoadedRecords | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const number = ++this.#orders;
      this.#waiting.set(number, { resolve, reject });
      const order: Order = { ...wish, number };
      this.#worker.postMessage(order);
    });
  }

  /** Gives the thread up: its orders fail with `reason`. It ends as soon as the disk lets it. */
  giveUp(reason: string): void {
    this.#end(reason);
    void this.#worker.terminate();
  }

  #end(reason: string): void {
    this.#ended ??= new LedgerError(`${this.#file}: ${reason}`);
    for (const order of this.#waiting.values()) order.reject(this.#ended);
    this.#waiting.clear();
  }
}
