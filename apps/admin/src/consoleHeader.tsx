// The console's header: connection state, the world's tick, players online, account and sign-out.
import { useEffect, useState } from "react";
import { AccountDialog } from "./account/accountDialog.tsx";
import { type LinkState, useAdmin } from "./adminStore.ts";
import { formatClock, formatCount } from "./format.ts";
import type { AdminSession } from "./net/adminSession.ts";
import { panels } from "./panels/index.ts";

const LINK_TEXT: Record<LinkState, string> = {
  connecting: "Connecting…",
  live: "Live",
  reconnecting: "Reconnecting…",
};

export function ConsoleHeader({ session, name }: { session: AdminSession; name: string }) {
  const link = useAdmin((state) => state.link);
  const newest = useAdmin((state) => state.samples.at(-1));
  const [problem, setProblem] = useState<string>();

  // A failed sign-out is reported only until the server is back.
  useEffect(() => {
    if (link === "live") setProblem(undefined);
  }, [link]);

  return (
    <header className="head">
      <h1>
        <img src={`${import.meta.env.BASE_URL}coin.svg`} alt="" width="24" height="24" />
        Doubloon console
      </h1>
      <p className={`link link-${link}`} role="status" data-testid="link-state">
        {LINK_TEXT[link]}
      </p>
      <dl className="head-figures">
        <div>
          <dt>Tick</dt>
          <dd data-testid="server-tick">{newest === undefined ? "–" : formatCount(newest.tick)}</dd>
        </div>
        <div>
          <dt>Online</dt>
          <dd data-testid="players-online">{newest === undefined ? "–" : formatCount(newest.online)}</dd>
        </div>
      </dl>
      <p className="who">{name}</p>
      <AccountDialog session={session} name={name} />
      <button type="button" onClick={async () => setProblem((await session.signOut())?.text)}>
        Sign out
      </button>
      {problem !== undefined && (
        <p className="head-problem" role="alert">
          You are still signed in. {problem}
        </p>
      )}
      {link === "reconnecting" && (
        <p className="head-problem" data-testid="stale-note">
          The server cannot be reached.{" "}
          {newest === undefined ? "" : `These figures are from ${formatClock(newest.at)}.`}
        </p>
      )}
      <nav className="jumps" aria-label="Panels">
        {panels.map(({ id, title }) => (
          <a key={id} href={`#panel-${id}`}>
            {title}
          </a>
        ))}
      </nav>
    </header>
  );
}
