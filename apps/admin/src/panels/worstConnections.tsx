// The players with the worst connections, the worst first.
import type { AdminConnection } from "@doubloon/shared/protocol/admin";
import { useAdmin } from "../adminStore.ts";
import { formatCount, formatMs } from "../format.ts";
import { KickButton } from "../orders/kickButton.tsx";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import type { Panel } from "./panel.ts";

const columns: readonly Column<AdminConnection>[] = [
  { header: "Player", namesRow: true, className: "name", cell: ({ name }) => name },
  { header: "Round trip", cell: ({ rttMs }) => (rttMs < 0 ? "–" : formatMs(rttMs)) },
  {
    header: "Missed",
    help: "Missed heartbeats",
    cell: ({ missedHeartbeats }) => formatCount(missedHeartbeats),
  },
  { header: "Dropped", help: "Dropped frames", cell: ({ droppedFrames }) => formatCount(droppedFrames) },
  { header: "Resyncs", cell: ({ resyncs }) => formatCount(resyncs) },
  {
    header: "Behind",
    help: "Age of the oldest unacknowledged frame, in ticks",
    cell: ({ behindTicks }) => formatCount(behindTicks),
  },
  {
    header: "Action",
    headerHidden: true,
    cell: ({ playerId, name }) => <KickButton playerId={playerId} name={name} />,
  },
];

function WorstConnections() {
  const worst = useAdmin((state) => state.worst);
  if (worst === undefined) return <p className="empty">Waiting for the server…</p>;
  if (worst.length === 0) return <p className="empty">Nobody is connected.</p>;
  return (
    <DataTable
      columns={columns}
      rows={worst}
      keyOf={({ playerId }) => playerId}
      caption="Worst connections, the worst first"
      testId="worst-table"
      scrollName="Worst connections"
    />
  );
}

export const worstConnectionsPanel: Panel = {
  id: "worst",
  title: "Worst connections",
  side: "tables",
  Body: WorstConnections,
};
