// The results of one hunt that is over, with downloads as CSV and JSON.
import type { AdminHuntAnswer, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { useEffect, useId, useState } from "react";
import { formatCount, formatDayAndClock } from "../format.ts";
import { resultsCsv, resultsFileName, resultsJson } from "../hunts/exportResults.ts";
import { useHuntCalls } from "../hunts/huntCallsContext.ts";
import { huntStore, useHunts } from "../hunts/huntStore.ts";
import { hasResults } from "../hunts/phases.ts";
import { type Column, DataTable } from "../tables/dataTable.tsx";
import type { Panel } from "./panel.ts";

/** Rows shown here; the files have all. */
const MAX_SHOWN = 20;

type Row = HuntResults["rows"][number] & { readonly rank: number };

const columns: readonly Column<Row>[] = [
  { header: "Rank", cell: ({ rank }) => formatCount(rank) },
  {
    header: "Hunter",
    namesRow: true,
    className: "name",
    cell: ({ name, bot }) => (bot ? `${name} (bot)` : name),
  },
  { header: "Team", cell: ({ team }) => team ?? "" },
  { header: "Finds", cell: ({ finds }) => formatCount(finds) },
  { header: "Points", cell: ({ points }) => formatCount(points) },
];

function Results() {
  const hunts = useHunts((state) => state.hunts);
  const hunt = useHunts((state) => state.resultsOf);
  const { results } = useHuntCalls();
  const [answer, setAnswer] = useState<AdminHuntAnswer<HuntResults>>();
  const selectId = useId();

  useEffect(() => {
    setAnswer(undefined);
    if (hunt === undefined) return;
    let current = true;
    void results(hunt).then((given) => current && setAnswer(given));
    return () => {
      current = false;
    };
  }, [hunt, results]);

  const over = hunts?.filter(hasResults) ?? [];
  if (over.length === 0) return <p className="empty">No hunt is over yet.</p>;
  return (
    <>
      <div className="field">
        <label htmlFor={selectId}>Hunt</label>
        <select
          id={selectId}
          value={hunt ?? ""}
          onChange={(event) => huntStore.setState({ resultsOf: Number(event.target.value) || undefined })}
        >
          <option value="">Choose a hunt</option>
          {over.map((row) => (
            <option key={row.hunt} value={row.hunt}>
              {row.hunt} · {row.title}, {formatDayAndClock(row.startsAt, Date.now())}
            </option>
          ))}
        </select>
      </div>
      {answer?.ok === false && <p className="order-problem">{answer.text}</p>}
      {answer?.ok === true && <Table results={answer.value} />}
    </>
  );
}

function Table({ results }: { readonly results: HuntResults }) {
  const found = results.caches.filter(({ state }) => state === "found").length;
  const rows = results.rows.slice(0, MAX_SHOWN).map((row, index) => ({ ...row, rank: index + 1 }));
  const name = resultsFileName(results);
  return (
    <>
      <p className="stats-caption" data-testid="results-summary">
        {formatCount(results.rows.length)} hunters, {formatCount(found)} of{" "}
        {formatCount(results.caches.length)} caches found.{" "}
        <Download name={`${name}.csv`} type="text/csv" text={resultsCsv(results)} label="CSV" />{" "}
        <Download name={`${name}.json`} type="application/json" text={resultsJson(results)} label="JSON" />
      </p>
      <DataTable
        columns={columns}
        rows={rows}
        keyOf={({ playerId }) => playerId}
        caption={`Results of ${results.title}, the best first`}
        className="rows board"
        testId="results-table"
      />
    </>
  );
}

interface DownloadProps {
  readonly name: string;
  readonly type: string;
  readonly text: string;
  readonly label: string;
}

function Download({ name, type, text, label }: DownloadProps) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [text, type]);
  return (
    <a className="download" href={url} download={name}>
      Download {label}
    </a>
  );
}

export const huntResultsPanel: Panel = {
  id: "results",
  title: "Hunt results",
  side: "tables",
  Body: Results,
};
