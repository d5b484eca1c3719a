// How rooms are served: frame rate by room class, omitted movers, and why the frame rates were last changed.
import type { AdminRooms, AdminSample } from "@doubloon/shared/protocol/admin";
import { useAdmin } from "../adminStore.ts";
import type { ChartSpec } from "../charts/chartSpec.ts";
import { formatClock, formatCount } from "../format.ts";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import { Charts } from "./charts.tsx";
import type { Panel } from "./panel.ts";

const CLASS_TEXT: Record<AdminRooms["roomClass"], string> = {
  quiet: "Quiet",
  busy: "Busy",
  crowded: "Crowded",
};
const CLASSES = Object.keys(CLASS_TEXT) as AdminRooms["roomClass"][];

/** One line per room class. */
function byClass(read: (rooms: AdminRooms) => number): ChartSpec["series"] {
  return CLASSES.map((roomClass) => ({
    label: CLASS_TEXT[roomClass],
    read: (sample: AdminSample) => {
      const rooms = sample.rooms.find((row) => row.roomClass === roomClass);
      return rooms && read(rooms);
    },
  }));
}

const specs: readonly ChartSpec[] = [
  { title: "Frames per second and room", format: formatCount, series: byClass(({ rateHz }) => rateHz) },
  { title: "Viewers by room class", format: formatCount, series: byClass(({ viewers }) => viewers) },
  { title: "Movers omitted from frames", format: formatCount, series: byClass(({ hidden }) => hidden) },
];

const columns: readonly Column<AdminRooms>[] = [
  { header: "Class", namesRow: true, cell: ({ roomClass }) => CLASS_TEXT[roomClass] },
  { header: "Rate", help: "Frames per second", cell: ({ rateHz }) => `${rateHz} Hz` },
  { header: "Rooms", cell: ({ rooms }) => formatCount(rooms) },
  { header: "Viewers", cell: ({ viewers }) => formatCount(viewers) },
  {
    header: "Omitted",
    help: "Movers omitted from the newest frames",
    cell: ({ hidden }) => formatCount(hidden),
  },
];

function Rooms() {
  const newest = useAdmin((state) => state.samples.at(-1));
  if (newest === undefined) return <p className="empty">Waiting for the server…</p>;
  return (
    <>
      <p className="stats-caption" data-testid="pace-reason">
        {newest.paceChangedAt === 0
          ? `Frame rates have not changed: ${newest.paceReason || "no report from the world yet"}.`
          : `Frame rates last changed at ${formatClock(newest.paceChangedAt)}: ${newest.paceReason}.`}
      </p>
      <DataTable
        columns={columns}
        rows={newest.rooms}
        keyOf={({ roomClass }) => roomClass}
        caption="Rooms with viewers, by the number of movers in view"
        testId="rooms-table"
        scrollName="Rooms by class"
      />
      <Charts specs={specs} />
    </>
  );
}

export const roomsPanel: Panel = { id: "rooms", title: "Rooms", side: "charts", Body: Rooms };
