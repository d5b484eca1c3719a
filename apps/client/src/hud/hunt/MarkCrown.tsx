// The last seconds of a hunt: everybody may mark where they think the crown lies, by a tap on the ground or where they stand.
import { MARK_TICKS } from "@doubloon/shared/hunt/rules";
import { since32 } from "@doubloon/shared/time";
import { type HuntState, huntStore, ownHunt, useHunt } from "../../hunting/huntStore.ts";
import { keysText } from "../../preferences/keyMap.ts";
import { usePreferences } from "../../preferences/preferences.ts";
import type { Actions } from "../actions.ts";
import { CROWN_TIER } from "./findText.ts";

/** Whether the crown may be marked now. */
export function mayMark(state: HuntState): boolean {
  const hunt = ownHunt(state);
  if (hunt?.phase !== "running" || hunt.paused || state.tick === undefined) return false;
  const left = since32(hunt.ends, state.tick);
  const isFound = state.finds.some((find) => find.hunt === hunt.hunt && find.tier === CROWN_TIER);
  return left > 0 && left <= MARK_TICKS && !isFound;
}

export function MarkCrown({ actions }: { readonly actions: Actions }) {
  const may = useHunt(mayMark);
  const marking = useHunt((state) => state.marking);
  const marked = useHunt((state) => state.marked);
  const keys = usePreferences((state) => state.keys.mark);
  if (!may) return null;
  return (
    <section
      className="panel mark-crown"
      aria-label="Mark the crown"
      data-testid="mark-crown"
      data-marked={marked !== undefined}
    >
      <p>
        {marked === undefined
          ? "Where is the crown? The nearer your mark, the more points."
          : "Marked. You may move your mark."}
      </p>
      <div className="mark-buttons">
        <button
          type="button"
          className="plain"
          aria-pressed={marking}
          data-testid="mark-tap"
          onClick={() => huntStore.setState({ marking: !marking })}
        >
          {marking ? "Now point at the ground" : "Point at the place"}
        </button>
        <button type="button" className="plain" data-testid="mark-here" onClick={actions.markHere}>
          Mark here <kbd>{keysText(keys)}</kbd>
        </button>
      </div>
    </section>
  );
}
