// A hunt's results as a page with an address of its own: podium, all rows, teams, and where everything lay.
import { errorText } from "@doubloon/shared/errorText";
import { useEffect, useState } from "react";
import { Row } from "../boards/RankingTable.tsx";
import { HuntReplay } from "../replay/HuntReplay.tsx";
import { Steps } from "./PodiumDialog.tsx";
import { fairAddress } from "./resultsAddress.ts";
import { fetchResults, type ShownCache, type ShownResults } from "./resultsFile.ts";

/** The most rows shown; the rest is in the file. */
const MAX_ROWS = 200;

export function ResultsPage({ hunt }: { readonly hunt: number }) {
  const [results, setResults] = useState<ShownResults>();
  const [failure, setFailure] = useState<string>();
  useEffect(() => {
    fetchResults(hunt).then(setResults, (error: unknown) => setFailure(errorText(error)));
  }, [hunt]);
  return (
    <main className="results" data-testid="results" data-hunt={hunt}>
      <div className="results-page">
        <h1>{results?.title ?? `Hunt ${hunt}`}</h1>
        {failure !== undefined && <p role="alert">{failure}</p>}
        {results !== undefined && <Results hunt={hunt} results={results} />}
        <p className="results-bar">
          <a href="/">Play</a>
          <a href={fairAddress(hunt)}>Check that it was fair</a>
          <a href={`/hunts/${hunt}.json`}>As JSON</a>
        </p>
      </div>
    </main>
  );
}

function Results({ hunt, results }: { readonly hunt: number; readonly results: ShownResults }) {
  const { rows, teams, caches, startsAt } = results;
  const people = rows.filter(({ rank }) => rank > 0);
  return (
    <>
      <p className="soft">
        Hunt {hunt}
        {startsAt > 0 && `, ${new Date(startsAt).toLocaleString()}`}: {people.length}{" "}
        {people.length === 1 ? "hunter" : "hunters"}, {caches.filter(({ found }) => found).length} of{" "}
        {caches.length} caches found
      </p>
      <Steps top={people.slice(0, 3)} />
      {teams.length > 0 && (
        <>
          <h2>Teams</h2>
          <table className="ranking">
            <tbody>
              {teams.map((row) => (
                <Row key={`${row.rank} ${row.name}`} row={row} />
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>Hunters</h2>
      <table className="ranking">
        <tbody>
          {people.slice(0, MAX_ROWS).map((row, i) => (
            <Row key={`${i} ${row.name}`} row={row} />
          ))}
        </tbody>
      </table>
      <h2>The hunt in ink</h2>
      <HuntReplay hunt={hunt} caches={caches} />
      <h2>Caches</h2>
      <ul className="cache-list">
        {caches.map((cache) => (
          <li key={`${cache.tileX} ${cache.tileY}`}>{cacheText(cache)}</li>
        ))}
      </ul>
    </>
  );
}

/** "silver at 120, 88: Anna, Ben" */
export function cacheText({ tier, tileX, tileY, mimic, found, by }: ShownCache): string {
  const what = mimic ? "mimic" : tier;
  const who = by.length > 0 ? by.join(", ") : found ? "found" : "never found";
  return `${what} at ${tileX}, ${tileY}: ${who}`;
}
