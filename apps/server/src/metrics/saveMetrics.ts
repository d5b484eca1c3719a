// The Prometheus gauges of whether the world runs here, and whether it is being saved.
import type { Metrics } from "./metrics.ts";

/** The world that is watched; undefined while none runs here. */
export type SavedWorld = { readonly saveAgeMs: number } | undefined;

/** Adds the gauges. */
export function addSaveMetrics(metrics: Pick<Metrics, "gauge">, world: () => SavedWorld): void {
  metrics.gauge("doubloon_world_leading", "1 if the world runs here, 0 on standby", () =>
    world() === undefined ? 0 : 1,
  );
  metrics.gauge(
    "doubloon_save_age_seconds",
    "Age of the oldest change that is not on disk; 0 if there is none",
    () => (world()?.saveAgeMs ?? 0) / 1000,
  );
}
