// Whether the world is being kept: how old the oldest change is that is not on disk.
import type { Metrics } from "./metrics.ts";

/** What is asked for; undefined while no world runs here. */
export type SavedWorld = { readonly saveAgeMs: number } | undefined;

export function addSaveMetrics(metrics: Pick<Metrics, "gauge">, world: () => SavedWorld): void {
  metrics.gauge(
    "doubloon_save_age_seconds",
    "Age of the oldest change that is not on disk; 0 if all are",
    () => (world()?.saveAgeMs ?? 0) / 1000,
  );
}
