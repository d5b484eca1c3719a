// The content of the panel of processes: choosing one, ordering it to do something, and the recordings of all. Loaded when
// the console is open; the flame graph only when a recording is shown.
import type { ProcessOrder, ProcessOutcome } from "@doubloon/shared/protocol/adminProcesses";
import { lazy, Suspense, useId, useState } from "react";
import { formatClock } from "../format.ts";
import { LogLevelForm, RecordForm } from "./orderForms.tsx";
import { useProcessCalls } from "./processCallsContext.ts";
import { processStore, useProcesses } from "./processStore.ts";
import { RecordingTable } from "./recordingTable.tsx";

const FlameDialog = lazy(async () => ({ default: (await import("./flame/flameDialog.tsx")).FlameDialog }));

export function ProcessesBody() {
  const processes = useProcesses((state) => state.processes);
  const { order } = useProcessCalls();
  const [wanted, setWanted] = useState("");
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ProcessOutcome>();
  const selectId = useId();
  if (processes === undefined || processes.length === 0)
    return <p className="empty">Waiting for the server…</p>;
  const chosen = processes.find(({ id }) => id === wanted) ?? processes[0];

  async function give(process: string, what: ProcessOrder) {
    if (busy) return;
    setBusy(true);
    setOutcome(await order(process, what));
    setBusy(false);
  }

  return (
    <>
      <div className="field">
        <label htmlFor={selectId}>Process</label>
        <select id={selectId} value={chosen.id} onChange={(event) => setWanted(event.target.value)}>
          {processes.map(({ id, pid }) => (
            <option key={id} value={id}>
              {id} (pid {pid})
            </option>
          ))}
        </select>
      </div>
      <p className="stats-caption" data-testid="process-level">
        Log level {chosen.logLevel}
        {chosen.levelUntil !== undefined && ` until ${formatClock(chosen.levelUntil)}`}
      </p>
      <RecordForm busy={busy} give={(what) => void give(chosen.id, what)} />
      <LogLevelForm busy={busy} give={(what) => void give(chosen.id, what)} />
      <p
        role="status"
        className={outcome?.ok === false ? "process-answer order-problem" : "process-answer"}
        data-testid="process-answer"
      >
        {outcome?.text}
      </p>
      <RecordingTable
        processes={processes}
        show={({ process, recording }) =>
          processStore.setState({ shown: { process, recording: recording.id } })
        }
        stop={(process) => void give(process, { act: "stopRecording" })}
      />
      <ShownRecording />
    </>
  );
}

/** The dialog stays open when the recording's process ends: what is fetched can still be looked at. */
function ShownRecording() {
  const shown = useProcesses((state) => state.shown);
  return shown && <Shown key={shown.recording} {...shown} />;
}

function Shown({ process, recording: id }: { readonly process: string; readonly recording: string }) {
  const [recording] = useState(() =>
    processStore
      .getState()
      .processes?.find((one) => one.id === process)
      ?.recordings.find((one) => one.id === id),
  );
  if (recording === undefined) return null;
  return (
    <Suspense fallback={<p role="status">Loading…</p>}>
      <FlameDialog
        process={process}
        recording={recording}
        close={() => processStore.setState({ shown: undefined })}
      />
    </Suspense>
  );
}
