// What is counted of hunts, for metrics. Numbers only: it has no place, no player and no secret.
import type { World } from "@doubloon/engine/world";
import type { HuntPhase } from "@doubloon/shared/protocol/huntEvents";

export interface HuntStats {
  readonly byPhase: ReadonlyMap<HuntPhase, number>;
  readonly hunters: number;
  /** Totals since the world was opened. */
  readonly readings: number;
  readonly digs: number;
  readonly finds: number;
  readonly clueBytes: number;
  readonly logEntries: number;
}

/** Hunts by phase, and the hunters in them. */
export function countHunts({ hunts }: World): Pick<HuntStats, "byPhase" | "hunters"> {
  const byPhase = new Map<HuntPhase, number>();
  let hunters = 0;
  for (const { phase, hunters: joined } of hunts.list) {
    byPhase.set(phase, (byPhase.get(phase) ?? 0) + 1);
    if (phase !== "over" && phase !== "cancelled") hunters += joined;
  }
  return { byPhase, hunters };
}
