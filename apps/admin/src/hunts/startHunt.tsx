// Announces a hunt of any definition at once: also of one without a schedule, which the list of hunts does not have.
import type { HuntKind } from "@doubloon/shared/hunt/definition";
import type { HuntOrderOutcome } from "@doubloon/shared/protocol/adminHunts";
import { type FormEvent, useId, useState } from "react";
import { useDefinitions } from "./form/useDefinitions.ts";
import { useHuntCalls } from "./huntCallsContext.ts";
import { useHunts } from "./huntStore.ts";

const KIND_TEXT: Record<HuntKind, string> = { hunt: "", grand: " (grand hunt)", pocket: " (pocket hunt)" };

export function StartHunt({ onOutcome }: { readonly onOutcome: (outcome: HuntOrderOutcome) => void }) {
  const { order } = useHuntCalls();
  // Again after the form, which may have saved one.
  const known = useDefinitions(!useHunts((state) => state.editing));
  const [chosen, setChosen] = useState("");
  const [busy, setBusy] = useState(false);
  const selectId = useId();

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
