// Microseconds of the machine's monotonic clock, the same in every process. Bench servers stamp frames with it.

const STAMP_MODULUS = 2 ** 32;
/** A delay between the two readings makes the difference smaller, so the largest of several is the most accurate. */
const offsetMicros = Math.max(...Array.from({ length: 50 }, readOffset));

function readOffset(): number {
  const [seconds, nanos] = process.hrtime();
  return seconds * 1e6 + nanos / 1e3 - performance.now() * 1e3;
}

/** The low 32 bits of the time at `performanceMs` of `performance.now()`, in microseconds; wraps after 71 minutes. */
export function stampAt(performanceMs: number): number {
  return Math.floor(performanceMs * 1e3 + offsetMicros) % STAMP_MODULUS;
}

/** Milliseconds from one stamp to a later one. */
export function msBetween(sent: number, received: number): number {
  return ((received - sent) | 0) / 1e3;
}
