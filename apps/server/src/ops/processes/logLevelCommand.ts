// `npm run ops -- log-level LEVEL --minutes N`: changes the log level of a running server's processes for a time. The server
// goes back by itself.
import { MAX_LEVEL_MINUTES, RUNTIME_LOG_LEVELS } from "@doubloon/shared/protocol/adminProcesses";
import { parseFlags } from "../opsFlags.ts";
import { type OpsCommand, OpsError, type OpsRun } from "../opsTypes.ts";
import { dataFolder, orderProcesses, wholeNumber } from "./processCalls.ts";

const DEFAULT_MINUTES = "10";

export const logLevelCommand: OpsCommand = {
  usages: [
    [
      "log-level LEVEL [--minutes N] [--process ID]",
      "changes the log level of all processes, or of one, for N (10) minutes",
    ],
  ],
  async run(run) {
    const { values, positionals } = parse(run);
    const [wanted, ...more] = positionals;
    const level = RUNTIME_LOG_LEVELS.find((name) => name === wanted);
    if (level === undefined || more.length > 0) {
      const got = positionals.length === 0 ? "none" : JSON.stringify(positionals.join(" "));
      throw new OpsError(`log-level takes one of ${RUNTIME_LOG_LEVELS.join(", ")}, got ${got}`);
    }
    const minutes = wholeNumber("minutes", values.minutes ?? DEFAULT_MINUTES, MAX_LEVEL_MINUTES);
    const { process } = values;
    const outcomes = await orderProcesses(dataFolder(run, values.data), {
      ...(process === undefined ? {} : { process }),
      order: { act: "logLevel", level, minutes },
    });
    for (const { process, text } of outcomes) run.out(`${process}: ${text}\n`);
    return outcomes.every(({ ok }) => ok) ? 0 : 1;
  },
};

function parse({ args }: OpsRun) {
  return parseFlags(args, {
    options: { data: { type: "string" }, minutes: { type: "string" }, process: { type: "string" } },
    allowPositionals: true,
  });
}
