// The thread that records the main thread: starts V8's profiler there, waits, and turns the profile into a compressed file,
// so that the main thread spends no time on JSON. Posts one result and ends.
import { Session } from "node:inspector";
import { parentPort, workerData } from "node:worker_threads";
import { gzipSync } from "node:zlib";
import type { RecordingKind } from "@doubloon/shared/protocol/adminProcesses";

export interface RecordingOrder {
  readonly kind: RecordingKind;
  readonly seconds: number;
  /** Maximum size of the file in bytes, as JSON and compressed. */
  readonly maxJsonBytes: number;
  readonly maxBytes: number;
  /** Prefix of the sources' addresses that the file does not repeat. */
  readonly root: string;
}

export type RecordingResult =
  | { readonly file: Uint8Array<ArrayBuffer> }
  | { readonly jsonBytes: number; readonly bytes?: number };

/** Time between two samples of the stack, in microseconds: a thousandth of a second, as in Chrome's tools. */
const SAMPLE_US = 1_000;
/** Mean number of allocated bytes between two samples. */
const SAMPLE_BYTES = 65_536;

const order = workerData as RecordingOrder;
const session = new Session();
session.connectToMainThread();

function post(method: string, parameters: object = {}): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    session.post(method, parameters, (error: Error | null, result?: object) => {
      if (error === null) resolve((result ?? {}) as Record<string, unknown>);
      else reject(new Error(error.message));
    });
  });
}

/** Ends the recording early. */
let stop = (): void => {};
const stopped = new Promise<void>((resolve) => {
  stop = resolve;
});
// The main thread sends only that. The listener also keeps this thread alive while V8 has not answered.
parentPort?.on("message", () => stop());

/** Waits until the time is over or the main thread ends the recording. */
async function over(): Promise<void> {
  const timer = setTimeout(stop, order.seconds * 1_000);
  await stopped;
  clearTimeout(timer);
}

async function record(): Promise<object> {
  if (order.kind === "cpu") {
    await post("Profiler.enable");
    await post("Profiler.setSamplingInterval", { interval: SAMPLE_US });
    await post("Profiler.start");
    await over();
    return (await post("Profiler.stop"))["profile"] as object;
  }
  // With both flags it counts all that was allocated, not only what is still in use.
  await post("HeapProfiler.startSampling", {
    samplingInterval: SAMPLE_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await over();
  return (await post("HeapProfiler.stopSampling"))["profile"] as object;
}

function pack(profile: object): RecordingResult {
  const json = Buffer.from(JSON.stringify(profile).replaceAll(order.root, ""));
  if (json.length > order.maxJsonBytes) return { jsonBytes: json.length };
  const bytes = gzipSync(json);
  if (bytes.length > order.maxBytes) return { jsonBytes: json.length, bytes: bytes.length };
  return { file: new Uint8Array(bytes) };
}

const result = pack(await record());
session.disconnect();
parentPort?.postMessage(result, "file" in result ? [result.file.buffer] : []);
parentPort?.close();
