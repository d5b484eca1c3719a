// Starts the chart's worker. A bundle of its own: the page loads it once the game begins.
import { ChartSession } from "./chartSession.ts";

/** `failed` is called once if the worker cannot be loaded or fails, for example after the server was updated. */
export function openChart(nowMs: () => number, failed: () => void): ChartSession {
  const worker = new Worker(new URL("./chartWorker.ts", import.meta.url), { type: "module" });
  return new ChartSession(worker, nowMs, failed);
}
