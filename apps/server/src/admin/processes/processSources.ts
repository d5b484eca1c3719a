// The port through which the console sees the server's processes and orders them to do something. Implemented in
// telemetry/console/processes/, which reaches processes over the link where they are not this one.
import type {
  AdminProcess,
  ProcessOrder,
  ProcessOutcome,
  RecordingPart,
} from "@doubloon/shared/protocol/adminProcesses";

export interface ProcessSources {
  /** Every process that the world knows. */
  processes(): readonly AdminProcess[];
  /** `by` is the game master. The act is in the audit list before it is answered. */
  order(process: string, order: ProcessOrder, by: string): Promise<ProcessOutcome>;
  /** A part of a recording's file, counted from 0. */
  part(process: string, recording: string, part: number): Promise<RecordingPart>;
}

/** The processes while none can be reached. */
export const noProcesses: ProcessSources = {
  processes: () => [],
  order: async () => ({ ok: false, text: "The process cannot be reached at the moment." }),
  part: async () => ({ ok: false, text: "The process cannot be reached at the moment." }),
};
