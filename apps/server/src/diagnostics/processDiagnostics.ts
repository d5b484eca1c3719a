// What a game master may see of one process and order it to do: recordings, captures, log level. There is one for each
// process. It does not check rights, and an order that it cannot carry out is answered with the reason.
import { randomUUID } from "node:crypto";
import type {
  AdminProcess,
  AdminRecording,
  ProcessOrder,
  ProcessOutcome,
  RecordingKind,
  RecordingPart,
} from "@doubloon/shared/protocol/adminProcesses";
import type { CaptureFiles } from "./captureFiles.ts";
import type { LogLevels } from "./logLevels.ts";
import { type Recorder, RecordingError } from "./recorder.ts";

/** Bytes of a recording's file in one part: in base64, half of what the link's side channel takes. */
const PART_BYTES = 192 * 1024;
const CAPTURE_SECONDS = 10;
/** Ending a recording blocks the event loop; overruns in this time after one, in ms, are not captured. */
const AFTER_RECORDING_MS = 2_000;

/** The log: a logger's `info` and `error`. */
export interface DiagnosticsLog {
  info(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

export interface ProcessDiagnosticsParts {
  readonly recorder: Recorder;
  readonly levels: LogLevels;
  readonly log: DiagnosticsLog;
  /** Where automatic captures are kept; undefined for a process that takes none. */
  readonly captures?: CaptureFiles | undefined;
  /** Duration of an automatic capture, in seconds; CAPTURE_SECONDS by default. */
  readonly captureSeconds?: number;
  /** The captures that are there at the start. */
  readonly found?: readonly AdminRecording[];
  /** Unix ms. */
  readonly nowMs: () => number;
}

export interface ProcessDiagnostics {
  /** This process, as the console lists it, without its id. */
  status(): Omit<AdminProcess, "id">;
  /** `by` is the game master. */
  carryOut(order: ProcessOrder, by: string): ProcessOutcome;
  /** A part of a recording's file, counted from 0. */
  part(recording: string, part: number): Promise<RecordingPart>;
  /** Takes an automatic capture, unless a recording is running or was until just now; returns whether it does. */
  capture(lateMs: number): boolean;
  close(): void;
}

interface Recorded {
  readonly about: AdminRecording;
  readonly file?: Uint8Array;
}

export function makeProcessDiagnostics(parts: ProcessDiagnosticsParts): ProcessDiagnostics {
  const { recorder, levels, log, captures, captureSeconds = CAPTURE_SECONDS, nowMs } = parts;
  let kept: readonly AdminRecording[] = parts.found ?? [];
  /** The newest recording that a game master asked for. */
  let asked: Recorded | undefined;
  /** The recording that is running. */
  let running: AdminRecording | undefined;
  let endedAtMs = Number.NEGATIVE_INFINITY;

  /** Records; resolves to the file, or to the reason why there is none. */
  async function record(about: AdminRecording): Promise<Uint8Array | string> {
    running = about;
    const { id, kind, seconds, by } = about;
    log.info({ recording: id, kind, seconds, by }, "a recording of this process has begun");
    try {
      const { file, blockedMs } = await recorder.record(kind, seconds);
      log.info({ recording: id, bytes: file.length, blockedMs }, "a recording of this process is ready");
      return file;
    } catch (error) {
      log.error({ recording: id, err: error }, "a recording of this process has failed");
      return error instanceof RecordingError
        ? error.message
        : "The recording failed. The server's log says why.";
    } finally {
      running = undefined;
      endedAtMs = nowMs();
    }
  }

  function describe(kind: RecordingKind, seconds: number, by: string, automatic: boolean): AdminRecording {
    const startedAt = Math.round(nowMs());
    return { id: randomUUID(), kind, seconds, startedAt, by, automatic, state: "running" };
  }

  function begin(kind: RecordingKind, seconds: number, by: string): ProcessOutcome {
    if (running !== undefined) {
      const left = Math.max(1, Math.ceil((running.startedAt + running.seconds * 1_000 - nowMs()) / 1_000));
      const whose = running.automatic ? "an automatic capture" : `by ${running.by}`;
      return {
        ok: false,
        text: `This process is being recorded already (${whose}), for about ${left} s more.`,
      };
    }
    const about = describe(kind, seconds, by, false);
    asked = { about };
    void record(about).then((result) => {
      if (asked?.about.id !== about.id) return;
      asked =
        typeof result === "string"
          ? { about: { ...about, state: "failed", why: result } }
          : { about: { ...about, state: "ready", bytes: result.length }, file: result };
    });
    return { ok: true, text: `Recording for ${seconds} s.` };
  }

  async function capture(files: CaptureFiles, about: AdminRecording, lateMs: number): Promise<void> {
    const file = await record(about);
    if (typeof file === "string") return;
    try {
      await files.keep({ startedAt: about.startedAt, lateMs, seconds: about.seconds }, file);
      kept = await files.list();
    } catch (error) {
      log.error({ err: error }, "an automatic capture could not be kept");
    }
  }

  async function fileOf(id: string): Promise<Uint8Array | undefined> {
    if (asked?.about.id === id) return asked.file;
    return kept.some((capture) => capture.id === id) ? captures?.read(id) : undefined;
  }

  return {
    status() {
      const own = asked === undefined ? [] : [asked.about];
      const recordings = running?.automatic === true ? [running, ...own, ...kept] : [...own, ...kept];
      const { level: logLevel, untilMs } = levels;
      return {
        pid: process.pid,
        logLevel,
        ...(untilMs === undefined ? {} : { levelUntil: Math.round(untilMs) }),
        recordings,
      };
    },
    carryOut(order, by) {
      switch (order.act) {
        case "record":
          return begin(order.kind, order.seconds, by);
        case "stopRecording":
          if (running === undefined) return { ok: false, text: "This process is not being recorded." };
          log.info({ recording: running.id, by }, "a recording of this process is ended early");
          recorder.stop();
          return { ok: true, text: "The recording ends now." };
        case "logLevel":
          levels.set(order.level, order.minutes, by);
          return { ok: true, text: `The log level is ${order.level} for ${order.minutes} min.` };
      }
    },
    async part(recording, part) {
      const file = await fileOf(recording);
      if (file === undefined) return { ok: false, text: "That recording is not there any more." };
      const count = Math.max(1, Math.ceil(file.length / PART_BYTES));
      if (part >= count)
        return { ok: false, text: `The recording has ${count} parts, asked for number ${part}.` };
      const bytes = file.subarray(part * PART_BYTES, (part + 1) * PART_BYTES);
      return { ok: true, base64: Buffer.from(bytes).toString("base64"), parts: count };
    },
    capture(lateMs) {
      if (captures === undefined || running !== undefined) return false;
      if (nowMs() - endedAtMs < AFTER_RECORDING_MS) return false;
      const why = `the event loop was ${Math.round(lateMs)} ms late`;
      void capture(captures, describe("cpu", captureSeconds, why, true), lateMs);
      return true;
    },
    close: () => levels.close(),
  };
}
