// The buttons of one hunt: what a game master may do in its phase.
import type { AdminHunt, HuntOrder, HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { useState } from "react";
import { useHuntCalls } from "./huntCallsContext.ts";
import { huntStore } from "./huntStore.ts";
import { hasResults, isLive } from "./phases.ts";

/** By how much one press extends a hunt, in seconds. */
const EXTEND_SECONDS = 120;

interface Props {
  readonly row: AdminHunt;
  readonly onOutcome: (outcome: HuntOrderOutcome) => void;
}

export function HuntActs({ row, onOutcome }: Props) {
  const { order, caches } = useHuntCalls();
  const [busy, setBusy] = useState(false);
  const { hunt, title, paused, phase, definition } = row;

  async function give(act: HuntOrder) {
    if (busy) return;
    setBusy(true);
    const outcome = await order(act);
    setBusy(false);
    onOutcome(outcome);
  }

  async function showPlaces(number: number) {
    if (busy) return;
    setBusy(true);
    const answer = await caches(number);
    setBusy(false);
    if (!answer.ok) return onOutcome(answer);
    huntStore.setState({ places: { hunt: number, caches: answer.value }, watching: true });
    onOutcome({
      ok: true,
      text: `${title}: the places are on the live map. The opening is in the audit list.`,
    });
  }

  const button = (label: string, act: () => void, danger = false) => (
    <button
      type="button"
      className={danger ? "row-action danger" : "row-action"}
      aria-label={`${label}: ${title}`}
      aria-disabled={busy}
      onClick={act}
    >
      {label}
    </button>
  );

  if (hunt === undefined) return button("Start now", () => give({ act: "start", definition }));
  return (
    <span className="hunt-acts">
      {isLive(row) && (
        <>
          {paused
            ? button("Resume", () => give({ act: "resume", hunt }))
            : button("Pause", () => give({ act: "pause", hunt }))}
          {phase === "running" &&
            button("+2 min", () => give({ act: "extend", hunt, seconds: EXTEND_SECONDS }))}
          {phase === "running" && button("Hint", () => give({ act: "releaseHint", hunt }))}
          {phase !== "announced" && button("Places", () => showPlaces(hunt))}
          {phase === "running" && button("End", () => huntStore.setState({ ending: row }), true)}
          {button("Cancel", () => huntStore.setState({ cancelling: row }), true)}
        </>
      )}
      {hasResults(row) && button("Results", () => huntStore.setState({ resultsOf: hunt }))}
    </span>
  );
}
