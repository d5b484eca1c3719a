// The Prometheus metrics of handovers that this process began. The successor counts none.
import type { Metrics } from "./metrics.ts";

export interface HandoverStats {
  done: number;
  /** Refused, or this machine went on. */
  refused: number;
  /** Duration of the newest one; undefined before the first. */
  lastMs: number | undefined;
}

/** Adds the metrics. */
export function addHandoverMetrics(
  metrics: Pick<Metrics, "gauge" | "totalBy">,
  stats: Readonly<HandoverStats>,
): void {
  metrics.gauge(
    "doubloon_handover_milliseconds",
    "From the last tick here until the successor's first, in the newest handover that this process began; 0 before the first",
    () => stats.lastMs ?? 0,
  );
  metrics.totalBy(
    "doubloon_handovers_total",
    "Handovers of the world that this process began, by result",
    "result",
    () => [
      ["done", stats.done],
      ["refused", stats.refused],
    ],
  );
}
