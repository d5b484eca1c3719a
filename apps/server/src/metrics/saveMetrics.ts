// The Prometheus gauge of whether the world is being saved.
import type { Metrics } from "./metrics.ts";

/** The world that is watched; undefined while none runs here. */
export type SavedWorld = { readonly saveAgeMs: number } | undefined;

/** Adds the gauge. */
export function addSaveMetrics(metrics: Pick<Metrics, "gauge">, world: () => SavedWorld): void {
  metrics.gauge(
    "doubloon_save_age_seconds",
    "Age of the oldest change that is not on disk; 0 if there is none",
    () => (world()?.saveAgeMs ?? 0) / 1000,
  );
}
