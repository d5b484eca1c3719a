// The recordings of all processes, the newest first, each with what can be done with it.
import type { AdminProcess, AdminRecording } from "@doubloon/shared/protocol/adminProcesses";
import { formatDayAndClock } from "../format.ts";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import { describeRecording, describeState } from "./recordingText.ts";

interface Row {
  readonly process: string;
  readonly recording: AdminRecording;
}

interface RecordingTableProps {
  readonly processes: readonly AdminProcess[];
  readonly show: (row: Row) => void;
  readonly stop: (process: string) => void;
}

export function RecordingTable({ processes, show, stop }: RecordingTableProps) {
  const rows = processes
    .flatMap(({ id, recordings }) => recordings.map((recording): Row => ({ process: id, recording })))
    .sort((a, b) => b.recording.startedAt - a.recording.startedAt);
  if (rows.length === 0) return <p className="empty">Nothing has been recorded yet.</p>;
  const columns: readonly Column<Row>[] = [
    {
      header: "Recording",
      namesRow: true,
      text: true,
      cell: ({ process, recording }) => describeRecording(process, recording),
    },
    { header: "Time", cell: ({ recording }) => formatDayAndClock(recording.startedAt, Date.now()) },
    {
      header: "Who or why",
      text: true,
      cell: ({ recording: { automatic, by } }) => (automatic ? `automatic: ${by}` : by),
    },
    { header: "State", text: true, cell: ({ recording }) => describeState(recording) },
    {
      header: "Acts",
      headerHidden: true,
      className: "row-actions",
      cell: (row) => <Acts row={row} show={show} stop={stop} />,
    },
  ];
  return (
    <DataTable
      columns={columns}
      rows={rows}
      keyOf={({ process, recording }) => `${process} ${recording.id}`}
      caption="Recordings, the newest first"
      testId="recordings-table"
      scrollName="Recordings"
    />
  );
}

function Acts({ row, show, stop }: Pick<RecordingTableProps, "show" | "stop"> & { readonly row: Row }) {
  const { process, recording } = row;
  const name = describeRecording(process, recording);
  if (recording.state === "failed") return null;
  if (recording.state === "running") {
    return (
      <button type="button" className="row-action" aria-label={`End: ${name}`} onClick={() => stop(process)}>
        End
      </button>
    );
  }
  return (
    <button type="button" className="row-action" aria-label={`Show: ${name}`} onClick={() => show(row)}>
      Show
    </button>
  );
}
