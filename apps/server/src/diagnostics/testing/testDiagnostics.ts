// Diagnostics of a process with a recorder that tests direct by hand, and a log in memory.
import type { RecordingKind, RuntimeLogLevel } from "@doubloon/shared/protocol/adminProcesses";
import type { CaptureFiles } from "../captureFiles.ts";
import { makeLogLevels } from "../logLevels.ts";
import { makeProcessDiagnostics, type ProcessDiagnostics } from "../processDiagnostics.ts";
import type { Recorder } from "../recorder.ts";

export interface TestDiagnostics {
  readonly diagnostics: ProcessDiagnostics;
  /** Recordings that were begun, as `cpu 5`. */
  readonly begun: readonly string[];
  readonly lines: readonly string[];
  /** Ends the running recording with a file, or with an error. */
  finish(result: Uint8Array | Error): void;
  /** Advances the clock and runs what is due. */
  advance(ms: number): void;
}

export function makeTestDiagnostics(captures?: CaptureFiles): TestDiagnostics {
  const begun: string[] = [];
  const lines: string[] = [];
  let nowMs = 1_800_000_000_000;
  const due = new Set<{ readonly atMs: number; readonly run: () => void }>();
  let settle: ((result: Uint8Array | Error) => void) | undefined;
  const finish = (result: Uint8Array | Error): void => settle?.(result);
  const recorder: Recorder = {
    record: (kind: RecordingKind, seconds) =>
      new Promise((resolve, reject) => {
        begun.push(`${kind} ${seconds}`);
        settle = (result) => {
          settle = undefined;
          if (result instanceof Error) reject(result);
          else resolve({ file: result, blockedMs: 0 });
        };
      }),
    stop: () => finish(new Uint8Array(1)),
  };
  const log = {
    level: "info" as string,
    info: (fields: object, text: string) =>
      void (log.level !== "error" && lines.push(`${text} ${JSON.stringify(fields)}`)),
    error: (_fields: object, text: string) => void lines.push(text),
  };
  const levels = makeLogLevels(log, "info" satisfies RuntimeLogLevel, {
    nowMs: () => nowMs,
    after(ms, run) {
      const entry = { atMs: nowMs + ms, run };
      due.add(entry);
      return () => void due.delete(entry);
    },
  });
  return {
    diagnostics: makeProcessDiagnostics({ recorder, levels, log, captures, nowMs: () => nowMs }),
    begun,
    lines,
    finish,
    advance(ms) {
      nowMs += ms;
      for (const entry of [...due]) {
        if (entry.atMs > nowMs) continue;
        due.delete(entry);
        entry.run();
      }
    },
  };
}
