// Asks for confirmation, starts the drain of a gateway and shows why it cannot be started, if so.
import { useId, useState } from "react";
import { useModal } from "../dialogs/useModal.ts";
import { useOrders } from "../orders/ordersContext.ts";

interface DrainDialogProps {
  readonly gateway: string;
  readonly players: number;
  readonly onClosed: () => void;
}

export function DrainDialog({ gateway, players, onClosed }: DrainDialogProps) {
  const { drain } = useOrders();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const titleId = useId();
  const { dialog, closed } = useModal(onClosed);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    const outcome = await drain(gateway, "start");
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
      data-testid="drain-dialog"
    >
      <h2 id={titleId}>Drain {gateway}?</h2>
      <p>
        It takes no new players and moves its {players.toLocaleString("en")} to the other gateways, each
        within a second or two; they see one line that says so. Then its process ends.
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
          {busy ? "Starting…" : "Drain"}
        </button>
      </div>
    </dialog>
  );
}
