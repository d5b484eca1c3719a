// The process of a machine on standby, for `npm run ops` on that machine: no console lists it. What it is ordered is in its log,
// since the audit list is the world's.
import type { ProcessSources } from "../../../admin/processes/processSources.ts";
import type { ProcessDiagnostics } from "../../../diagnostics/processDiagnostics.ts";
import { WORLD_PROCESS } from "./processHub.ts";

const OTHER = "This machine stands by, and answers for its own process alone: world.";

/** It has the id that it keeps when it runs the world, so that a recording is found again. */
export function standbyProcess(own: ProcessDiagnostics): ProcessSources {
  const isOwn = (process: string): boolean => process === WORLD_PROCESS;
  return {
    processes: () => [{ id: WORLD_PROCESS, ...own.status() }],
    order: async (process, order, by) =>
      isOwn(process) ? own.carryOut(order, by) : { ok: false, text: OTHER },
    part: async (process, recording, part) =>
      isOwn(process) ? own.part(recording, part) : { ok: false, text: OTHER },
  };
}
