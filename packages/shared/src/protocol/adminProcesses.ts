// What the console sees of the server's processes, and what a game master who may operate the server asks of one: recording
// its CPU or allocations, fetching a recording part by part, and changing its log level for a time.

export const RECORDING_KINDS = ["cpu", "allocations"] as const;
/** `cpu`: where time is spent, a `.cpuprofile`. `allocations`: where memory is allocated, a `.heapprofile`. */
export type RecordingKind = (typeof RECORDING_KINDS)[number];

/** The longest recording, in seconds; the shortest is 1. */
export const MAX_RECORDING_SECONDS = 30;
/** The longest time that a log level may stay changed, in minutes; the shortest is 1. */
export const MAX_LEVEL_MINUTES = 120;
export const RUNTIME_LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;
export type RuntimeLogLevel = (typeof RUNTIME_LOG_LEVELS)[number];

/** A recording of a process: the newest that a game master asked for, or an automatic capture. Times are Unix ms. */
export interface AdminRecording {
  readonly id: string;
  readonly kind: RecordingKind;
  readonly seconds: number;
  readonly startedAt: number;
  /** The game master, or why the server took it by itself. */
  readonly by: string;
  readonly automatic: boolean;
  readonly state: "running" | "ready" | "failed";
  /** Compressed size in bytes, once it is ready. */
  readonly bytes?: number;
  /** Why it failed, in words. */
  readonly why?: string;
}

/** A process of the server. */
export interface AdminProcess {
  /** "world", or the id of a gateway. */
  readonly id: string;
  readonly pid: number;
  readonly logLevel: RuntimeLogLevel;
  /** When the log level goes back, in Unix ms; absent while it is the configured one. */
  readonly levelUntil?: number;
  /** The newest first: at most one that a game master asked for, and MAX_CAPTURES automatic ones. */
  readonly recordings: readonly AdminRecording[];
}

/** Automatic captures that a process keeps. */
export const MAX_CAPTURES = 5;

/** What a game master orders a process to do. */
export type ProcessOrder =
  | { readonly act: "record"; readonly kind: RecordingKind; readonly seconds: number }
  /** Ends the recording early and keeps what it has. */
  | { readonly act: "stopRecording" }
  | { readonly act: "logLevel"; readonly level: RuntimeLogLevel; readonly minutes: number };

/** `text` is for the game master. */
export interface ProcessOutcome {
  readonly ok: boolean;
  readonly text: string;
}

/** One part of a recording's file, which is compressed with gzip and divided into `parts`. */
export type RecordingPart =
  | { readonly ok: true; readonly base64: string; readonly parts: number }
  | { readonly ok: false; readonly text: string };

export interface AdminProcessServerEvents {
  /** Every process that the server knows, sent on change, at most once a second. */
  processes: (processes: readonly AdminProcess[]) => void;
}

export interface AdminProcessClientEvents {
  processOrder: (process: string, order: ProcessOrder, answer: (outcome: ProcessOutcome) => void) => void;
  /** `part` counts from 0. */
  recordingPart: (
    process: string,
    recording: string,
    part: number,
    answer: (part: RecordingPart) => void,
  ) => void;
}
