// The log level of this process: changed for a bounded time, after which it goes back to the configured one by itself. A
// later change replaces an earlier one. It lasts no longer than the process.
import type { RuntimeLogLevel } from "@doubloon/shared/protocol/adminProcesses";

const MINUTE_MS = 60_000;

/** The part of a logger that is used. */
export interface LeveledLog {
  level: string;
  info(fields: object, text: string): void;
}

export interface LogLevels {
  readonly level: RuntimeLogLevel;
  /** When the level goes back, in Unix ms; undefined while it is the configured one. */
  readonly untilMs: number | undefined;
  /** `minutes` is positive; `by` is who ordered it. */
  set(level: RuntimeLogLevel, minutes: number, by: string): void;
  close(): void;
}

export interface LogLevelTimes {
  /** Unix ms. */
  readonly nowMs: () => number;
  /** Runs `run` once, later; returns what cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
}

const realTimes: LogLevelTimes = {
  nowMs: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
};

/** `configured` is the level to go back to. */
export function makeLogLevels(
  log: LeveledLog,
  configured: RuntimeLogLevel,
  times: LogLevelTimes = realTimes,
): LogLevels {
  let level = configured;
  let untilMs: number | undefined;
  let cancel = (): void => {};

  /** Logs at the configured level, which shows the line if any level does. */
  function note(fields: object, text: string): void {
    log.level = configured;
    log.info(fields, text);
  }

  return {
    get level() {
      return level;
    },
    get untilMs() {
      return untilMs;
    },
    set(wanted, minutes, by) {
      cancel();
      note({ level: wanted, minutes, by }, "the log level is changed for a time");
      level = wanted;
      untilMs = times.nowMs() + minutes * MINUTE_MS;
      log.level = wanted;
      cancel = times.after(minutes * MINUTE_MS, () => {
        level = configured;
        untilMs = undefined;
        note({ level: configured }, "the log level is the configured one again");
      });
    },
    close: () => cancel(),
  };
}
