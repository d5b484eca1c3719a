// Announces a hunt of any definition at once: also of one without a schedule, which the list of hunts does not have.
import type { HuntDefinition, HuntKind } from "@doubloon/shared/hunt/definition";
import type { HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { type FormEvent, useCallback, useEffect, useId, useState } from "react";
import { useAdmin } from "../adminStore.ts";
import { useHuntCalls } from "./huntCallsContext.ts";
import { useHunts } from "./huntStore.ts";

const KIND_TEXT: Record<HuntKind, string> = { hunt: "", grand: " (grand hunt)", pocket: " (pocket hunt)" };

export function StartHunt({ onOutcome }: { readonly onOutcome: (outcome: HuntOrderOutcome) => void }) {
  const { definitions, order } = useHuntCalls();
  const link = useAdmin((state) => state.link);
  const editing = useHunts((state) => state.editing);
  const [known, setKnown] = useState<readonly HuntDefinition[]>([]);
  const [chosen, setChosen] = useState("");
  const [busy, setBusy] = useState(false);
  const selectId = useId();

  const load = useCallback(async () => {
    const answer = await definitions();
    if (answer.ok) setKnown(answer.value);
  }, [definitions]);
  // Again with each connection, and after the form, which may have saved one.
  useEffect(() => {
    if (link === "live" && !editing) void load();
  }, [link, editing, load]);

  async function start(event: FormEvent) {
    event.preventDefault();
    if (busy || chosen === "") return;
    setBusy(true);
    const outcome = await order({ act: "start", definition: chosen });
    setBusy(false);
    onOutcome(outcome);
    if (outcome.ok) setChosen("");
  }

  return (
    <form className="hunt-start" onSubmit={start}>
      <div className="field">
        <label htmlFor={selectId}>Start a hunt</label>
        <select id={selectId} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">Choose a hunt</option>
          {known.map(({ id, title, kind }) => (
            <option key={id} value={id}>
              {title}
              {KIND_TEXT[kind]}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" aria-disabled={busy || chosen === ""}>
        {busy ? "Starting…" : "Start"}
      </button>
    </form>
  );
}
