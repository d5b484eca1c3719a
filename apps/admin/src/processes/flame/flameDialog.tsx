// A recording at full width: fetched, shown as a flame graph and as a table, and offered as a file for speedscope or
// Chrome's tools. Loaded on demand.
import type { AdminRecording } from "@doubloon/shared/protocol/adminProcesses";
import { useEffect, useId, useState } from "react";
import { useModal } from "../../dialogs/useModal.ts";
import { formatDayAndClock } from "../../format.ts";
import { useProcessCalls } from "../processCallsContext.ts";
import { describeRecording } from "../recordingText.ts";
import { formatAmount, formatShare } from "./describeFrame.ts";
import { FlameGraph } from "./flameGraph.tsx";
import type { FlameTree } from "./flameTree.ts";
import { type ReadRecording, readRecording, recordingFileName } from "./readRecording.ts";
import { TopTable } from "./topTable.tsx";

interface FlameDialogProps {
  readonly process: string;
  readonly recording: AdminRecording;
  readonly close: () => void;
}

export function FlameDialog({ process, recording, close }: FlameDialogProps) {
  const { id, kind, startedAt } = recording;
  const { fetchRecording } = useProcessCalls();
  const [read, setRead] = useState<ReadRecording>();
  const [problem, setProblem] = useState<string>();
  const titleId = useId();
  const { dialog, closed } = useModal(close);
  const name = describeRecording(process, recording);

  useEffect(() => {
    let current = true;
    async function load(): Promise<void> {
      const answer = await fetchRecording(process, id);
      if (!current) return;
      if (!answer.ok) return setProblem(answer.text);
      const made = await readRecording(answer.bytes, kind);
      if (current) setRead(made);
    }
    load().catch(() => current && setProblem("The recording cannot be read."));
    return () => {
      current = false;
    };
  }, [fetchRecording, process, id, kind]);

  return (
    <dialog
      ref={dialog}
      className="dialog flame-dialog"
      aria-labelledby={titleId}
      onClose={closed}
      data-testid="flame-dialog"
    >
      <h2 id={titleId}>{name}</h2>
      <p className="stats-caption" role="status" data-testid="flame-summary">
        {problem === undefined &&
          (read === undefined
            ? "Fetching the recording…"
            : `From ${formatDayAndClock(startedAt, Date.now())}, by ${recording.by}. ${summaryOf(read.tree)}`)}
      </p>
      {problem !== undefined && (
        <p role="alert" className="order-problem">
          {problem}
        </p>
      )}
      {read?.tree.root.value === 0 && (
        <p className="empty">Nothing was sampled: there is no graph to show.</p>
      )}
      {read !== undefined && read.tree.root.value > 0 && (
        <>
          <FlameGraph tree={read.tree} name={name} />
          <h3>Top functions</h3>
          <TopTable tree={read.tree} name={name} />
        </>
      )}
      <div className="dialog-buttons">
        {read !== undefined && (
          <Download file={read.json} name={recordingFileName(process, kind, startedAt)} />
        )}
        {/* biome-ignore lint/a11y/noAutofocus: the dialog opens before there is anything else in it. */}
        <button type="button" autoFocus onClick={close}>
          Close
        </button>
      </div>
    </dialog>
  );
}

function summaryOf({ root, unit, elapsed = 0, idle = 0 }: FlameTree): string {
  if (unit === "bytes") return `${formatAmount(root.value, unit)} allocated.`;
  return `Busy for ${formatAmount(root.value, unit)} of ${formatAmount(elapsed, unit)}, idle ${formatShare(idle, elapsed)}.`;
}

function Download({ file, name }: { readonly file: Blob; readonly name: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <a className="download" href={url} download={name}>
      Download for speedscope
    </a>
  );
}
