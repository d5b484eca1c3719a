// The podium: the first three, the player's own place, the near miss, the hunt drawn as ink, links to results and fairness.
import type { Podium, RankingRow } from "@doubloon/shared/protocol/huntEvents";
import { useEffect, useRef, useState } from "react";
import { huntStore, isLive, useHunt } from "../../hunting/huntStore.ts";
import { secondsUntil } from "../../hunting/huntTimes.ts";
import type { Actions } from "../actions.ts";
import { Row } from "../boards/RankingTable.tsx";
import { useSecondsUntilDate } from "../hunt/useSecondsUntilDate.ts";
import { HuntReplay } from "../replay/HuntReplay.tsx";
import { shownNearMiss } from "./nearMiss.ts";
import { foundText, liveText, nextText, ownPlaceText } from "./podiumText.ts";
import { fairAddress, resultsAddress } from "./resultsAddress.ts";

export function PodiumDialog({ actions }: { readonly actions: Actions }) {
  const podium = useHunt((state) => state.podium);
  return podium === undefined ? null : <OpenPodium key={podium.hunt} podium={podium} actions={actions} />;
}

function OpenPodium({ podium, actions }: { readonly podium: Podium; readonly actions: Actions }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    actions.releaseControls();
    const element = dialog.current;
    element?.showModal();
    // Not the button: whoever digs just now would press it with the space bar.
    heading.current?.focus();
    return () => element?.close();
  }, [actions]);
  const close = (): void => huntStore.setState({ podium: undefined });
  return (
    <dialog
      ref={dialog}
      className="dialog podium"
      aria-labelledby="podium-title"
      data-testid="podium"
      onClose={close}
    >
      <h2 id="podium-title" ref={heading} tabIndex={-1}>
        {podium.title}
      </h2>
      <Steps top={podium.top} own={podium.me?.name} />
      <OwnPlace podium={podium} />
      <NearMissCard />
      <HuntReplay hunt={podium.hunt} caches={podium.caches} />
      {podium.teams.length > 0 && (
        <table className="ranking" data-testid="podium-teams">
          <caption>Teams</caption>
          <tbody>
            {podium.teams.map((row) => (
              <Row key={`${row.rank} ${row.name}`} row={row} />
            ))}
          </tbody>
        </table>
      )}
      <p className="podium-links">
        <a
          href={podium.resultUrl === "" ? resultsAddress(podium.hunt) : podium.resultUrl}
          target="_blank"
          rel="noopener"
          data-testid="results-link"
        >
          Results
        </a>
        <a href={fairAddress(podium.hunt)} target="_blank" rel="noopener" data-testid="fair-link">
          Check that it was fair
        </a>
      </p>
      <NextLine after={podium.hunt} />
      <button
        type="button"
        className="play podium-close"
        data-testid="podium-close"
        onClick={() => dialog.current?.close()}
      >
        Back to the island
      </button>
    </dialog>
  );
}

/** The steps of at most three; the first stands between the others. Equal ranks stand equally high. */
export function Steps({
  top,
  own,
}: {
  readonly top: readonly RankingRow[];
  readonly own?: string | undefined;
}) {
  const shown = top.filter(({ points }) => points > 0);
  if (shown.length === 0) return <p className="soft">Nobody found anything this time.</p>;
  return (
    <ol className="steps" aria-label="The first three">
      {shown.map((row) => (
        <li
          key={`${row.rank} ${row.name}`}
          className={`step step-${Math.min(3, row.rank)}${row.name === own ? " step-me" : ""}`}
          data-testid="podium-step"
          data-rank={row.rank}
        >
          <span className="step-name">{row.name}</span>
          <span className="step-points">{row.points.toLocaleString("en")}</span>
          <span className="step-block">{row.rank}</span>
        </li>
      ))}
    </ol>
  );
}

function OwnPlace({ podium }: { readonly podium: Podium }) {
  return (
    <p
      className="own-place"
      data-testid={podium.me === undefined ? undefined : "own-place"}
      data-rank={podium.me?.rank}
    >
      {ownPlaceText(podium)} {foundText(podium.caches)}
    </p>
  );
}

/** The hunt that comes next, or is on already: the dialog covers the banner that says so. */
function NextLine({ after }: { readonly after: number }) {
  const live = useHunt(({ hunts }) => hunts.find((hunt) => hunt.hunt > after && isLive(hunt)));
  const seconds = useHunt(({ tick }) =>
    live === undefined || tick === undefined ? 0 : secondsUntil(live.phaseEnds, tick),
  );
  const next = useHunt((state) => state.next);
  const secondsToNext = useSecondsUntilDate(next?.atMs ?? 0);
  const line = live === undefined ? nextText(next, secondsToNext) : liveText(live, seconds);
  return line === undefined ? null : (
    <p className="podium-next" data-testid="podium-next">
      {line}
    </p>
  );
}

function NearMissCard() {
  const now = useHunt(shownNearMiss);
  // Once the hunt is archived, the server no longer tells when it began.
  const [first] = useState(now);
  const text = first ?? now;
  return text === undefined ? null : (
    <p className="near-miss" data-testid="near-miss">
      {text}
    </p>
  );
}
