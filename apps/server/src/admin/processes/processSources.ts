// The port through which the console sees the server's processes and orders them to do something. Implemented in
// telemetry/console/processes/, which reaches processes over the link where they are not this one.
import {
  type AdminProcess,
  MAX_LEVEL_MINUTES,
  MAX_RECORDING_SECONDS,
  type ProcessOrder,
  type ProcessOutcome,
  RECORDING_KINDS,
  type RecordingPart,
  RUNTIME_LOG_LEVELS,
} from "@doubloon/shared/protocol/adminProcesses";
import { z } from "zod";

/** More parts than a recording of the largest size has. */
export const MAX_PARTS = 1_000;
/** The number of a part. */
export const partShape = z.int().min(0).max(MAX_PARTS);

/** An order from outside: a console, an operator's command, or another process. */
export const orderShape = z.discriminatedUnion("act", [
  z.strictObject({
    act: z.literal("record"),
    kind: z.enum(RECORDING_KINDS),
    seconds: z.int().min(1).max(MAX_RECORDING_SECONDS),
  }),
  z.strictObject({ act: z.literal("stopRecording") }),
  z.strictObject({
    act: z.literal("logLevel"),
    level: z.enum(RUNTIME_LOG_LEVELS),
    minutes: z.int().min(1).max(MAX_LEVEL_MINUTES),
  }),
]) satisfies z.ZodType<ProcessOrder>;

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
