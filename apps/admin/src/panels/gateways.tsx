// How each gateway fares, and the link that joins them to the world.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import { useAdmin } from "../adminStore.ts";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatBytes, formatBytesPerSecond, formatCount, formatMs } from "../format.ts";
import { Charts } from "./charts.tsx";
import { statusOf } from "./gatewayHealth.ts";
import type { Panel } from "./panel.ts";
import { Stats } from "./stats.tsx";

const linkSpecs: readonly ChartSpec[] = [
  {
    title: "Link between world and gateways",
    format: formatBytesPerSecond,
    series: [{ label: "Both ways", of: (sample) => sample.linkBytes }],
  },
  {
    title: "Left out by the link",
    format: formatCount,
    series: [
      { label: "Frames and inputs", of: (sample) => sample.linkDropped },
      { label: "Sessions ended", of: (sample) => sample.linkBreaks },
    ],
  },
];

function Gateways() {
  const gateways = useAdmin((state) => state.gateways);
  const samples = useAdmin((state) => state.samples);
  const newest = samples.at(-1);
  if (gateways === undefined || newest === undefined) return <p className="empty">Waiting for the server…</p>;
  return (
    <>
      <Stats
        caption="Whoever has not acknowledged a frame for as long as the stale bound is sent no more until they have"
        stats={[
          { id: "gateways", label: "Gateways", value: formatCount(gateways.length) },
          { id: "stale-bound", label: "Stale bound", value: staleBoundOf(gateways) },
          { id: "link-packets", label: "Packets/s", value: formatCount(newest.linkPackets) },
          { id: "link-bytes", label: "Link", value: formatBytesPerSecond(newest.linkBytes) },
        ]}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label="Gateways, scrolls sideways" tabIndex={0}>
        <table className="rows gateways" data-testid="gateways-table">
          <caption className="hidden-text">Gateways and how they fare in the newest second</caption>
          <thead>
            <tr>
              <th scope="col">Gateway</th>
              <th scope="col">State</th>
              <th scope="col">
                <abbr title="Connections of any kind, and those of them that play">Conns / players</abbr>
              </th>
              <th scope="col">
                <abbr title="Worst event-loop delay">Lag</abbr>
              </th>
              <th scope="col">
                <abbr title="Frames not written to players">Dropped</abbr>
              </th>
              <th scope="col">Frames/s</th>
              <th scope="col">
                <abbr title="Bytes of frames sent to players">Sent</abbr>
              </th>
              <th scope="col">
                <abbr title="Round trip that 95 of 100 heartbeats kept below">RTT p95</abbr>
              </th>
              <th scope="col">
                <abbr title="Longest pause of the garbage collector">GC</abbr>
              </th>
              <th scope="col">Memory</th>
              <th scope="col">Link</th>
              <th scope="col">
                <abbr title="Inputs that the link left out">Link lost</abbr>
              </th>
            </tr>
          </thead>
          <tbody>{gateways.map(rowOf)}</tbody>
        </table>
      </section>
      {samples.some(({ linkPackets }) => linkPackets > 0) && <Charts specs={linkSpecs} />}
    </>
  );
}

function rowOf(gateway: AdminGateway) {
  const health = statusOf(gateway);
  return (
    <tr key={gateway.id} data-gateway={gateway.id}>
      <th scope="row" className="gateway-id">
        {gateway.id}
      </th>
      <td>
        <span className={`mark gateway-${health.state}`}>{health.text}</span>
      </td>
      <td>
        {formatCount(gateway.connections)} / {formatCount(gateway.players)}
      </td>
      <td>{formatMs(gateway.lagMs)}</td>
      <td>{formatCount(gateway.droppedFrames)}</td>
      <td>{formatCount(gateway.framesPerSecond)}</td>
      <td>{formatBytesPerSecond(gateway.bytesPerSecond)}</td>
      <td>{gateway.rttP95Ms === 0 ? "–" : formatMs(gateway.rttP95Ms)}</td>
      <td>{formatMs(gateway.gcMaxMs)}</td>
      <td>{formatBytes(gateway.rssBytes)}</td>
      <td>{formatBytesPerSecond(gateway.linkBytes)}</td>
      <td>{formatCount(gateway.linkDropped)}</td>
    </tr>
  );
}

/** Machines may be set differently. */
function staleBoundOf(gateways: readonly AdminGateway[]): string {
  if (gateways.length === 0) return "–";
  const bounds = gateways.map(({ staleMs }) => staleMs);
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  return least === most ? formatMs(least) : `${formatMs(least)} to ${formatMs(most)}`;
}

export const gatewaysPanel: Panel = { id: "gateways", title: "Gateways", side: "charts", Body: Gateways };
