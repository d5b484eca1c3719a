// The state of each gateway, and the link that connects them to the world.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import { GATEWAY_ROWS, type GatewayFigure } from "@doubloon/shared/protocol/figures";
import { useEffect, useState } from "react";
import { useAdmin } from "../adminStore.ts";
import { figureChart } from "../charts/figureChart.ts";
import { DrainDialog } from "../drains/drainDialog.tsx";
import { DrainList } from "../drains/drainList.tsx";
import { FORMATS } from "../figureFormat.ts";
import { formatBytesPerSecond, formatCount, formatMs } from "../format.ts";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import { Charts } from "./charts.tsx";
import { statusOf } from "./gatewayHealth.ts";
import type { Panel } from "./panel.ts";
import { Stats } from "./stats.tsx";

const linkSpecs = [
  figureChart("Link between world and gateways", ["linkBytes"]),
  figureChart("Dropped by the link", ["linkDropped", "linkBreaks"]),
];

/** A column of one figure; its unit and what it means come from the shared table of figures. */
function figureColumn(figure: GatewayFigure, header: string): Column<AdminGateway> {
  const { unit, label } = GATEWAY_ROWS[figure];
  return { header, help: label, cell: (gateway) => FORMATS[unit](gateway[figure]) };
}

const columns: readonly Column<AdminGateway>[] = [
  { header: "Gateway", namesRow: true, className: "gateway-id", cell: ({ id }) => id },
  { header: "State", cell: stateOf },
  {
    header: "Conns / players",
    help: "Open connections of any kind, and players among them",
    cell: ({ connections, players }) => `${formatCount(connections)} / ${formatCount(players)}`,
  },
  figureColumn("lagMs", "Lag"),
  figureColumn("droppedFrames", "Dropped"),
  figureColumn("framesPerSecond", "Frames/s"),
  figureColumn("bytesPerSecond", "Sent"),
  {
    ...figureColumn("rttP95Ms", "RTT p95"),
    cell: ({ rttP95Ms }) => (rttP95Ms === 0 ? "–" : formatMs(rttP95Ms)),
  },
  figureColumn("gcMaxMs", "GC"),
  figureColumn("rssBytes", "Memory"),
  figureColumn("linkBytes", "Link"),
  figureColumn("linkDropped", "Link dropped"),
];

function Gateways() {
  const [draining, setDraining] = useState<AdminGateway>();
  const gateways = useAdmin((state) => state.gateways);
  const samples = useAdmin((state) => state.samples);
  // Asked about until its drain is on, or it is gone. The answer to the order can be lost with a gateway that ends.
  const asked = gateways?.find(({ id, drain }) => id === draining?.id && drain === undefined);
  useEffect(() => {
    if (draining !== undefined && asked === undefined) setDraining(undefined);
  }, [draining, asked]);
  const newest = samples.at(-1);
  if (gateways === undefined || newest === undefined) return <p className="empty">Waiting for the server…</p>;
  // A single gateway has nowhere to move its players to.
  const shown = gateways.length > 1 ? columns.toSpliced(2, 0, drainColumn(setDraining)) : columns;
  return (
    <>
      <Stats
        caption="Players whose oldest unacknowledged frame is older than the stale limit get no frames until they acknowledge one"
        stats={[
          { id: "gateways", label: "Gateways", value: formatCount(gateways.length) },
          { id: "stale-bound", label: "Stale limit", value: staleLimitOf(gateways) },
          { id: "link-packets", label: "Link packets/s", value: formatCount(newest.linkPackets) },
          { id: "link-bytes", label: "Link traffic", value: formatBytesPerSecond(newest.linkBytes) },
        ]}
      />
      <DataTable
        columns={shown}
        rows={gateways}
        keyOf={({ id }) => id}
        rowProps={({ id }) => ({ "data-gateway": id })}
        caption="Gateways and their figures of the newest second"
        className="rows gateways"
        testId="gateways-table"
        scrollName="Gateways"
      />
      <DrainList gateways={gateways} />
      {asked && (
        <DrainDialog gateway={asked.id} players={asked.players} onClosed={() => setDraining(undefined)} />
      )}
      {samples.some(({ linkPackets }) => linkPackets > 0) && <Charts specs={linkSpecs} />}
    </>
  );
}

function drainColumn(drain: (gateway: AdminGateway) => void): Column<AdminGateway> {
  return {
    header: "Drain",
    headerHidden: true,
    cell: (gateway) =>
      gateway.drain === undefined && (
        <button
          type="button"
          className="row-action"
          aria-label={`Drain ${gateway.id}`}
          onClick={() => drain(gateway)}
        >
          Drain
        </button>
      ),
  };
}

function stateOf(gateway: AdminGateway) {
  const { state, text } = statusOf(gateway);
  return <span className={`mark gateway-${state}`}>{text}</span>;
}

/** Machines can be configured differently. */
function staleLimitOf(gateways: readonly AdminGateway[]): string {
  if (gateways.length === 0) return "–";
  const limits = gateways.map(({ staleMs }) => staleMs);
  const [min, max] = [Math.min(...limits), Math.max(...limits)];
  return min === max ? formatMs(min) : `${formatMs(min)} to ${formatMs(max)}`;
}

export const gatewaysPanel: Panel = { id: "gateways", title: "Gateways", side: "charts", Body: Gateways };
