// The form for a new hunt or a copy of one: checked while typing, tried with simulated hunters, saved as content.

import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type { DryRun } from "@doubloon/shared/protocol/adminHunts";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useAdmin } from "../../adminStore.ts";
import { useModal } from "../../dialogs/useModal.ts";
import { formatCount } from "../../format.ts";
import { useHuntCalls } from "../huntCallsContext.ts";
import { huntStore, useHunts } from "../huntStore.ts";
import { type Draft, definitionOf, draftOf, EMPTY_DRAFT } from "./draft.ts";
import { HuntFields } from "./huntFields.tsx";
import { useDefinitions } from "./useDefinitions.ts";

/** A check waits this long after the last change, in ms. Each counts as a request, of which the server takes 20 in 10 s. */
const CHECK_AFTER_MS = 600;
const DRY_RUN_HUNTERS = 24;

export function HuntFormDialog() {
  const editing = useHunts((state) => state.editing);
  return editing ? <HuntForm /> : null;
}

function HuntForm() {
  const calls = useHuntCalls();
  const link = useAdmin((state) => state.link);
  const draft = useHunts((state) => state.draft);
  const [copied, setCopied] = useState("");
  const templates = useDefinitions(true);
  const [errors, setErrors] = useState<readonly string[]>();
  const [run, setRun] = useState<DryRun>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly ok: boolean; readonly text: string }>();
  const titleId = useId();
  const copyId = useId();

  // Checked again when the connection is back: without it the answer is that the server cannot be reached.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await calls.dryRun(definitionOf(draft), 0);
      if (current) setErrors(answer.ok ? [] : answer.errors);
    }, CHECK_AFTER_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [draft, calls, link]);

  /** Answers to the fields as they were are out of date. */
  function change(changed: Draft): void {
    huntStore.setState({ draft: changed });
    setRun(undefined);
    setOutcome(undefined);
  }

  function startOver(): void {
    setCopied("");
    change(EMPTY_DRAFT);
  }

  async function tryOut() {
    if (busy) return;
    setBusy(true);
    setRun(undefined);
    const answer = await calls.dryRun(definitionOf(draft), DRY_RUN_HUNTERS);
    setBusy(false);
    if (answer.ok) setRun(answer.run);
    else setErrors(answer.errors);
  }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const start = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("data-start") === "yes";
    if (busy || errors === undefined || errors.length > 0) return;
    setBusy(true);
    // The server checks it again.
    const definition = definitionOf(draft) as HuntDefinition;
    const saved = await calls.order({ act: "save", definition });
    const last = saved.ok && start ? await calls.order({ act: "start", definition: definition.id }) : saved;
    setBusy(false);
    setOutcome(last);
    if (last.ok) huntStore.setState({ editing: false, draft: EMPTY_DRAFT });
  }

  const close = () => huntStore.setState({ editing: false });
  const { dialog, closed } = useModal(close);
  const ready = !busy && errors?.length === 0;
  const replaced = templates.find(({ id }) => id === draft.id.trim());
  return (
    <dialog
      ref={dialog}
      className="dialog hunt-dialog"
      aria-labelledby={titleId}
      onClose={closed}
      data-testid="hunt-form"
    >
      <h2 id={titleId}>New hunt</h2>
      <form onSubmit={save}>
        {templates.length > 0 && (
          <div className="field">
            <label htmlFor={copyId}>Begin with a copy of</label>
            <select
              id={copyId}
              value={copied}
              onChange={(event) => {
                setCopied(event.target.value);
                const template = templates.find(({ id }) => id === event.target.value);
                if (template !== undefined) change({ ...draftOf(template), id: `${template.id}-copy` });
              }}
            >
              <option value="">Nothing</option>
              {templates.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </select>
          </div>
        )}
        <HuntFields draft={draft} onChange={change} />
        {replaced !== undefined && (
          <p className="stats-caption" role="status">
            Saving replaces the hunt of that file name: {replaced.title}.
          </p>
        )}
        <div className="form-errors" role="status" data-testid="hunt-errors">
          {[...new Set(errors)].map((error) => (
            <p key={error} className="order-problem">
              {error}
            </p>
          ))}
        </div>
        {run !== undefined && (
          <p className="stats-caption" role="status" data-testid="dry-run">
            {describe(run)}
          </p>
        )}
        {outcome?.ok === false && (
          <p role="alert" className="order-problem">
            {outcome.text}
          </p>
        )}
        <div className="dialog-buttons">
          <button type="button" onClick={close}>
            Close
          </button>
          <button type="button" aria-disabled={draft === EMPTY_DRAFT} onClick={startOver}>
            Start over
          </button>
          <button type="button" aria-disabled={!ready} onClick={() => ready && tryOut()}>
            {busy ? "Working…" : "Dry run"}
          </button>
          <button type="submit" aria-disabled={!ready}>
            Save
          </button>
          <button type="submit" className="primary" data-start="yes" aria-disabled={!ready}>
            Save and start
          </button>
        </div>
      </form>
    </dialog>
  );
}

function describe({
  hunters,
  runs,
  caches,
  firstFindSeconds,
  medianFindSeconds,
  foundPercent,
}: DryRun): string {
  const found =
    firstFindSeconds === undefined || medianFindSeconds === undefined
      ? "nothing is found"
      : `the first find comes after ${formatCount(firstFindSeconds)} s, half of the finds within ${formatCount(medianFindSeconds)} s`;
  return (
    "An estimate from a model of finding times; no hunt is played. " +
    `With ${formatCount(hunters)} simulated hunters (${formatCount(runs)} runs) and ${formatCount(caches)} caches, ${found}; ` +
    `${formatCount(foundPercent)} % of the caches are found.`
  );
}
