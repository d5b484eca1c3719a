// Emotes in a row and quick phrases under it. What is chosen is a number on the wire; every page shows it in its own
// language, and nobody types. It opens below the middle of the screen, so that the player stays in sight.

import { Pose } from "@doubloon/shared/hunt/pose";
import { EMOTES, PHRASES } from "@doubloon/shared/hunt/rules";
import { useEffect } from "react";
import { languageOf, phraseTables } from "../../hunting/phrases.ts";
import { takesKeys } from "../../input/keyFocus.ts";
import type { Actions } from "../actions.ts";
import { CloseButton } from "../CloseButton.tsx";
import { closePanel, usePanels } from "../panelStore.ts";
import { EmotePicture } from "./EmotePicture.tsx";

export function EmotePanel({ actions }: { readonly actions: Actions }) {
  const open = usePanels((state) => state.open === "emotes");
  return open ? <OpenPanel actions={actions} /> : null;
}

function OpenPanel({ actions }: { readonly actions: Actions }) {
  const language = languageOf(navigator.languages);
  const { emotes, phrases } = phraseTables[language];
  const show = (pose: number): void => {
    actions.emote(pose);
    closePanel();
  };
  useEffect(() => {
    const choose = (event: KeyboardEvent): void => {
      const [, digit] = /^(?:Digit|Numpad)([1-8])$/.exec(event.code) ?? [];
      if (digit === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      if (takesKeys(event.target)) return;
      event.preventDefault();
      actions.emote(Pose.firstEmote + Number(digit) - 1);
      closePanel();
    };
    window.addEventListener("keydown", choose);
    return () => window.removeEventListener("keydown", choose);
  }, [actions]);
  return (
    <section
      id="panel-emotes"
      className="panel emotes"
      aria-label="Emotes and phrases"
      data-testid="emotes"
      lang={language}
    >
      <div className="emote-row">
        {Array.from({ length: EMOTES }, (_, i) => (
          <button
            key={emotes[i]}
            type="button"
            className="emote"
            data-testid={`emote-${i}`}
            aria-label={`${emotes[i]}, ${i + 1}`}
            title={`${emotes[i]} (${i + 1})`}
            onClick={() => show(Pose.firstEmote + i)}
          >
            <EmotePicture emote={i} />
            <span className="emote-key" aria-hidden="true">
              {i + 1}
            </span>
          </button>
        ))}
      </div>
      <ul className="phrases">
        {Array.from({ length: PHRASES }, (_, i) => (
          <li key={phrases[i]}>
            <button
              type="button"
              className="phrase"
              data-testid={`phrase-${i}`}
              onClick={() => show(Pose.firstPhrase + i)}
            >
              {phrases[i]}
            </button>
          </li>
        ))}
      </ul>
      <CloseButton label="Close emotes" className="emotes-close" onClick={closePanel} />
    </section>
  );
}
