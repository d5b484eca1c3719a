// The bar beside the thumb: clues, detector, dig, tool, emotes. On a phone it lies at the bottom right.
import type { Clue } from "@doubloon/shared/protocol/huntEvents";
import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { ownClues, useHunt } from "../../hunting/huntStore.ts";
import type { Actions } from "../actions.ts";
import { usePanels } from "../panelStore.ts";
import { DetectorButton } from "./DetectorButton.tsx";
import { DigButton } from "./DigButton.tsx";
import { PanelButton } from "./PanelButton.tsx";
import { ToolButton } from "./ToolButton.tsx";
import { unreadClues } from "./unreadClues.ts";

export function ActionBar({ actions }: { readonly actions: Actions }) {
  const clues = useHunt(useShallow(ownClues));
  const open = usePanels((state) => state.open === "clues");
  const [seen, setSeen] = useState<Clue>();
  const newest = clues.at(-1);
  useEffect(() => {
    if (open) setSeen(newest);
  }, [open, newest]);
  return (
    <section className="action-bar" aria-label="Actions">
      <DetectorButton actions={actions} />
      <DigButton actions={actions} />
      <div className="action-small">
        <PanelButton panel="clues" count={unreadClues(clues, seen)} />
        <PanelButton panel="emotes" />
        <ToolButton actions={actions} />
      </div>
    </section>
  );
}
