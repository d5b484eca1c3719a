// `npm run ops -- drain`: has a gateway move its players to the other gateways and end, over the control socket, and shows how
// far it is. Moves nobody itself.
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { callServer, ServerRefusal } from "./controlCall.ts";
import { parseFlags } from "./opsFlags.ts";
import { type OpsCommand, OpsError, type OpsRun } from "./opsTypes.ts";
import { readOpsConfig } from "./readOpsConfig.ts";

/** The time between two lines of progress, in ms. */
const PROGRESS_MS = 1_000;

const answerShape = z.object({
  gateways: z.array(
    z.object({
      id: z.string(),
      players: z.number(),
      drain: z
        .object({
          state: z.string(),
          total: z.number(),
          moved: z.number(),
          perSecond: z.number(),
          endsInMs: z.number(),
        })
        .optional(),
    }),
  ),
  /** The gateway that an order without one is about. */
  gateway: z.string().optional(),
});
type Answer = z.infer<typeof answerShape>;

export const drainCommand: OpsCommand = {
  usages: [
    [
      "drain [--gateway ID] [--data FOLDER]",
      "moves a gateway's players to the others, then ends the gateway",
    ],
    ["drain --status|--pause|--resume|--abort", "shows, pauses or aborts drains"],
  ],
  async run(run) {
    const { data, gateway, act } = read(run);
    const answer = await call(data, { act, gateway });
    if (act !== "start") {
      run.out(describe(answer));
      return 0;
    }
    const id = answer.gateway ?? gateway;
    run.out(`${id} drains. The console, and --status, --pause and --abort, show and change it.\n`);
    return follow(run, data, id);
  },
};

/** Prints progress until the gateway has ended (exit code 0) or the drain was aborted (1). */
async function follow({ out }: OpsRun, data: string, id: string | undefined): Promise<number> {
  let seen = false;
  for (;;) {
    await sleep(PROGRESS_MS);
    let answer: Answer;
    try {
      answer = await call(data, { act: "status", gateway: undefined });
    } catch (error) {
      // The gateway of this machine ends with its control socket.
      if (!(error instanceof OpsError) || error instanceof ServerRefusal) throw error;
      out("The server has ended.\n");
      return 0;
    }
    const row = answer.gateways.find((gateway) => gateway.id === id);
    if (row === undefined) {
      out(`${id} has ended.\n`);
      return 0;
    }
    if (row.drain !== undefined) {
      seen = true;
      out(`${lineOf(row)}\n`);
    } else if (seen) {
      out(`The drain of ${id} was aborted.\n`);
      return 1;
    }
  }
}

async function call(data: string, body: object): Promise<Answer> {
  const answer = answerShape.safeParse(await callServer(data, "/drain", body)).data;
  if (answer === undefined) throw new OpsError("the server's answer is of another version", 1);
  return answer;
}

function describe({ gateways }: Answer): string {
  if (gateways.length === 0) return "No gateway has reported yet.\n";
  return gateways.map((row) => `${lineOf(row)}\n`).join("");
}

function lineOf({ id, players, drain }: Answer["gateways"][number]): string {
  if (drain === undefined) return `${id}: ${players} players`;
  const { state, total, moved, perSecond, endsInMs } = drain;
  const pace = state === "moving" ? `, ${perSecond} a second` : "";
  return `${id}: ${state}, ${moved} of ${total} moved, ${players} left${pace}; ends in ${Math.ceil(endsInMs / 1_000)} s at the latest`;
}

function read(run: OpsRun) {
  const values = parse(run.args);
  const acts = (["status", "pause", "resume", "abort"] as const).filter((name) => values[name] === true);
  if (acts.length > 1) throw new OpsError(`drain takes one of --${acts.join(" and --")}`);
  const { data } = readOpsConfig({
    ...run,
    args: values.data === undefined ? [] : ["--data", values.data],
  });
  return { data, gateway: values.gateway, act: acts.at(0) ?? ("start" as const) };
}

function parse(args: readonly string[]) {
  return parseFlags(args, {
    options: {
      data: { type: "string" },
      gateway: { type: "string" },
      status: { type: "boolean" },
      pause: { type: "boolean" },
      resume: { type: "boolean" },
      abort: { type: "boolean" },
    },
  }).values;
}
