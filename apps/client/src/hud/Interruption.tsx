// What covers the hunt while it cannot go on: reconnecting with its countdown, another tab, a page out of date.
import { type ReactNode, useEffect, useRef } from "react";
import type { Actions } from "./App.tsx";
import { type Phase, useHud } from "./hudStore.ts";
import { QueueLine } from "./start/QueueLine.tsx";
import { useSecondsUntil } from "./start/useSecondsUntil.ts";

type Interrupted = Extract<Phase, { at: "reconnecting" | "replaced" | "outdated" }>;

export function Interruption({ phase, actions }: { readonly phase: Interrupted; readonly actions: Actions }) {
  // A newcomer has neither a place nor treasure yet.
  const known = useHud((state) => state.playerId !== undefined);
  switch (phase.at) {
    case "reconnecting":
      return (
        <Cover
          testId="reconnecting"
          title={phase.queue === undefined ? "Reconnecting…" : "The island is full just now"}
        >
          <p>
            {phase.queue === undefined
              ? (phase.why ?? "The connection was lost.")
              : "Many players are coming in at once."}
            {known && " Your place and your treasure are safe."}
          </p>
          {phase.queue === undefined ? (
            <Countdown retryAtMs={phase.retryAtMs} />
          ) : (
            <QueueLine queue={phase.queue} />
          )}
          {phase.retryAtMs !== undefined && (
            <button type="button" className="play" data-testid="retry-now" onClick={actions.retryNow}>
              Try now
            </button>
          )}
          <button type="button" className="plain" data-testid="leave" onClick={actions.leave}>
            Back to the start
          </button>
        </Cover>
      );
    case "replaced":
      return (
        <Cover testId="replaced" title="Playing elsewhere">
          <p>{phase.why}</p>
          <button type="button" className="play" data-testid="play-here" onClick={actions.playHere}>
            Play here
          </button>
        </Cover>
      );
    case "outdated":
      return (
        <Cover testId="outdated" title="There is a newer Doubloon">
          <p>{phase.why}</p>
          <button type="button" className="play" data-testid="reload" onClick={actions.reload}>
            Reload
          </button>
        </Cover>
      );
  }
}

interface CoverProps {
  readonly testId: string;
  readonly title: string;
  readonly children: ReactNode;
}

function Cover({ testId, title, children }: CoverProps) {
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => card.current?.focus(), []);
  return (
    <div className="cover" data-testid={testId}>
      <div
        ref={card}
        className="dialog cover-card"
        role="alertdialog"
        aria-labelledby="cover-title"
        tabIndex={-1}
      >
        <h2 id="cover-title">{title}</h2>
        {children}
      </div>
    </div>
  );
}

function Countdown({ retryAtMs }: { readonly retryAtMs: number | undefined }) {
  const seconds = useSecondsUntil(retryAtMs ?? 0);
  if (retryAtMs === undefined) return <p className="countdown">Trying now…</p>;
  // Read out once and not every second.
  return (
    <p className="countdown" data-testid="countdown" aria-live="off">
      Trying again in {seconds} s
    </p>
  );
}
