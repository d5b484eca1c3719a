// `npm run drill -- kill|drain|handover|leader-death|upgrade`: reads the flags, runs the drill and prints one line of JSON. The
// exit code is 0 if nothing that was confirmed to a player is missing, and everybody whom a drain moved was back in time;
// otherwise it is 1.
import { runDrainDrill } from "./drill/drainDrill.ts";
import { parseDrillFlags } from "./drill/drillFlags.ts";
import { runKillDrill } from "./drill/killDrill.ts";
import { runTakeoverDrill } from "./drill/takeover/takeoverDrill.ts";
import { runUpgradeDrill } from "./drill/upgrade/upgradeDrill.ts";
import { parseUpgradeFlags, UPGRADE_HELP } from "./drill/upgrade/upgradeFlags.ts";
import { exitOnSignal, runProgram } from "./lib/program.ts";

exitOnSignal();
await runProgram("drill", async () => {
  const [drill, ...flags] = process.argv.slice(2);
  if (drill === "upgrade") return upgrade(flags);
  const command = parseDrillFlags(process.argv.slice(2));
  const more = { random: Math.random, log: (line: string) => console.error(line) };
  switch (command.mode) {
    case "help":
      process.stdout.write(command.text);
      return 0;
    case "kill": {
      const report = await runKillDrill({ ...command, ...more });
      console.log(JSON.stringify(report));
      return report.missing === 0 ? 0 : 1;
    }
    case "handover":
    case "leader-death": {
      const report = await runTakeoverDrill({ ...command, mode: command.mode, ...more });
      console.log(JSON.stringify(report));
      const { missing, lost, playing, players } = report;
      return missing + lost === 0 && playing === players ? 0 : 1;
    }
    case "drain": {
      const report = await runDrainDrill({ ...command, ...more });
      console.log(JSON.stringify(report));
      const { missing, lost, awayTooLong, playing, players } = report;
      return missing + lost + awayTooLong === 0 && playing === players ? 0 : 1;
    }
  }
});

/** The exit code is 0 if nobody and nothing was lost, and the incompatible version was refused on both sides. */
async function upgrade(args: readonly string[]): Promise<number> {
  const flags = parseUpgradeFlags(args);
  if (flags === undefined) {
    process.stdout.write(UPGRADE_HELP);
    return 0;
  }
  const log = (line: string) => console.error(line);
  const report = await runUpgradeDrill({ ...flags, random: Math.random, log });
  console.log(JSON.stringify(report));
  const { missing, lost, refused, worldSaysSo } = report;
  return missing + lost === 0 && refused.gateway !== "" && refused.standby !== "" && worldSaysSo ? 0 : 1;
}
