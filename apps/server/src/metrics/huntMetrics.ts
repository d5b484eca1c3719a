// Prometheus metrics of hunts: how many there are and what happens in them. Nothing here has to do with places or players.
import { huntPhases } from "@doubloon/shared/protocol/huntEvents";
import type { HuntStats } from "../world/hunts/huntStats.ts";
import type { Metrics } from "./metrics.ts";

const TOTALS = [
  ["doubloon_readings_total", "Readings of detectors told to players", "readings"],
  ["doubloon_digs_total", "Digs that players began", "digs"],
  ["doubloon_finds_total", "Caches found in hunts", "finds"],
  ["doubloon_clue_bytes_total", "Bytes of clues told to players, before framing", "clueBytes"],
  ["doubloon_hunt_log_entries_total", "Entries of the public log that are on disk", "logEntries"],
] as const;

/** Adds the metrics. `stats` returns undefined while no world runs here. */
export function addHuntMetrics(metrics: Metrics, stats: () => HuntStats | undefined): void {
  metrics.gaugeBy("doubloon_hunts", "Hunts that are listed, by phase", "phase", () => {
    const { byPhase } = stats() ?? { byPhase: undefined };
    return huntPhases.map((phase) => [phase, byPhase?.get(phase) ?? 0] as const);
  });
  metrics.gauge(
    "doubloon_hunters",
    "Hunters who are in a hunt, present or away for a moment",
    () => stats()?.hunters ?? 0,
  );
  for (const [name, help, key] of TOTALS) metrics.total(name, help, () => stats()?.[key] ?? 0);
}
