// Reports repeated events at a bounded rate: the first one at once, then at most one per interval with the number that
// were suppressed. Reads no clock of its own.

/** Keys with a rate of their own; all further keys share one. */
const MAX_KEYS = 64;

export interface ThrottledLogOptions<Detail extends unknown[]> {
  readonly everyMs: number;
  readonly nowMs: () => number;
  /** `suppressed` counts the events since the last report of this key, without the one reported now. */
  readonly report: (key: string, suppressed: number, ...detail: Detail) => void;
}

/** Makes a function to call on each event; `detail` is passed on to `report`. */
export function makeThrottledLog<Detail extends unknown[] = []>({
  everyMs,
  nowMs,
  report,
}: ThrottledLogOptions<Detail>): (key: string, ...detail: Detail) => void {
  const entries = new Map<string, { reportedAtMs: number; suppressed: number }>();
  return (key, ...detail) => {
    const entry = entries.get(key) ?? entries.get(entries.size < MAX_KEYS ? key : "");
    const now = nowMs();
    if (entry === undefined) {
      entries.set(entries.size < MAX_KEYS ? key : "", { reportedAtMs: now, suppressed: 0 });
      report(key, 0, ...detail);
    } else if (now - entry.reportedAtMs < everyMs) {
      entry.suppressed++;
    } else {
      const { suppressed } = entry;
      entry.reportedAtMs = now;
      entry.suppressed = 0;
      report(key, suppressed, ...detail);
    }
  };
}
