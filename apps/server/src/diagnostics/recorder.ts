// Records this process: CPU or allocations, one recording at a time, for a bounded time and of a bounded size. The work is
// done on a thread. It keeps no recording.
import { Worker } from "node:worker_threads";
import type { RecordingKind } from "@doubloon/shared/protocol/adminProcesses";
import type { RecordingOrder, RecordingResult } from "./recordingWorker.ts";

/** Maximum size of a recording's file in bytes: what a browser still reads at once, and what memory holds compressed. */
export const MAX_JSON_BYTES = 48 * 1024 * 1024;
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** How long the thread may take beyond the recording, in ms: a machine whose cores are busy needs seconds. */
const SPARE_MS = 30_000;
const MIB = 1024 * 1024;

/** A recording that has failed. The message is one sentence for the game master. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

export interface RecorderLimits {
  readonly maxJsonBytes: number;
  readonly maxFileBytes: number;
}

export interface Recorder {
  /** Whether a recording is running. */
  readonly running: boolean;
  /**
   * Resolves to the file, compressed with gzip.
   * @throws RecordingError if one is running already, the file is too large, or V8 or the thread fails
   */
  record(kind: RecordingKind, seconds: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends the running recording, whose file is complete. */
  stop(): void;
}

/** `root` is the address of the folder that the sources' addresses in the file are relative to. */
export function makeRecorder(
  root: string,
  { maxJsonBytes, maxFileBytes }: RecorderLimits = {
    maxJsonBytes: MAX_JSON_BYTES,
    maxFileBytes: MAX_FILE_BYTES,
  },
): Recorder {
  let worker: Worker | undefined;

  function run(order: RecordingOrder): Promise<RecordingResult> {
    return new Promise((resolve, reject) => {
      const started = new Worker(new URL("./recordingWorker.ts", import.meta.url), { workerData: order });
      worker = started;
      // A recording does not keep the process alive.
      started.unref();
      const timer = setTimeout(() => void started.terminate(), order.seconds * 1_000 + SPARE_MS).unref();
      const ended = (): void => {
        clearTimeout(timer);
        if (worker === started) worker = undefined;
      };
      started.once("message", (result: RecordingResult) => {
        ended();
        resolve(result);
      });
      started.once("error", (error: Error) =>
        reject(new RecordingError(`The recording failed: ${error.message}.`)),
      );
      started.once("exit", () => {
        ended();
        reject(new RecordingError("The recording failed: its thread has ended."));
      });
    });
  }

  return {
    get running() {
      return worker !== undefined;
    },
    async record(kind, seconds) {
      if (worker !== undefined) throw new RecordingError("A recording of this process is running already.");
      const result = await run({ kind, seconds, maxJsonBytes, maxBytes: maxFileBytes, root });
      if ("file" in result) return result.file;
      const [size, limit] =
        result.bytes === undefined ? [result.jsonBytes, maxJsonBytes] : [result.bytes, maxFileBytes];
      throw new RecordingError(
        `The recording is too large: ${mib(size)}, expected at most ${mib(limit)}. Record for less time.`,
      );
    },
    stop: () => worker?.postMessage("stop"),
  };
}

function mib(bytes: number): string {
  return `${(bytes / MIB).toFixed(1)} MiB`;
}
