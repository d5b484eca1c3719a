// The sign-in page: name and password.
import { type FormEvent, useId, useRef, useState } from "react";
import type { ApiRefusal } from "../net/adminApi.ts";
import type { AdminSession } from "../net/adminSession.ts";

export function SignInPage({ session, expired }: { session: AdminSession; expired: boolean }) {
  const [refusal, setRefusal] = useState<ApiRefusal>();
  const [busy, setBusy] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const nameId = useId();
  const passwordId = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setRefusal(undefined);
    const answer = await session.signIn(String(fields.get("name")).trim(), String(fields.get("password")));
    setBusy(false);
    setRefusal(answer);
    if (answer?.code === "wrongPassword") password.current?.select();
  }

  return (
    <main className="sign-in">
      <form className="sign-in-card" onSubmit={submit}>
        <h1>
          <img src={`${import.meta.env.BASE_URL}coin.svg`} alt="" width="32" height="32" />
          Doubloon console
        </h1>
        {expired && <p className="sign-in-note">Your session is over. Please sign in again.</p>}
        <div className="field">
          <label htmlFor={nameId}>Name</label>
          {/* biome-ignore lint/a11y/noAutofocus: the page is this form. */}
          <input id={nameId} name="name" autoComplete="username" required maxLength={64} autoFocus />
        </div>
        <div className="field">
          <label htmlFor={passwordId}>Password</label>
          <input
            id={passwordId}
            ref={password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            maxLength={256}
          />
        </div>
        <p className="sign-in-error" role="alert" data-testid="sign-in-error">
          {refusal && explain(refusal)}
        </p>
        <button type="submit" className="primary" aria-disabled={busy}>
          {busy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}

function explain({ text, retryAfterMs }: ApiRefusal): string {
  return retryAfterMs === undefined ? text : `${text} Try again in ${Math.ceil(retryAfterMs / 1_000)} s.`;
}
