// Metrics of the drain of this process's gateway. Whether a gateway drains is in fleetMetrics.ts too, labelled by gateway.
import type { AdminDrain } from "@doubloon/shared/protocol/admin";
import type { Metrics } from "./metrics.ts";

export function addDrainMetrics(
  metrics: Metrics,
  moves: { readonly moved: number; readonly left: number },
  state: () => AdminDrain | undefined,
): void {
  metrics.total("doubloon_drain_moved_total", "Players moved to other gateways", () => moves.moved);
  metrics.gauge("doubloon_drain_left", "Players whom the drain has yet to move; 0 without a drain", () =>
    state() === undefined ? 0 : moves.left,
  );
  metrics.gauge(
    "doubloon_drain_per_second",
    "Players that the drain moves a second, at present",
    () => state()?.perSecond ?? 0,
  );
}
