// A countdown for a component, updated four times a second.
import { useEffect, useState } from "react";

const STEP_MS = 250;

/** Whole seconds until a performance.now() time, rounded up; 0 once it has passed. */
export function useSecondsUntil(untilMs: number): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), STEP_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
}
