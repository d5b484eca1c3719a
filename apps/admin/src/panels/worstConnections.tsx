// The connections that fare worst, by name, the worst first.
import { useAdmin } from "../adminStore.ts";
import { formatCount, formatMs } from "../format.ts";
import { KickButton } from "../orders/kickButton.tsx";
import type { Panel } from "./panel.ts";

function WorstConnections() {
  const worst = useAdmin((state) => state.worst);
  if (worst === undefined) return <p className="empty">Waiting for the server…</p>;
  if (worst.length === 0) return <p className="empty">Nobody is connected.</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard.
    <section className="table-scroll" aria-label="Worst connections, scrolls sideways" tabIndex={0}>
      <table className="rows" data-testid="worst-table">
        <caption className="hidden-text">Worst connections, the worst first</caption>
        <thead>
          <tr>
            <th scope="col">Player</th>
            <th scope="col">Round trip</th>
            <th scope="col">
              <abbr title="Missed heartbeats">Missed</abbr>
            </th>
            <th scope="col">
              <abbr title="Dropped frames">Dropped</abbr>
            </th>
            <th scope="col">Resyncs</th>
            <th scope="col">
              <abbr title="Age of the oldest frame not acknowledged, in ticks">Behind</abbr>
            </th>
            <th scope="col">
              <span className="hidden-text">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {worst.map((connection) => (
            <tr key={connection.playerId}>
              <th scope="row" className="name">
                {connection.name}
              </th>
              <td>{connection.rttMs < 0 ? "–" : formatMs(connection.rttMs)}</td>
              <td>{formatCount(connection.missedHeartbeats)}</td>
              <td>{formatCount(connection.droppedFrames)}</td>
              <td>{formatCount(connection.resyncs)}</td>
              <td>{formatCount(connection.behindTicks)}</td>
              <td>
                <KickButton playerId={connection.playerId} name={connection.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export const worstConnectionsPanel: Panel = {
  id: "worst",
  title: "Worst connections",
  side: "tables",
  Body: WorstConnections,
};
