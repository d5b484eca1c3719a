// Asks for the reason and cancels a hunt. Players see the reason, and the public log keeps it.

import {
  type AdminHunt,
  type HuntOrderOutcome,
  MAX_CANCEL_REASON,
} from "@doubloon/shared/protocol/adminHunts";
import { type FormEvent, useId, useState } from "react";
import { useModal } from "../dialogs/useModal.ts";
import { useHuntCalls } from "./huntCallsContext.ts";
import { huntStore, useHunts } from "./huntStore.ts";

export function CancelDialog() {
  const row = useHunts((state) => state.cancelling);
  return row?.hunt === undefined ? null : <Confirmation key={row.hunt} row={row} hunt={row.hunt} />;
}

function Confirmation({ row, hunt }: { readonly row: AdminHunt; readonly hunt: number }) {
  const { order } = useHuntCalls();
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<HuntOrderOutcome>();
  const titleId = useId();
  const reasonId = useId();

  async function cancel(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || reason.trim() === "") return;
    setBusy(true);
    setOutcome(await order({ act: "cancel", hunt, reason: reason.trim() }));
    setBusy(false);
  }

  const close = () => huntStore.setState({ cancelling: undefined });
  const { dialog, closed } = useModal(close);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onClose={closed}
      data-testid="cancel-dialog"
    >
      <h2 id={titleId}>Cancel {row.title}?</h2>
      <form className="account-form" onSubmit={cancel}>
        <p>The hunt ends without a podium. Its secret is published, and everybody sees the reason.</p>
        <div className="field">
          <label htmlFor={reasonId}>Reason</label>
          <input
            id={reasonId}
            type="text"
            value={reason}
            required
            maxLength={MAX_CANCEL_REASON}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
        <p role="status" className={outcome?.ok === false ? "order-problem" : undefined}>
          {outcome?.text}
        </p>
        <div className="dialog-buttons">
          <button type="button" onClick={close}>
            {outcome?.ok ? "Done" : "Keep it"}
          </button>
          {outcome?.ok !== true && (
            <button type="submit" className="danger" aria-disabled={busy || reason.trim() === ""}>
              {busy ? "Cancelling…" : "Cancel the hunt"}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
