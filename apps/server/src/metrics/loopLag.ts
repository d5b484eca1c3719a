// How late the event loop runs its timers: what players feel when the server is busy.

const EVERY_MS = 10;

export interface LoopLag {
  /** The worst lag since the last call, in ms. */
  takeMaxMs(): number;
  stop(): void;
}

/** Measures from now on; `onLag` gets each measurement, a hundred a second, in ms. */
export function measureLoopLag(onLag: (ms: number) => void): LoopLag {
  let maxMs = 0;
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const lagMs = Math.max(0, nowMs - lastMs - EVERY_MS);
    lastMs = nowMs;
    maxMs = Math.max(maxMs, lagMs);
    onLag(lagMs);
  }, EVERY_MS);
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
