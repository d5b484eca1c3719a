// How much of the time an event loop has something to do, waiting for a core included: how much more it could take.

/** Answers the part of the time since the last call in which this thread's event loop was busy, 0 to 1. */
export function makeLoopBusy(): () => number {
  let last = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  };
}
