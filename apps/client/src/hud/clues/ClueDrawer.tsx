// The clues to the player's thread, the newest wave first: the torn piece of chart, the riddle, the hints that halve the area.
import type { Clue, HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { useShallow } from "zustand/react/shallow";
import { ownClues, ownHunt, useHunt } from "../../hunting/huntStore.ts";
import { secondsUntil } from "../../hunting/huntTimes.ts";
import type { Actions } from "../actions.ts";
import { Drawer } from "../Drawer.tsx";
import { hintText } from "./hintText.ts";
import { PieceCanvas } from "./PieceCanvas.tsx";
import { shownClues } from "./shownClues.ts";

export function ClueDrawer({ actions }: { readonly actions: Actions }) {
  return (
    <Drawer panel="clues" title="Clues">
      <Clues actions={actions} />
    </Drawer>
  );
}

function Clues({ actions }: { readonly actions: Actions }) {
  const clues = useHunt(useShallow(ownClues));
  const hunt = useHunt(ownHunt);
  const tuned = useHunt(({ hunter }) => hunter !== undefined && hunter.thread !== 0);
  const retuneSeconds = useHunt(({ hunter, tick }) =>
    hunter === undefined || tick === undefined ? 0 : secondsUntil(hunter.retuneFrom, tick),
  );
  return (
    <div className="clues">
      {clues.length === 0 && <p className="soft">{noCluesText(hunt, tuned)}</p>}
      {shownClues(clues).map((clue, i) => (
        <ClueView key={`${clue.kind} ${clue.thread} ${clue.wave} ${i}`} clue={clue} />
      ))}
      {hunt === undefined && <Daily actions={actions} />}
      {tuned && hunt?.phase === "running" && (
        <button
          type="button"
          className="plain"
          data-testid="retune"
          disabled={retuneSeconds > 0}
          onClick={() => actions.hunting({ type: "retune" })}
        >
          {retuneSeconds > 0 ? `Tune to another cache in ${retuneSeconds} s` : "Tune to another cache"}
        </button>
      )}
    </div>
  );
}

/** The cache of the day, which everybody looks for alone between hunts. */
function Daily({ actions }: { readonly actions: Actions }) {
  const solo = useHunt((state) => state.hunter?.solo);
  if (solo === "tutorial") return null;
  return (
    <button
      type="button"
      className="plain"
      data-testid="daily"
      onClick={() => actions.hunting({ type: "solo", act: solo === "daily" ? "end" : "daily" })}
    >
      {solo === "daily" ? "Give up today's cache" : "Look for today's cache on your own"}
    </button>
  );
}

/** Why there are no clues. */
export function noCluesText(hunt: HuntSummary | undefined, tuned: boolean): string {
  if (hunt === undefined) return "Clues come during a hunt. Walk into its zone to take part.";
  if (hunt.phase === "announced" || hunt.phase === "countdown")
    return "The first clues come when the hunt begins.";
  return tuned
    ? "No clue to this cache yet. The detector helps."
    : "Your detector is not tuned to a cache now.";
}

function ClueView({ clue }: { readonly clue: Clue }) {
  switch (clue.kind) {
    case "piece":
      return (
        <figure className="clue" data-testid="clue-piece">
          <PieceCanvas layers={clue.layers} turned={clue.turned} />
          <figcaption className="soft">
            A torn piece of the chart. The cache lies somewhere on it.
            {clue.turned && " It does not show which way is north."}
          </figcaption>
        </figure>
      );
    case "riddle":
      return (
        <blockquote className="clue clue-riddle" data-testid="clue-riddle">
          {clue.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </blockquote>
      );
    case "hint":
      return (
        <p className="clue clue-hint" data-testid="clue-hint">
          {hintText(clue.area)}
        </p>
      );
  }
}
