// The line to the server: whether it stands, how long it is, and how many are too many to be shown.
import { useHud } from "../hudStore.ts";

/** Round trips from which a line counts as slow, in ms. */
const FAIR_MS = 120;
const POOR_MS = 250;

export function StatusPanel() {
  const at = useHud((state) => state.phase.at);
  const pingMs = useHud((state) => state.pingMs);
  const hidden = useHud((state) => state.hidden);
  const state = at === "playing" ? "connected" : "reconnecting";
  const quality = state === "reconnecting" || pingMs === undefined ? "none" : qualityOf(pingMs);
  return (
    <section className="panel status-panel" aria-label="Connection">
      <span className={`dot dot-${quality}`} aria-hidden="true" />
      <span data-testid="connection">{state === "connected" ? "Connected" : "Reconnecting"}</span>
      {pingMs !== undefined && state === "connected" && <span data-testid="ping">{pingMs} ms</span>}
      {hidden > 0 && (
        <span data-testid="hidden" title="So many are here that not all can be shown">
          +{hidden.toLocaleString("en")} not shown
        </span>
      )}
    </section>
  );
}

function qualityOf(pingMs: number): string {
  if (pingMs < FAIR_MS) return "good";
  return pingMs < POOR_MS ? "fair" : "poor";
}
