// The connection's state and round-trip time, and how many players in view are not shown.
import { useHud } from "../hudStore.ts";

/** Round-trip times from which a connection counts as fair and as poor, in ms. */
const FAIR_MS = 120;
const POOR_MS = 250;

export function StatusPanel() {
  const at = useHud((state) => state.phase.at);
  const pingMs = useHud((state) => state.pingMs);
  const omitted = useHud((state) => state.omitted);
  const connected = at === "playing" || at === "moving";
  const quality = !connected || pingMs === undefined ? "none" : qualityOf(pingMs);
  return (
    <section className="panel status-panel" aria-label="Connection">
      <span className={`dot dot-${quality}`} aria-hidden="true" />
      <span data-testid="connection">
        {connected ? "Connected" : at === "reconnecting" ? "Reconnecting" : "Not connected"}
      </span>
      {pingMs !== undefined && connected && <span data-testid="ping">{pingMs} ms</span>}
      {omitted > 0 && (
        <span data-testid="hidden" title="There are too many players here to show all of them">
          +{omitted.toLocaleString("en")} not shown
        </span>
      )}
    </section>
  );
}

function qualityOf(pingMs: number): string {
  if (pingMs < FAIR_MS) return "good";
  return pingMs < POOR_MS ? "fair" : "poor";
}
