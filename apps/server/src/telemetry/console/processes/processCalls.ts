// A gateway's side of the console's processes: keeps the list that the world sends, asks the world for everything else, and
// carries out what the world asks of this process.
import type { AdminProcess } from "@doubloon/shared/protocol/adminProcesses";
import { noProcesses, type ProcessSources } from "../../../admin/processes/processSources.ts";
import type { ProcessDiagnostics } from "../../../diagnostics/processDiagnostics.ts";
import { makePendingCalls } from "./pendingCalls.ts";
import { carryOutHere, outcomeOf } from "./processHub.ts";
import type { ProcessAnswer, ProcessToGateway, ProcessToWorld } from "./processMessages.ts";

/** How long the world may take to answer, in ms. */
const ANSWER_MS = 10_000;
const WORLD = "world";

export interface ProcessCalls {
  readonly sources: ProcessSources;
  /** Takes a message of the world. */
  take(message: ProcessToGateway): void;
  /** Takes the newest list. */
  list(processes: readonly AdminProcess[]): void;
}

export function openProcessCalls(
  own: ProcessDiagnostics,
  send: (message: ProcessToWorld) => void,
): ProcessCalls {
  let processes: readonly AdminProcess[] = noProcesses.processes();
  const pending = makePendingCalls(ANSWER_MS);

  return {
    sources: {
      processes: () => processes,
      order: (process, order, by) =>
        pending
          .ask(WORLD, (id) => send({ is: "askProcess", id, process, call: { what: "order", order, by } }))
          .then(outcomeOf),
      async part(process, recording, part) {
        const call = { what: "part", recording, part } as const;
        const answer = await pending.ask(WORLD, (id) => send({ is: "askProcess", id, process, call }));
        return "base64" in answer ? answer : { ok: false, text: answer.text };
      },
    },
    take(message) {
      if (message.is === "processAnswer") return pending.take(WORLD, message.id, message.answer);
      const { id } = message;
      carryOutHere(own, message.call)
        .catch((): ProcessAnswer => ({ ok: false, text: "The process could not carry out the order." }))
        .then((answer) => send({ is: "processDone", id, answer }))
        .catch(() => {});
    },
    list(newest) {
      processes = newest;
    },
  };
}
