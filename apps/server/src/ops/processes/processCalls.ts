// The calls to a running server that the commands about processes share.
import { RUNTIME_LOG_LEVELS } from "@doubloon/shared/protocol/adminProcesses";
import { z } from "zod";
import { callServer } from "../controlCall.ts";
import { OpsError, type OpsRun } from "../opsTypes.ts";
import { readOpsConfig } from "../readOpsConfig.ts";

const outcomesShape = z.object({
  outcomes: z.array(z.object({ process: z.string(), ok: z.boolean(), text: z.string() })),
});
const processesShape = z.object({
  processes: z.array(
    z.object({
      id: z.string(),
      logLevel: z.enum(RUNTIME_LOG_LEVELS),
      recordings: z.array(
        z.object({
          id: z.string(),
          startedAt: z.number(),
          automatic: z.boolean(),
          state: z.string(),
          why: z.string().optional(),
        }),
      ),
    }),
  ),
});
const partShape = z.union([
  z.object({ ok: z.literal(true), base64: z.string(), parts: z.int().min(1) }),
  z.object({ ok: z.literal(false), text: z.string() }),
]);

/** The data folder of a command that takes --data. @throws OpsError where the server would refuse it */
export function dataFolder(run: OpsRun, data: string | undefined): string {
  return readOpsConfig({ ...run, args: data === undefined ? [] : ["--data", data] }).data;
}

/** Gives one process, or all, an order. @throws OpsError if there is no answer, or no process yet */
export async function orderProcesses(data: string, body: object) {
  const { outcomes } = read(outcomesShape, await callServer(data, "/process-order", body));
  if (outcomes.length === 0) throw new OpsError("no process has reported yet: try again in a second", 1);
  return outcomes;
}

export async function listProcesses(data: string) {
  return read(processesShape, await callServer(data, "/processes", {})).processes;
}

export async function fetchPart(data: string, process: string, recording: string, part: number) {
  return read(partShape, await callServer(data, "/recording-part", { process, recording, part }));
}

/** A whole number of a flag. @throws OpsError if it is none in the range */
export function wholeNumber(flag: string, text: string, max: number): number {
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value >= 1 && value <= max) return value;
  throw new OpsError(`--${flag} is ${JSON.stringify(text)}, expected a whole number from 1 to ${max}`);
}

function read<T>(shape: z.ZodType<T>, answer: unknown): T {
  const { data } = shape.safeParse(answer);
  if (data === undefined) throw new OpsError("the server's answer is of another version", 1);
  return data;
}
