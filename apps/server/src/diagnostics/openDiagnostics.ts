// Opens the diagnostics of this process with what its configuration says. Called once in each process, by `wiring/`.
import { join } from "node:path";
import type { RuntimeLogLevel } from "@doubloon/shared/protocol/adminProcesses";
import { CAPTURES_FOLDER, openCaptureFiles } from "./captureFiles.ts";
import { type LeveledLog, makeLogLevels } from "./logLevels.ts";
import { LOOK_MS, makeOverrunWatch } from "./overrunWatch.ts";
import {
  type DiagnosticsLog,
  makeProcessDiagnostics,
  type ProcessDiagnostics,
} from "./processDiagnostics.ts";
import { makeRecorder } from "./recorder.ts";

/** At most one automatic capture in this time, in ms. */
const CAPTURE_EVERY_MS = 300_000;
/** No automatic capture in this time after the start, in ms. */
const CAPTURE_GRACE_MS = 60_000;

export interface DiagnosticsOptions {
  readonly log: LeveledLog & DiagnosticsLog;
  readonly logLevel: RuntimeLogLevel;
  /** Address of the repository, as a file URL that ends with a slash. */
  readonly root: string;
  /** For a process that ticks a world: its data folder and the lateness to capture, in ms; 0 for none. */
  readonly captures?: {
    readonly data: string;
    readonly fromMs: number;
    /** Shorter in tests. */
    readonly seconds?: number;
    readonly graceMs?: number;
  };
}

/** Captures that cannot be listed are logged, and none is shown. */
export async function openDiagnostics(options: DiagnosticsOptions): Promise<ProcessDiagnostics> {
  const { log, logLevel, root, captures } = options;
  const files = captures && openCaptureFiles(join(captures.data, CAPTURES_FOLDER));
  const found = await files?.list().catch((error: unknown) => {
    log.error({ err: error }, "the automatic captures cannot be listed");
    return [];
  });
  const diagnostics = makeProcessDiagnostics({
    recorder: makeRecorder(root),
    levels: makeLogLevels(log, logLevel),
    log,
    captures: files,
    ...(captures?.seconds === undefined ? {} : { captureSeconds: captures.seconds }),
    found: found ?? [],
    nowMs: Date.now,
  });
  if (captures === undefined || captures.fromMs === 0) return diagnostics;
  const watch = makeOverrunWatch({
    thresholdMs: captures.fromMs,
    everyMs: CAPTURE_EVERY_MS,
    graceMs: captures.graceMs ?? CAPTURE_GRACE_MS,
    nowMs: () => performance.now(),
    report: diagnostics.capture,
  });
  const timer = setInterval(watch, LOOK_MS).unref();
  return {
    ...diagnostics,
    close() {
      clearInterval(timer);
      diagnostics.close();
    },
  };
}
