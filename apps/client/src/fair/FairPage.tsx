// The page: the verdict first, then either the list of hunts or one hunt, then how it works.
import { useEffect, useState } from "react";
import type { Fairness } from "./fairness.ts";
import type { FairAnswer } from "./fairWorker.ts";
import { HowItWorks } from "./HowItWorks.tsx";
import { HuntDetails } from "./HuntDetails.tsx";
import { HuntTable } from "./HuntTable.tsx";

export interface FairPageProps {
  /** The server's address; ends with a slash. */
  readonly root: string;
  /** The hunt in the page's address. */
  readonly hunt: number | undefined;
  /** Starts the check; returns how to end it. */
  readonly check: (onAnswer: (answer: FairAnswer) => void) => () => void;
}

export function FairPage({ root, hunt, check }: FairPageProps) {
  const [answer, setAnswer] = useState<FairAnswer>({ type: "progress", text: "Starting" });
  useEffect(() => check(setAnswer), [check]);
  const fairness = answer.type === "checked" ? answer.fairness : undefined;
  return (
    <main className="fair">
      <nav aria-label="Doubloon">
        <a href={root}>Play</a>
        {hunt !== undefined && <a href={new URL("fair/", root).href}>All hunts</a>}
        <a href={new URL("fair/log.json", root).href}>The log itself</a>
      </nav>
      <h1>{hunt === undefined ? "Is it fair?" : `Was hunt ${hunt} fair?`}</h1>
      <p className="fair-lead">
        Nobody can move, add or take away a treasure once its hunt has begun, and no hunt can be hidden, not
        even by this server. You need not take our word for it: your browser checks it, from the numbers that
        the server published.
      </p>
      <Verdict answer={answer} />
      {fairness?.ok === true && hunt !== undefined && (
        <HuntPart fairness={fairness} hunt={hunt} root={root} />
      )}
      {fairness?.ok === true && hunt === undefined && <HuntTable hunts={fairness.hunts} />}
      <HowItWorks />
    </main>
  );
}

function HuntPart(props: { fairness: Fairness & { ok: true }; hunt: number; root: string }) {
  const { fairness, hunt, root } = props;
  if (fairness.shown === undefined) {
    return (
      <p className="fair-note">
        The log has no hunt {hunt}.{" "}
        {fairness.hunts.length === 0 ? "It has none yet." : `It has hunts 1 to ${fairness.hunts.length}.`}
      </p>
    );
  }
  return <HuntDetails hunt={fairness.shown} root={root} />;
}

function Verdict({ answer }: { answer: FairAnswer }) {
  return (
    <div role="status" className="fair-verdict" data-verdict={verdictOf(answer)}>
      <VerdictText answer={answer} />
    </div>
  );
}

function verdictOf(answer: FairAnswer): "checking" | "unread" | "holds" | "broken" {
  if (answer.type === "progress") return "checking";
  if (answer.type === "failed") return "unread";
  return answer.fairness.ok ? "holds" : "broken";
}

function VerdictText({ answer }: { answer: FairAnswer }) {
  if (answer.type === "progress") return <p>{answer.text}…</p>;
  if (answer.type === "failed") {
    return (
      <>
        <p>
          <strong>The log could not be read.</strong>
        </p>
        <p>{answer.reason}</p>
      </>
    );
  }
  const { fairness } = answer;
  if (!fairness.ok) {
    return (
      <>
        <p>
          <strong>✗ The log does not hold.</strong> {fairness.at >= 0 && `At entry ${fairness.at}: `}
          {fairness.reason}.
        </p>
        <p>Something was changed, moved or left out. Do not trust this server’s hunts.</p>
      </>
    );
  }
  const { entries, head, hunts } = fairness;
  const recomputed = hunts.filter((hunt) => hunt.recomputed).length;
  return (
    <>
      <p>
        <strong>✓ The log holds.</strong> {counted(entries, "entry", "entries")},{" "}
        {counted(hunts.length, "hunt", "hunts")}, {recomputed} planned again from{" "}
        {recomputed === 1 ? "its" : "their"} secret.
      </p>
      <p>
        Committed, no beacon: the places come from the server’s secret and the players’ random numbers, and
        from no public source of chance. What that leaves open is said below.
      </p>
      <p>
        Head of the log: <code>{head}</code>. The same head means the same log.
      </p>
    </>
  );
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
