// Measures the share of time in which an event loop is busy, which includes waiting for a core.

/** The returned function gives the share of time since its last call in which this thread's event loop was busy, 0 to 1. */
export function makeLoopBusy(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
