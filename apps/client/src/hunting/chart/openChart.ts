// Starts the chart's worker. A bundle of its own: the page loads it once the game begins.
import { ChartSession } from "./chartSession.ts";

export function openChart(nowMs: () => number): ChartSession {
  const worker = new Worker(new URL("./chartWorker.ts", import.meta.url), { type: "module" });
  return new ChartSession(worker, nowMs);
}
