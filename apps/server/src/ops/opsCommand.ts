// `npm run ops -- COMMAND`: the operator's commands, one file each. A problem that the operator can fix is one line on
// standard error and exit code 2.
import { operatorLine } from "../startup/operatorError.ts";
import { backupCommand, restoreCommand, verifyCommand } from "./backup/backupCommands.ts";
import { configCommand } from "./configCommand.ts";
import { doctorCommand } from "./doctor/doctorCommand.ts";
import { drainCommand } from "./drainCommand.ts";
import { handoverCommand } from "./handoverCommand.ts";
import { healthCommand } from "./healthCommand.ts";
import { type OpsCommand, OpsError, type OpsRun } from "./opsTypes.ts";
import { logLevelCommand } from "./processes/logLevelCommand.ts";
import { capturesCommand, recordCommand } from "./processes/recordCommand.ts";

/** By name. A new command is a file and a line here. */
const commands: Readonly<Record<string, OpsCommand>> = {
  backup: backupCommand,
  verify: verifyCommand,
  restore: restoreCommand,
  config: configCommand,
  doctor: doctorCommand,
  drain: drainCommand,
  handover: handoverCommand,
  health: healthCommand,
  "log-level": logLevelCommand,
  record: recordCommand,
  captures: capturesCommand,
};

/** Runs the command and returns the exit code. */
export async function runOps(run: OpsRun): Promise<number> {
  const [name, ...args] = run.args;
  if (name === undefined || name === "--help" || name === "help") {
    run.out(usage());
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    run.error(`doubloon: unknown command ${JSON.stringify(name)}, expected one of ${names()}\n`);
    return 2;
  }
  try {
    return await command.run({ ...run, args });
  } catch (error) {
    const line = lineOf(error);
    if (line === undefined) throw error;
    run.error(`doubloon: ${line}\n`);
    return error instanceof OpsError ? error.code : 2;
  }
}

/** What the operator reads of an error; undefined if it is a fault of ours. Errors of the file system name call and path. */
function lineOf(error: unknown): string | undefined {
  if (error instanceof OpsError || (error instanceof Error && "syscall" in error))
    return error.message.replaceAll("\n", " ");
  return operatorLine(error);
}

function usage(): string {
  const lines = Object.entries(commands).flatMap(([name, { usages }]) =>
    usages.map(([args, what]) => `  ${`${name} ${args}`.padEnd(44)} ${what}`),
  );
  return ["Usage: npm run ops -- COMMAND", "", ...lines, ""].join("\n");
}

function names(): string {
  return Object.keys(commands).join(", ");
}
