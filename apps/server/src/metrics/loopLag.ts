// Measures how late the event loop runs its timers. Node's own histogram (monitorEventLoopDelay) is not used: its values
// include the interval of its timer, and it gives no single measurements, which Prometheus and the governor need.

/** The time between two measurements, in ms. */
const INTERVAL_MS = 10;

export interface LoopLag {
  /** The longest delay since the last call, in ms. */
  takeMaxMs(): number;
  stop(): void;
}

/** Starts measuring. `onLag` gets each measurement, in ms, a hundred times a second. */
export function measureLoopLag(onLag: (ms: number) => void): LoopLag {
  let maxMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const lagMs = Math.max(0, nowMs - lastMs - INTERVAL_MS);
    lastMs = nowMs;
    maxMs = Math.max(maxMs, lagMs);
    onLag(lagMs);
  }, INTERVAL_MS);
  timer.unref();
  return {
    takeMaxMs: () => {
      const taken = maxMs;
      maxMs = 0;
      return taken;
    },
    stop: () => clearInterval(timer),
  };
}
