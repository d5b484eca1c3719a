// Records this process: CPU or allocations, one recording at a time, for a bounded time and of a bounded size. It keeps no
// recording. V8's profiler is driven from this thread: from another one (`connectToMainThread`), Node 26 hung or aborted.
import { Session } from "node:inspector/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { errorText } from "@doubloon/shared/errorText";
import type { RecordingKind } from "@doubloon/shared/protocol/adminProcesses";

/** Maximum size of a recording's file in bytes: what a browser still reads at once, and what memory holds compressed. */
export const MAX_JSON_BYTES = 48 * 1024 * 1024;
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Time between two samples of the stack, in microseconds: a thousandth of a second, as in Chrome's tools. */
const SAMPLE_US = 1_000;
/** Mean number of allocated bytes between two samples. */
const SAMPLE_BYTES = 65_536;
/** The longest reason of V8 that is passed on, in UTF-16 code units. */
const MAX_REASON = 300;
const MIB = 1024 * 1024;

/** A recording that has failed. The message is one or two sentences for the game master. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

export interface RecorderLimits {
  readonly maxJsonBytes: number;
  readonly maxFileBytes: number;
}

export interface RecordedFile {
  /** Compressed with gzip. */
  readonly file: Uint8Array;
  /** How long the process stood still for it: V8 starting, V8 handing the profile over, and JSON; in ms. */
  readonly blockedMs: number;
}

export interface Recorder {
  /** @throws RecordingError if one is running already, the file is too large, or V8 fails */
  record(kind: RecordingKind, seconds: number): Promise<RecordedFile>;
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
  let running: AbortController | undefined;

  async function pack(profile: object, blockedMs: number): Promise<RecordedFile> {
    const startMs = performance.now();
    const json = Buffer.from(JSON.stringify(profile).replaceAll(root, ""));
    if (json.length > maxJsonBytes) throw tooLarge(json.length, maxJsonBytes);
    const jsonMs = performance.now() - startMs;
    const file = await promisify(gzip)(json);
    if (file.length > maxFileBytes) throw tooLarge(file.length, maxFileBytes);
    return { file, blockedMs: Math.round(blockedMs + jsonMs) };
  }

  return {
    async record(kind, seconds) {
      if (running !== undefined) throw new RecordingError("A recording of this process is running already.");
      const stopping = new AbortController();
      running = stopping;
      const session = new Session();
      try {
        session.connect();
        const over = (): Promise<unknown> =>
          wait(seconds * 1_000, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
        const { profile, blockedMs } = await take(session, kind, over);
        return await pack(profile, blockedMs);
      } catch (error) {
        if (error instanceof RecordingError) throw error;
        const reason = errorText(error);
        throw new RecordingError(`The recording failed: ${reason.slice(0, MAX_REASON)}.`);
      } finally {
        session.disconnect();
        running = undefined;
      }
    },
    stop: () => running?.abort(),
  };
}

/** Starts V8's profiler, waits for `over`, and returns the profile. A session's calls are done when they return. */
async function take(
  session: Session,
  kind: RecordingKind,
  over: () => Promise<unknown>,
): Promise<{ readonly profile: object; readonly blockedMs: number }> {
  const beforeMs = performance.now();
  let blockedMs = 0;
  if (kind === "cpu") {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: SAMPLE_US });
    await session.post("Profiler.start");
    blockedMs += performance.now() - beforeMs;
    await over();
    const endMs = performance.now();
    const { profile } = await session.post("Profiler.stop");
    return { profile, blockedMs: blockedMs + performance.now() - endMs };
  }
  // With both flags it counts all that was allocated, not only what is still in use.
  await session.post("HeapProfiler.startSampling", {
    samplingInterval: SAMPLE_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  blockedMs += performance.now() - beforeMs;
  await over();
  const endMs = performance.now();
  const { head } = (await session.post("HeapProfiler.stopSampling")).profile;
  // The tree has all sizes; the single samples are many times larger, and no viewer needs them.
  return { profile: { head, samples: [] }, blockedMs: blockedMs + performance.now() - endMs };
}

function tooLarge(bytes: number, limit: number): RecordingError {
  const [size, most] = [bytes, limit].map((count) => `${(count / MIB).toFixed(1)} MiB`);
  return new RecordingError(
    `The recording is too large: ${size}, expected at most ${most}. Record for less time.`,
  );
}
