// How rooms are served: frames a second by class, what crowds cost, and why the rates are what they are.
import type { AdminRooms, AdminSample } from "@doubloon/shared/protocol/admin";
import { useAdmin } from "../adminStore.ts";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatClock, formatCount } from "../format.ts";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const CLASS_TEXT: Record<AdminRooms["roomClass"], string> = {
  quiet: "Quiet",
  busy: "Busy",
  crowded: "Crowded",
};
const CLASSES = Object.keys(CLASS_TEXT) as AdminRooms["roomClass"][];

/** One line for each class. */
function byClass(of: (rooms: AdminRooms) => number): ChartSpec["series"] {
  return CLASSES.map((roomClass) => ({
    label: CLASS_TEXT[roomClass],
    of: (sample: AdminSample) => {
      const rooms = sample.rooms.find((row) => row.roomClass === roomClass);
      return rooms && of(rooms);
    },
  }));
}

const specs: readonly ChartSpec[] = [
  { title: "Frames a second for a room", format: formatCount, series: byClass((rooms) => rooms.rateHz) },
  { title: "Viewers by room class", format: formatCount, series: byClass((rooms) => rooms.viewers) },
  { title: "Movers left out of frames", format: formatCount, series: byClass((rooms) => rooms.hidden) },
];

function Rooms() {
  const newest = useAdmin((state) => state.samples.at(-1));
  if (newest === undefined) return <p className="empty">Waiting for the server…</p>;
  return (
    <>
      <p className="stats-caption" data-testid="pace-reason">
        {newest.paceChangedAt === 0
          ? `Frame rates have not changed: ${newest.paceReason || "no word from the world yet"}.`
          : `Frame rates last changed at ${formatClock(newest.paceChangedAt)}: ${newest.paceReason}.`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard. */}
      <section className="table-scroll" aria-label="Rooms by class, scrolls sideways" tabIndex={0}>
        <table className="rows" data-testid="rooms-table">
          <caption className="hidden-text">Rooms with viewers, by how many movers are in view</caption>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col">
                <abbr title="Frames a second">Rate</abbr>
              </th>
              <th scope="col">Rooms</th>
              <th scope="col">Viewers</th>
              <th scope="col">
                <abbr title="Movers left out of the newest frames">Left out</abbr>
              </th>
            </tr>
          </thead>
          <tbody>
            {newest.rooms.map((row) => (
              <tr key={row.roomClass}>
                <th scope="row">{CLASS_TEXT[row.roomClass]}</th>
                <td>{row.rateHz} Hz</td>
                <td>{formatCount(row.rooms)}</td>
                <td>{formatCount(row.viewers)}</td>
                <td>{formatCount(row.hidden)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Charts specs={specs} />
    </>
  );
}

export const roomsPanel: Panel = { id: "rooms", title: "Rooms", side: "charts", Body: Rooms };
