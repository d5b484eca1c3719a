// `npm run drill -- kill`: reads the flags, runs the drill and prints one line of JSON. The exit code is 0 if nothing that
// was confirmed to a player is missing, 1 if something is.
import { parseDrillFlags } from "./drill/drillFlags.ts";
import { runKillDrill } from "./drill/killDrill.ts";
import { runProgram } from "./lib/program.ts";

await runProgram("drill", async () => {
  const command = parseDrillFlags(process.argv.slice(2));
  if (command.mode === "help") {
    process.stdout.write(command.text);
    return 0;
  }
  const { kills, players, gateways } = command;
  const log = (line: string) => console.error(line);
  const report = await runKillDrill({ kills, players, gateways, random: Math.random, log });
  console.log(JSON.stringify(report));
  return report.missing === 0 ? 0 : 1;
});
