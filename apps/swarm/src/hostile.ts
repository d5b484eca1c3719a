// `npm run hostile`: reads the flags, runs the attack, and turns what goes wrong into one line and an exit code: 0 nothing
// restarted and no victim was disconnected, 1 otherwise, 2 a flag is wrong.
import { BEHAVIOURS } from "./hostile/behaviours/table.ts";
import { HOSTILE_HELP, type HostileCommand, parseHostileFlags } from "./hostile/hostileFlags.ts";
import { describeHostileReport, stoodIt } from "./hostile/hostileReport.ts";
import { NoVictimsError, runHostile } from "./hostile/runHostile.ts";
import { UsageError } from "./lib/target.ts";

/** Runs the command; whether all went well. */
async function run(command: HostileCommand): Promise<boolean> {
  if (command.mode !== "attack") {
    const names = BEHAVIOURS.map(({ name }) => `${name}\n`).join("");
    process.stdout.write(command.mode === "help" ? HOSTILE_HELP : names);
    return true;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  const { options } = command;
  const report = await runHostile(options, (line) => !options.json && console.log(line), stop.signal);
  console.log(options.json ? JSON.stringify(report) : describeHostileReport(report));
  return stoodIt(report);
}

try {
  process.exit((await run(parseHostileFlags(process.argv.slice(2)))) ? 0 : 1);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`hostile: ${error.message}`);
    process.exit(2);
  }
  if (error instanceof NoVictimsError) {
    console.error(`hostile: ${error.message}`);
    process.exit(1);
  }
  throw error;
}
