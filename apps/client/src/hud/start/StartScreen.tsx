// Where a hunt begins: a name and a button. Shows why the server did not let the player in, if it did not.
import { MAX_NAME_CHARS } from "@doubloon/shared/names";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { Actions } from "../App.tsx";
import type { ShownQueue } from "../hudStore.ts";
import { Scenery } from "../Scenery.tsx";
import { QueueLine } from "./QueueLine.tsx";

export interface StartScreenProps {
  readonly actions: Actions;
  readonly firstName: string;
  readonly refusal: string | undefined;
  readonly joining: boolean;
  /** Others who are joining too, if one has to wait for them. */
  readonly queue?: ShownQueue | undefined;
}

export function StartScreen({ actions, firstName, refusal, joining, queue }: StartScreenProps) {
  const [name, setName] = useState(firstName);
  const [complaint, setComplaint] = useState(refusal);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => setComplaint(refusal), [refusal]);
  useEffect(() => {
    // On a touch screen the keyboard would cover half the page at once.
    if (window.matchMedia("(pointer: fine)").matches) field.current?.select();
  }, []);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setComplaint(actions.play(name));
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
          One archipelago, everybody in it, and treasure that lies where you look first.
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
            aria-invalid={complaint !== undefined}
            aria-describedby="name-complaint"
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
        <p id="name-complaint" className="complaint" role="alert" data-testid="refusal">
          {complaint}
        </p>
        <button type="submit" className="play" data-testid="play" disabled={joining}>
          {joining ? "Setting sail…" : "Play"}
        </button>
        {queue && <QueueLine queue={queue} />}
        <ul className="hints">
          <li>
            <kbd>W</kbd>
            <kbd>A</kbd>
            <kbd>S</kbd>
            <kbd>D</kbd> or arrow keys to walk
          </li>
          <li>Click or tap a place to go there, hold to steer</li>
          <li>Walk over treasure to take it</li>
        </ul>
      </form>
    </main>
  );
}
