// Whether this machine's clock agrees with another's and runs evenly. Tokens, schedules of hunts and logs depend on it.
import { type Finding, grade } from "../finding.ts";

/** In ms. HTTP tells whole seconds. */
const OFFSET_MS = { warn: 2_000, problem: 30_000 };
/** Difference between the wall clock's and the monotonic clock's progress, in ms. */
const STEP_MS = { warn: 100, problem: 2_000 };
const ADVICE =
  "Run one time service (systemd-timesyncd or chrony) on every machine, and let it slew the clock, not step it.";

export interface ClockReading {
  /** What the other clock said, in Unix ms, and how exact it is. */
  readonly otherMs: number;
  readonly exactMs: number;
  /** This machine's clock right before asking and right after the answer. */
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** `other` names the other clock. */
export function compareClocks(other: string, reading: ClockReading): Finding {
  const { otherMs, exactMs, beforeMs, afterMs } = reading;
  // The other clock was read at some moment between, and stands for any moment within its exactness.
  const late = Math.max(0, beforeMs - (otherMs + exactMs));
  const early = Math.max(0, otherMs - afterMs);
  const offsetMs = Math.max(late, early);
  const found =
    offsetMs === 0
      ? `agrees with ${other}`
      : `${(offsetMs / 1_000).toFixed(1)} s ${late > 0 ? "ahead of" : "behind"} ${other}`;
  const expected = `within ${OFFSET_MS.warn / 1_000} s of ${other}`;
  return { check: "clock", result: grade(offsetMs, OFFSET_MS), found, expected, advice: ADVICE };
}

export interface ClockPair {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export const readClocks = (): ClockPair => ({ wallMs: Date.now(), monotonicMs: performance.now() });

/** Whether the wall clock was stepped between two readings. */
export function checkClockSteps(start: ClockPair, end: ClockPair): Finding {
  const passedMs = end.monotonicMs - start.monotonicMs;
  const stepMs = Math.abs(end.wallMs - start.wallMs - passedMs);
  return {
    check: "clock steps",
    result: passedMs < 0 ? "problem" : grade(stepMs, STEP_MS),
    found: `the clock moved by ${Math.round(end.wallMs - start.wallMs)} ms in ${Math.round(passedMs)} ms`,
    expected: `a difference of at most ${STEP_MS.warn} ms`,
    advice: ADVICE,
  };
}
