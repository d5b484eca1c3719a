// The main thread's side of a ledger's worker thread: sends it requests and matches the responses. A thread that has ended
// or was terminated rejects every request; sqliteLedger.ts then starts another one.
import { Worker } from "node:worker_threads";
import { LedgerError } from "./ledgerError.ts";
import type { LedgerRequest, LedgerResponse, LoadedRecords, NumberedRequest } from "./sqliteWorker.ts";

interface Waiting {
  readonly resolve: (records: LoadedRecords | undefined) => void;
  readonly reject: (error: LedgerError) => void;
}

export class LedgerThread {
  readonly #file: string;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  #ended: LedgerError | undefined;
  /** False once the thread has exited and released its file. */
  running = true;

  constructor(script: URL, file: string) {
    this.#file = file;
    this.#worker = new Worker(script, { workerData: { file } });
    this.#worker.on("message", ({ number, records, error }: LedgerResponse) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === undefined) waiting?.resolve(records);
      else waiting?.reject(new LedgerError(error));
    });
    this.#worker.on("error", (error: Error) => this.#end(`its thread failed: ${error.message}`));
    this.#worker.on("exit", () => {
      this.running = false;
      this.#end("its thread has ended");
    });
  }

  /** Whether requests are still accepted. */
  get usable(): boolean {
    return this.#ended === undefined;
  }

  /**
   * Sends a request and resolves with its result.
   * @throws LedgerError if it failed, or the thread has ended
   */
  request(request: LedgerRequest): Promise<LoadedRecords | undefined> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) {
        reject(this.#ended);
        return;
      }
      const number = ++this.#requests;
      this.#waiting.set(number, { resolve, reject });
      const numbered: NumberedRequest = { ...request, number };
      this.#worker.postMessage(numbered);
    });
  }

  /** Terminates the thread: its requests fail with `reason`. It exits once its disk operation returns. */
  terminate(reason: string): void {
    this.#end(reason);
    void this.#worker.terminate();
  }

  #end(reason: string): void {
    this.#ended ??= new LedgerError(`${this.#file}: ${reason}`);
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended);
    this.#waiting.clear();
  }
}
