// `npm run hostile`: reads the flags and runs the attack. The exit code is 0 if nothing restarted and no victim was
// disconnected, 1 otherwise.
import { BEHAVIOURS } from "./hostile/behaviours/table.ts";
import { parseHostileFlags } from "./hostile/hostileFlags.ts";
import { describeHostileReport, survived } from "./hostile/hostileReport.ts";
import { runHostile } from "./hostile/runHostile.ts";
import { runProgram, stopSignal } from "./lib/program.ts";

await runProgram("hostile", async () => {
  const command = parseHostileFlags(process.argv.slice(2));
  if (command.mode === "help") {
    process.stdout.write(command.text);
    return 0;
  }
  if (command.mode === "list") {
    process.stdout.write(BEHAVIOURS.map(({ name }) => `${name}\n`).join(""));
    return 0;
  }
  const { options } = command;
  const report = await runHostile(options, (line) => !options.json && console.log(line), stopSignal());
  console.log(options.json ? JSON.stringify(report) : describeHostileReport(report));
  return survived(report) ? 0 : 1;
});
