// `npm run swarm`: reads the flags and runs the load or the bots.
import { parseSwarmFlags } from "./flags.ts";
import { runProgram, stopSignal } from "./lib/program.ts";
import { describeReport } from "./load/report.ts";
import { runLoad } from "./load/runLoad.ts";

await runProgram("swarm", async () => {
  const command = parseSwarmFlags(process.argv.slice(2));
  if (command.mode === "help") {
    process.stdout.write(command.text);
    return 0;
  }
  const stop = stopSignal();
  if (command.mode === "bots") {
    const { runBots } = await import("./bots/runBots.ts");
    await runBots(command.target, command.players, stop);
    return 0;
  }
  const { options } = command;
  const report = await runLoad(options, (line) => !options.json && console.log(line), stop);
  const { tooManyConnections = 0 } = report.refusals as { readonly tooManyConnections?: number };
  if (tooManyConnections > 0) {
    console.error(
      "swarm: the server limits the players of one address; start it with --exempt-loopback to test with more",
    );
  }
  console.log(options.json ? JSON.stringify(report) : describeReport(report));
  return 0;
});
