// Asks whether a player is really to be kicked, does it, and says what came of it.
import { useEffect, useId, useRef, useState } from "react";
import { adminStore, type KickCandidate, useAdmin } from "../adminStore.ts";
import type { OrderAnswer } from "../net/adminFeed.ts";
import { useOrders } from "./ordersContext.ts";

export function KickDialog() {
  const candidate = useAdmin((state) => state.kicking);
  // A dialog of its own for each candidate, so that no answer is shown under another name.
  return candidate && <Confirmation key={candidate.playerId} candidate={candidate} />;
}

function Confirmation({ candidate }: { readonly candidate: KickCandidate }) {
  const { kick } = useOrders();
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<OrderAnswer>();
  const titleId = useId();

  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    setAnswer(await kick(candidate.playerId));
    setBusy(false);
  }

  const close = () => adminStore.getState().askToKick(undefined);
  // React's strict mode closes and opens again at once; word of that closing comes when it is open once more.
  const closed = () => dialog.current?.open === false && close();
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onClose={closed}
      data-testid="kick-dialog"
    >
      <h2 id={titleId}>
        {answer === undefined && "Kick "}
        <span className="kick-name">{candidate.name}</span>
        {answer === undefined && "?"}
      </h2>
      {answer === undefined ? (
        <p>
          The connection is closed, and the player is told that a game master asked them to leave. Treasure
          and rank stay theirs, and they may come back.
        </p>
      ) : (
        <p role="status" className={answer.ok ? undefined : "order-problem"} data-testid="kick-answer">
          {answer.ok ? outcomeOf(candidate.name, answer.reached) : answer.text}
        </p>
      )}
      <div className="dialog-buttons">
        {answer === undefined ? (
          <>
            {/* biome-ignore lint/a11y/noAutofocus: what does no harm has the focus of a dialog. */}
            <button type="button" autoFocus onClick={close}>
              Cancel
            </button>
            <button type="button" className="danger" aria-disabled={busy} onClick={confirm}>
              {busy ? "Kicking…" : "Kick"}
            </button>
          </>
        ) : (
          // biome-ignore lint/a11y/noAutofocus: the button that had the focus has gone.
          <button type="button" autoFocus onClick={close}>
            Done
          </button>
        )}
      </div>
    </dialog>
  );
}

function outcomeOf(name: string, reached: number): string {
  return reached > 0 ? `${name} was asked to leave.` : `${name} was not connected any more.`;
}
