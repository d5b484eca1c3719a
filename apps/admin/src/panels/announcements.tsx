// Sends a line of text to every player, at every gateway.
import { MAX_ANNOUNCEMENT } from "@doubloon/shared/protocol/admin";
import type { Notice } from "@doubloon/shared/protocol/events";
import { type FormEvent, useId, useState } from "react";
import { formatCount } from "../format.ts";
import type { OrderAnswer } from "../net/adminFeed.ts";
import { useOrders } from "../orders/ordersContext.ts";
import type { Panel } from "./panel.ts";

const KINDS: readonly { readonly kind: Notice["kind"]; readonly label: string }[] = [
  { kind: "info", label: "News" },
  { kind: "warning", label: "Warning" },
];

function Announcements() {
  const { announce } = useOrders();
  const [text, setText] = useState("");
  const [kind, setKind] = useState<Notice["kind"]>("info");
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<OrderAnswer>();
  const textId = useId();
  const kindId = useId();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const line = text.trim();
    if (busy || line === "") return;
    setBusy(true);
    const given = await announce({ kind, text: line });
    setBusy(false);
    setAnswer(given);
    if (given.ok) setText("");
  }

  return (
    <form className="announce" onSubmit={submit}>
      <div className="field announce-text">
        <label htmlFor={textId}>Line to show to every player</label>
        <input
          id={textId}
          type="text"
          value={text}
          required
          maxLength={MAX_ANNOUNCEMENT}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={kindId}>Shown as</label>
        <select
          id={kindId}
          value={kind}
          onChange={(event) => setKind(KINDS[event.target.selectedIndex].kind)}
        >
          {KINDS.map((row) => (
            <option key={row.kind} value={row.kind}>
              {row.label}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="primary" aria-disabled={busy || text.trim() === ""}>
        {busy ? "Announcing…" : "Announce"}
      </button>
      <p
        role="status"
        className={answer?.ok === false ? "announce-answer order-problem" : "announce-answer"}
        data-testid="announce-answer"
      >
        {answer && (answer.ok ? outcomeOf(answer.reached) : answer.text)}
      </p>
    </form>
  );
}

function outcomeOf(reached: number): string {
  return `Announced to ${formatCount(reached)} ${reached === 1 ? "player" : "players"}.`;
}

export const announcementsPanel: Panel = {
  id: "announcements",
  title: "Announcements",
  side: "tables",
  Body: Announcements,
};
