// Counts down to a time of the calendar, in whole seconds.
import { useEffect, useState } from "react";

/** Whole seconds from now until a Unix time in ms; never negative. */
export function useSecondsUntilDate(atMs: number): number {
  const left = (): number => Math.max(0, Math.ceil((atMs - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(Math.max(0, Math.ceil((atMs - Date.now()) / 1000)));
    const timer = setInterval(() => setSeconds(Math.max(0, Math.ceil((atMs - Date.now()) / 1000))), 500);
    return () => clearInterval(timer);
  }, [atMs]);
  return seconds;
}
