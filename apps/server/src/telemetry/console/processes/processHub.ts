// The world's side of the console's processes: knows every process, carries out orders for its own, passes those for
// gateways on, and adds each act to the audit list. It has no timer; the console hub drives it.
import { setTimeout as sleep } from "node:timers/promises";
import type { AdminProcess, ProcessOrder, ProcessOutcome } from "@doubloon/shared/protocol/adminProcesses";
import type { ProcessSources } from "../../../admin/processes/processSources.ts";
import type { ProcessDiagnostics } from "../../../diagnostics/processDiagnostics.ts";
import type { GatewayId } from "../../../link/port.ts";
import { makePendingCalls } from "./pendingCalls.ts";
import type {
  ProcessAnswer,
  ProcessCall,
  ProcessStatus,
  ProcessToGateway,
  ProcessToWorld,
} from "./processMessages.ts";

/** The id of the world's process. */
export const WORLD_PROCESS = "world";
/** How long a gateway may take to answer, in ms: less than its asker waits. */
const ANSWER_MS = 8_000;

/** How long an answer waits for its audit entry to be on disk, in ms: on a full disk a recording is wanted most. */
const AUDIT_MS = 3_000;

/** Adds an act to the audit list; resolves once it is on disk. */
export type AuditNote = (by: string, what: string) => Promise<void>;

export interface ProcessHubOptions {
  readonly own: ProcessDiagnostics;
  readonly audit: AuditNote;
  readonly send: (gateway: GatewayId, message: ProcessToGateway) => void;
}

export interface ProcessHub extends ProcessSources {
  /** Takes a gateway's message. */
  take(gateway: GatewayId, message: ProcessToWorld): void;
  /** Takes a gateway's newest status. */
  report(gateway: GatewayId, status: ProcessStatus): void;
  /** Forgets gateways that are not in session with the world any more. Called once a second. */
  keep(present: ReadonlySet<GatewayId>): void;
}

export function makeProcessHub({ own, audit, send }: ProcessHubOptions): ProcessHub {
  const statuses = new Map<GatewayId, ProcessStatus>();
  const pending = makePendingCalls(ANSWER_MS);

  async function call(process: string, call: ProcessCall): Promise<ProcessAnswer> {
    if (process === WORLD_PROCESS) return carryOutHere(own, call);
    if (!statuses.has(process)) return { ok: false, text: `There is no process ${process} any more.` };
    return pending.ask(process, (id) => send(process, { is: "processCall", id, call }));
  }

  /** Like `call`; an order that is carried out is in the audit list before it is answered, if the world can be saved. */
  async function audited(process: string, asked: ProcessCall): Promise<ProcessAnswer> {
    const answer = await call(process, asked);
    if (asked.what !== "order" || !answer.ok) return answer;
    try {
      const noted = audit(asked.by, describe(process, asked.order)).then(() => true);
      const late = sleep(AUDIT_MS, false, { ref: false });
      if (await Promise.race([noted, late])) return answer;
      const { text } = outcomeOf(answer);
      return { ok: true, text: `${text} Its entry in the audit list waits for the next save.` };
    } catch {
      return { ok: false, text: "The order is carried out, but could not be added to the audit list." };
    }
  }

  return {
    processes() {
      const gateways = [...statuses].map(([id, status]): AdminProcess => ({ id, ...status }));
      gateways.sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
      return [{ id: WORLD_PROCESS, ...own.status() }, ...gateways];
    },
    order: (process, order, by) => audited(process, { what: "order", order, by }).then(outcomeOf),
    async part(process, recording, part) {
      const answer = await call(process, { what: "part", recording, part });
      return "base64" in answer ? answer : { ok: false, text: answer.text };
    },
    take(gateway, message) {
      if (message.is === "processDone") return pending.take(gateway, message.id, message.answer);
      const { id } = message;
      audited(message.process, message.call)
        .catch((): ProcessAnswer => ({ ok: false, text: "The world could not carry out the order." }))
        .then((answer) => send(gateway, { is: "processAnswer", id, answer }))
        // A text that the side channel does not take is a fault of ours; the asker runs into its deadline.
        .catch(() => {});
    },
    report: (gateway, status) => void statuses.set(gateway, status),
    keep(present) {
      for (const id of statuses.keys()) {
        if (present.has(id)) continue;
        statuses.delete(id);
        pending.gone(id);
      }
    },
  };
}

/** Carries out a call at the process of `own`. */
export async function carryOutHere(own: ProcessDiagnostics, call: ProcessCall): Promise<ProcessAnswer> {
  return call.what === "order" ? own.carryOut(call.order, call.by) : own.part(call.recording, call.part);
}

/** The outcome of an order. */
export function outcomeOf(answer: ProcessAnswer): ProcessOutcome {
  return "base64" in answer ? { ok: false, text: "The process gave an answer that does not fit." } : answer;
}

/** An order in words, for the audit list. */
export function describe(process: string, order: ProcessOrder): string {
  switch (order.act) {
    case "record": {
      const what = order.kind === "cpu" ? "CPU" : "allocations";
      return `recorded the ${what} of process ${process} for ${order.seconds} s`;
    }
    case "stopRecording":
      return `ended the recording of process ${process} early`;
    case "logLevel":
      return `set the log level of process ${process} to ${order.level} for ${order.minutes} min`;
  }
}
