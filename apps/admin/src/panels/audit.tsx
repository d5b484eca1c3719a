// What game masters did, newest first, and taking an act back where that is possible.
import type { AuditEntry, HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { useState } from "react";
import { formatDayAndClock } from "../format.ts";
import { useHuntCalls } from "../hunts/huntCallsContext.ts";
import { useHunts } from "../hunts/huntStore.ts";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import type { Panel } from "./panel.ts";

function Audit() {
  const entries = useHunts((state) => state.audit);
  const { order } = useHuntCalls();
  const [outcome, setOutcome] = useState<HuntOrderOutcome>();
  if (entries === undefined) return <p className="empty">Waiting for the server…</p>;
  if (entries.length === 0) return <p className="empty">No game master has done anything yet.</p>;
  const columns: readonly Column<AuditEntry>[] = [
    { header: "Time", cell: ({ atMs }) => formatDayAndClock(atMs, Date.now()) },
    { header: "Game master", text: true, cell: ({ by }) => by },
    {
      header: "Act",
      namesRow: true,
      text: true,
      cell: ({ what, undone }) => (undone ? <s>{what}</s> : what),
    },
    {
      header: "Take back",
      headerHidden: true,
      className: "row-actions",
      cell: ({ entry, undoable, undone, what }) =>
        undoable &&
        !undone && (
          <button
            type="button"
            className="row-action"
            aria-label={`Take back: ${what}`}
            onClick={async () => setOutcome(await order({ act: "undo", entry }))}
          >
            Take back
          </button>
        ),
    },
  ];
  return (
    <>
      <p role="status" className={outcome?.ok === false ? "order-problem" : undefined}>
        {outcome?.text}
      </p>
      <DataTable
        columns={columns}
        rows={entries}
        keyOf={({ entry }) => String(entry)}
        caption="Acts of game masters, the newest first"
        testId="audit-table"
        scrollName="Acts of game masters"
      />
    </>
  );
}

export const auditPanel: Panel = { id: "audit", title: "Audit", side: "tables", Body: Audit };
