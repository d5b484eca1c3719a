// The shapes of what gateways and the world exchange about processes. A message that does not fit is dropped by the reader.
import {
  type AdminProcess,
  type AdminRecording,
  MAX_CAPTURES,
  RECORDING_KINDS,
  RUNTIME_LOG_LEVELS,
} from "@doubloon/shared/protocol/adminProcesses";
import { z } from "zod";
import { MAX_PARTS, orderShape, partShape } from "../../../admin/processes/processSources.ts";

const id = z.string().max(128);
const text = z.string().max(1_000);
const by = z.string().max(128);
const timeMs = z.number().min(0);

export const callShape = z.discriminatedUnion("what", [
  z.object({ what: z.literal("order"), order: orderShape, by }),
  z.object({ what: z.literal("part"), recording: id, part: partShape }),
]);
/** What is asked of one process. */
export type ProcessCall = z.infer<typeof callShape>;

/** The answer to a call. Only its asker reads it: an outcome or a part. */
export const answerShape = z.union([
  z.object({ ok: z.literal(true), base64: z.string(), parts: z.int().min(1).max(MAX_PARTS) }),
  z.object({ ok: z.boolean(), text }),
]);
export type ProcessAnswer = z.infer<typeof answerShape>;

const recordingShape = z.object({
  id,
  kind: z.enum(RECORDING_KINDS),
  seconds: z.number(),
  startedAt: timeMs,
  by: text,
  automatic: z.boolean(),
  state: z.enum(["running", "ready", "failed"]),
  bytes: z.number().exactOptional(),
  why: text.exactOptional(),
}) satisfies z.ZodType<AdminRecording>;

export const statusShape = z.object({
  pid: z.int(),
  logLevel: z.enum(RUNTIME_LOG_LEVELS),
  levelUntil: timeMs.exactOptional(),
  recordings: z
    .array(recordingShape)
    .max(MAX_CAPTURES + 2)
    .readonly(),
}) satisfies z.ZodType<Omit<AdminProcess, "id">>;
/** A process without its id, which the link knows. */
export type ProcessStatus = z.infer<typeof statusShape>;

/** A gateway's messages to the world. */
export const processToWorld = [
  z.object({ is: z.literal("askProcess"), id, process: id, call: callShape }),
  z.object({ is: z.literal("processDone"), id, answer: answerShape }),
] as const;
/** The world's messages to a gateway. */
export const processToGateway = [
  z.object({ is: z.literal("processCall"), id, call: callShape }),
  z.object({ is: z.literal("processAnswer"), id, answer: answerShape }),
] as const;

export type ProcessToWorld = z.infer<(typeof processToWorld)[number]>;
export type ProcessToGateway = z.infer<(typeof processToGateway)[number]>;
