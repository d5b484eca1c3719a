// Hunts: scheduled, running and over, with what a game master may do to each.
import type { AdminHunt, HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { useState } from "react";
import { formatClock, formatCount, formatDayAndClock } from "../format.ts";
import { CancelDialog } from "../hunts/cancelDialog.tsx";
import { EndDialog } from "../hunts/endDialog.tsx";
import { HuntFormDialog } from "../hunts/form/huntFormDialog.tsx";
import { HuntActs } from "../hunts/huntActs.tsx";
import { huntStore, useHunts } from "../hunts/huntStore.ts";
import { isLive, phaseText } from "../hunts/phases.ts";
import { StartHunt } from "../hunts/startHunt.tsx";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import type { Panel } from "./panel.ts";

function Hunts() {
  const hunts = useHunts((state) => state.hunts);
  const [outcome, setOutcome] = useState<HuntOrderOutcome>();
  const columns: readonly Column<AdminHunt>[] = [
    {
      header: "Hunt",
      namesRow: true,
      className: "name",
      cell: ({ hunt, title }) => (hunt === undefined ? title : `${hunt} · ${title}`),
    },
    { header: "Phase", cell: phaseText },
    {
      header: "When",
      className: "hunt-when",
      cell: ({ startsAt, endsAt }) => (
        <>
          {formatDayAndClock(startsAt, Date.now())}
          {"\u202f"}– <br />
          {formatClock(endsAt)}
        </>
      ),
    },
    { header: "Hunters", cell: ({ phase, hunters }) => (phase === "scheduled" ? "" : formatCount(hunters)) },
    {
      header: "Left",
      help: "Caches that nobody has found yet",
      cell: ({ cachesLeft, caches }) =>
        caches === 0 ? "" : `${formatCount(cachesLeft)} of ${formatCount(caches)}`,
    },
    {
      header: "Acts",
      headerHidden: true,
      className: "row-actions",
      cell: (row) => <HuntActs row={row} onOutcome={setOutcome} />,
    },
  ];
  return (
    <>
      <div className="hunt-tools">
        <StartHunt onOutcome={setOutcome} />
        <button type="button" onClick={() => huntStore.setState({ editing: true })}>
          New hunt…
        </button>
        <span
          role="status"
          className={outcome?.ok === false ? "announce-answer order-problem" : "announce-answer"}
          data-testid="hunt-answer"
        >
          {outcome?.text}
        </span>
      </div>
      {hunts === undefined ? (
        <p className="empty">Waiting for the server…</p>
      ) : hunts.length === 0 ? (
        <p className="empty">No hunt is scheduled, running or over.</p>
      ) : (
        <DataTable
          columns={columns}
          rows={hunts}
          keyOf={({ hunt, definition, startsAt }) => `${hunt ?? definition} ${hunt ?? startsAt}`}
          rowProps={(row) => ({ className: isLive(row) ? "hunt-live" : undefined, "data-phase": row.phase })}
          caption="Hunts: those that are on, then scheduled ones, the soonest first, then those that are over"
          className="rows hunts"
          testId="hunts-table"
          scrollName="Hunts"
        />
      )}
      <HuntFormDialog />
      <EndDialog onOutcome={setOutcome} />
      <CancelDialog />
    </>
  );
}

export const huntsPanel: Panel = { id: "hunts", title: "Hunts", side: "tables", Body: Hunts };
