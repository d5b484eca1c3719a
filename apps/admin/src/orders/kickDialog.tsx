// Asks for confirmation, kicks the player and shows the outcome.
import { useId, useState } from "react";
import { adminStore, type KickCandidate, useAdmin } from "../adminStore.ts";
import { useModal } from "../dialogs/useModal.ts";
import type { OrderAnswer } from "../net/adminFeed.ts";
import { useOrders } from "./ordersContext.ts";

export function KickDialog() {
  const candidate = useAdmin((state) => state.kicking);
  // Each candidate has its own dialog, so no answer is shown under another name.
  return candidate && <Confirmation key={candidate.playerId} candidate={candidate} />;
}

function Confirmation({ candidate }: { readonly candidate: KickCandidate }) {
  const { kick } = useOrders();
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<OrderAnswer>();
  const titleId = useId();

  async function confirm() {
    if (busy) return;
    setBusy(true);
    setAnswer(await kick(candidate.playerId));
    setBusy(false);
  }

  const close = () => adminStore.getState().askToKick(undefined);
  const { dialog, closed } = useModal(close);
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
          The connection is closed, and the player is told that a game master asked them to leave. The player
          keeps treasure and rank and may reconnect.
        </p>
      ) : (
        <p role="status" className={answer.ok ? undefined : "order-problem"} data-testid="kick-answer">
          {answer.ok ? outcomeOf(candidate.name, answer.reached) : answer.text}
        </p>
      )}
      <div className="dialog-buttons">
        {answer === undefined ? (
          <>
            {/* biome-ignore lint/a11y/noAutofocus: the harmless button gets the focus of the dialog. */}
            <button type="button" autoFocus onClick={close}>
              Cancel
            </button>
            <button type="button" className="danger" aria-disabled={busy} onClick={confirm}>
              {busy ? "Kicking…" : "Kick"}
            </button>
          </>
        ) : (
          // biome-ignore lint/a11y/noAutofocus: the button that had the focus is gone.
          <button type="button" autoFocus onClick={close}>
            Done
          </button>
        )}
      </div>
    </dialog>
  );
}

function outcomeOf(name: string, reached: number): string {
  return reached > 0 ? `${name} was asked to leave.` : `${name} was no longer connected.`;
}
