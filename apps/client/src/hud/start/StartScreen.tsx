// The start screen: a name field and a Play button. Shows the reason if the name or the player is rejected.
import { MAX_NAME_CHARS } from "@doubloon/shared/names";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Actions } from "../actions.ts";
import type { ShownQueue } from "../hudStore.ts";
import { QueueLine } from "../waiting/QueueLine.tsx";
import { HuntOnLine } from "./HuntOnLine.tsx";
import { Scenery } from "./Scenery.tsx";

interface StartScreenProps {
  readonly actions: Actions;
  readonly firstName: string;
  readonly refusal: string | undefined;
  readonly joining: boolean;
  /** The queue, while the player has to wait in it. */
  readonly queue?: ShownQueue | undefined;
}

export function StartScreen({ actions, firstName, refusal, joining, queue }: StartScreenProps) {
  const [name, setName] = useState(firstName);
  const [rejection, setRejection] = useState(refusal);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setRejection(refusal), [refusal]);
  useEffect(() => {
    // Not on touch screens, where the on-screen keyboard would cover half the page.
    if (window.matchMedia("(pointer: fine)").matches) field.current?.select();
  }, []);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setRejection(actions.play(name));
  };

  return (
    <main className="start" data-testid="start-screen">
      <Scenery />
      <form className="start-card" onSubmit={submit} aria-busy={joining}>
        <h1 className="title">
          D<span className="title-coin" aria-hidden="true" />
          <span className="unseen">o</span>ubl
          <span className="title-coin" aria-hidden="true" />
          <span className="title-coin" aria-hidden="true" />
          <span className="unseen">oo</span>n
        </h1>
        <p className="tagline">
          A treasure hunt with everyone on the same islands. Read the detector, shade the chart, dig.
        </p>
        <label className="name-label" htmlFor="name">
          Your name
        </label>
        <div className="name-row">
          <input
            id="name"
            ref={field}
            className="name-field"
            data-testid="name-input"
            value={name}
            onChange={(event) => setName(event.target.value)}
            maxLength={4 * MAX_NAME_CHARS}
            autoComplete="off"
            autoCapitalize="words"
            spellCheck={false}
            disabled={joining}
            aria-invalid={rejection !== undefined}
            aria-describedby="name-rejection"
          />
          <button
            type="button"
            className="dice"
            data-testid="suggest-name"
            onClick={() => setName(actions.suggest())}
            disabled={joining}
            aria-label="Suggest another name"
            title="Suggest another name"
          >
            <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
              <rect x="3" y="3" width="18" height="18" rx="4" fill="currentColor" />
              <g fill="#5a3208">
                <circle cx="8" cy="8" r="1.8" />
                <circle cx="16" cy="8" r="1.8" />
                <circle cx="12" cy="12" r="1.8" />
                <circle cx="8" cy="16" r="1.8" />
                <circle cx="16" cy="16" r="1.8" />
              </g>
            </svg>
          </button>
        </div>
        <p id="name-rejection" className="rejection" role="alert" data-testid="refusal">
          {rejection}
        </p>
        <button type="submit" className="play" data-testid="play" disabled={joining}>
          {joining ? "Joining…" : "Play"}
        </button>
        {queue ? <QueueLine queue={queue} /> : <HuntOnLine />}
        <ul className="hints">
          <li className="for-keys">
            <kbd>W</kbd>
            <kbd>A</kbd>
            <kbd>S</kbd>
            <kbd>D</kbd> or arrow keys to walk
          </li>
          <li className="for-keys">Click a spot to walk there, or hold to steer</li>
          <li className="for-touch">Tap a spot to walk there, or hold to steer</li>
          <li>Walk over treasure to pick it up</li>
        </ul>
      </form>
    </main>
  );
}
