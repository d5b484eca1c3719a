// The bar beside the thumb: clues, detector, dig, tool, emotes. On a phone it lies at the bottom right.
import { ownClues, useHunt } from "../../hunting/huntStore.ts";
import type { Actions } from "../actions.ts";
import { DetectorButton } from "./DetectorButton.tsx";
import { DigButton } from "./DigButton.tsx";
import { PanelButton } from "./PanelButton.tsx";
import { ToolButton } from "./ToolButton.tsx";

export function ActionBar({ actions }: { readonly actions: Actions }) {
  const clues = useHunt((state) => ownClues(state).length);
  return (
    <section className="action-bar" aria-label="Actions">
      <DetectorButton actions={actions} />
      <DigButton actions={actions} />
      <div className="action-small">
        <PanelButton panel="clues" count={clues} />
        <PanelButton panel="emotes" />
        <ToolButton actions={actions} />
      </div>
    </section>
  );
}
