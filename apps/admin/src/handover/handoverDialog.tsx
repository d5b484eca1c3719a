// Asks for confirmation, begins the handover and shows why it cannot begin, if so.
import { useId, useState } from "react";
import { useModal } from "../dialogs/useModal.ts";
import { useOrders } from "../orders/ordersContext.ts";

export function HandoverDialog({ onClosed }: { readonly onClosed: () => void }) {
  const { handOver } = useOrders();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const titleId = useId();
  const { dialog, closed } = useModal(onClosed);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    const outcome = await handOver();
    setBusy(false);
    if (outcome.ok) onClosed();
    else setProblem(outcome.text);
  }

  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={titleId}
      onClose={closed}
      data-testid="handover-dialog"
    >
      <h2 id={titleId}>Hand the world over?</h2>
      <p>
        The world stops for about half a second and goes on at the machine that stands by. Players stay
        connected. This machine stands by afterwards.
      </p>
      <p role="status" className="order-problem">
        {problem}
      </p>
      <div className="dialog-buttons">
        {/* biome-ignore lint/a11y/noAutofocus: the harmless button gets the focus of the dialog. */}
        <button type="button" autoFocus onClick={onClosed}>
          Cancel
        </button>
        <button type="button" className="danger" aria-disabled={busy} onClick={confirm}>
          {busy ? "Beginning…" : "Hand over"}
        </button>
      </div>
    </dialog>
  );
}
