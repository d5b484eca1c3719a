// The game master's own account: changing the password, which requires the present one, and signing out everywhere. Keeps
// no password once it has been sent.
import { MAX_PASSWORD, MIN_PASSWORD } from "@doubloon/shared/protocol/admin";
import { type FormEvent, useId, useRef, useState } from "react";
import type { AdminSession } from "../net/adminSession.ts";

/** The outcome of the last request. */
interface Outcome {
  readonly ok: boolean;
  readonly text: string;
}

export function AccountDialog({ session, name }: { readonly session: AdminSession; readonly name: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const titleId = useId();

  const open = () => {
    setOutcome(undefined);
    dialog.current?.showModal();
  };

  async function change(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const fields = new FormData(event.currentTarget);
    const [present, password, again] = ["present", "password", "again"].map((key) => String(fields.get(key)));
    if (password !== again) {
      setOutcome({ ok: false, text: "The new passwords differ." });
      return;
    }
    setBusy(true);
    const refusal = await session.changePassword(present, password);
    setBusy(false);
    if (refusal === undefined) form.current?.reset();
    setOutcome(
      refusal === undefined
        ? { ok: true, text: "The password has been changed. You are signed out everywhere else." }
        : { ok: false, text: refusal.text },
    );
  }

  async function signOutEverywhere() {
    if (busy) return;
    setBusy(true);
    const refusal = await session.signOutEverywhere();
    setBusy(false);
    if (refusal !== undefined) setOutcome({ ok: false, text: `You are still signed in. ${refusal.text}` });
  }

  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={open}>
        Account
      </button>
      <dialog
        ref={dialog}
        className="dialog"
        aria-labelledby={titleId}
        data-testid="account-dialog"
        onClose={() => form.current?.reset()}
      >
        <h2 id={titleId}>Account of {name}</h2>
        <form ref={form} className="account-form" onSubmit={change}>
          <input type="hidden" name="username" autoComplete="username" value={name} />
          <PasswordField name="present" label="Current password" autoComplete="current-password" />
          <PasswordField
            name="password"
            label={`New password, at least ${MIN_PASSWORD} characters`}
            autoComplete="new-password"
            minLength={MIN_PASSWORD}
          />
          <PasswordField name="again" label="New password once more" autoComplete="new-password" />
          <p
            role="status"
            className={outcome?.ok === false ? "order-problem" : undefined}
            data-testid="account-answer"
          >
            {outcome?.text}
          </p>
          <button type="submit" className="primary" aria-disabled={busy}>
            Change password
          </button>
        </form>
        <div className="dialog-buttons">
          <button type="button" className="danger" aria-disabled={busy} onClick={signOutEverywhere}>
            Sign out everywhere
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </dialog>
    </>
  );
}

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly minLength?: number;
}

function PasswordField({ name, label, autoComplete, minLength }: PasswordFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="password"
        autoComplete={autoComplete}
        required
        minLength={minLength}
        maxLength={MAX_PASSWORD}
      />
    </div>
  );
}
