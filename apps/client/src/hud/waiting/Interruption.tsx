// The overlay that interrupts play: reconnecting with a countdown, replaced by another tab, or a page out of date.
import { type ReactNode, useEffect, useRef } from "react";
import type { Actions } from "../actions.ts";
import { type Phase, useHud } from "../hudStore.ts";
import { QueueLine } from "./QueueLine.tsx";
import { useSecondsUntil } from "./useSecondsUntil.ts";

type Interrupted = Extract<Phase, { at: "reconnecting" | "replaced" | "outdated" }>;

export function Interruption({ phase, actions }: { readonly phase: Interrupted; readonly actions: Actions }) {
  // A player who has not been welcomed yet has no position and no score to lose.
  const hasPlayed = useHud((state) => state.playerId !== undefined);
  switch (phase.at) {
    case "reconnecting":
      return (
        <Cover
          testId="reconnecting"
          title={phase.queue === undefined ? "Reconnecting…" : "The server is busy"}
        >
          <p>
            {phase.queue === undefined
              ? (phase.why ?? "The connection was lost.")
              : "Many players are joining right now."}
            {hasPlayed && " Your position and your treasure are safe."}
          </p>
          {phase.queue === undefined ? (
            <Countdown retryAtMs={phase.retryAtMs} />
          ) : (
            <QueueLine queue={phase.queue} />
          )}
          {phase.retryAtMs !== undefined && (
            <button type="button" className="play" data-testid="retry-now" onClick={actions.retryNow}>
              Retry now
            </button>
          )}
          <button type="button" className="plain" data-testid="leave" onClick={actions.leave}>
            Back to the start screen
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
        <Cover testId="outdated" title="Doubloon has been updated">
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

/** Modal, so that it lies over any dialog that was open, and nothing under it can be reached. Escape does not close it. */
function Cover({ testId, title, children }: CoverProps) {
  const cover = useRef<HTMLDialogElement>(null);
  const card = useRef<HTMLDivElement>(null);
  const open = (): void => {
    if (cover.current?.isConnected !== true) return;
    if (!cover.current.open) cover.current.showModal();
    // Not a button: the space bar that digs would press it.
    card.current?.focus();
  };
  useEffect(open, []);
  return (
    <dialog
      ref={cover}
      className="cover"
      role="alertdialog"
      aria-labelledby="cover-title"
      data-testid={testId}
      onCancel={(event) => event.preventDefault()}
      onClose={open}
    >
      <div ref={card} className="dialog cover-card" tabIndex={-1}>
        <h2 id="cover-title">{title}</h2>
        {children}
      </div>
    </dialog>
  );
}

function Countdown({ retryAtMs }: { readonly retryAtMs: number | undefined }) {
  const seconds = useSecondsUntil(retryAtMs ?? 0);
  if (retryAtMs === undefined) return <p className="countdown">Retrying now…</p>;
  // Not live: a screen reader would announce it every second.
  return (
    <p className="countdown" data-testid="countdown" aria-live="off">
      Retrying in {seconds} s
    </p>
  );
}
