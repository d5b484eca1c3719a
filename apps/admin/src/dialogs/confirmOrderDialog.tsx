// Asks for confirmation of an order, gives it, and shows why it was refused, if so. What the order is, the caller says.
import { type ReactNode, useId, useState } from "react";
import { useModal } from "./useModal.ts";

interface ConfirmOrderDialogProps {
  readonly title: string;
  /** What confirming does, for people. */
  readonly children: ReactNode;
  /** The confirming button, before and while the order is under way. */
  readonly action: string;
  readonly underWay: string;
  /** The button that changes nothing. */
  readonly dismiss?: string;
  readonly testId: string;
  readonly order: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly text: string }>;
  readonly onClosed: () => void;
}

export function ConfirmOrderDialog(props: ConfirmOrderDialogProps) {
  const { title, children, action, underWay, dismiss = "Cancel", testId, order, onClosed } = props;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const titleId = useId();
  const { dialog, closed } = useModal(onClosed);

  async function confirm() {
    if (busy) return;
    setBusy(true);
    const outcome = await order();
    setBusy(false);
    if (outcome.ok) onClosed();
    else setProblem(outcome.text);
  }

  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={titleId} onClose={closed} data-testid={testId}>
      <h2 id={titleId}>{title}</h2>
      <p>{children}</p>
      <p role="status" className="order-problem">
        {problem}
      </p>
      <div className="dialog-buttons">
        {/* biome-ignore lint/a11y/noAutofocus: the harmless button gets the focus of the dialog. */}
        <button type="button" autoFocus onClick={onClosed}>
          {dismiss}
        </button>
        <button type="button" className="danger" aria-disabled={busy} onClick={confirm}>
          {busy ? underWay : action}
        </button>
      </div>
    </dialog>
  );
}
