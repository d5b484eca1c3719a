// Counts down to a moment for a component, once a quarter of a second.
import { useEffect, useState } from "react";

const STEP_MS = 250;

/** Whole seconds until a time of performance.now(), rounded up; 0 once it has come. */
export function useSecondsUntil(untilMs: number): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}
