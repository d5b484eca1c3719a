// `npm run swarm`: reads the flags, runs the load or the bots, and turns what goes wrong into one line and an exit code.
import { HELP, parseSwarmFlags, type SwarmCommand } from "./flags.ts";
import { describeReport } from "./load/report.ts";
import { NobodyJoinedError, runLoad } from "./load/runLoad.ts";
import { UsageError } from "./lib/target.ts";

async function run(command: SwarmCommand): Promise<void> {
  if (command.mode === "help") {
    process.stdout.write(HELP);
    return;
  }
  const stop = new AbortController();
  process.once("SIGINT", () => stop.abort());
  process.once("SIGTERM", () => stop.abort());
  if (command.mode === "bots") {
    const { runBots } = await import("./bots/runBots.ts");
    await runBots(command.target, command.players, stop.signal);
    return;
  }
  const { options } = command;
  const report = await runLoad(options, (line) => !options.json && console.log(line), stop.signal);
  const { tooManyConnections = 0 } = report.refusals as { readonly tooManyConnections?: number };
  if (tooManyConnections > 0) {
    console.error(
      "swarm: the server limits the players of one address; to test it with more start it with --exempt-loopback",
    );
  }
  console.log(options.json ? JSON.stringify(report) : describeReport(report));
}

try {
  await run(parseSwarmFlags(process.argv.slice(2)));
  process.exit(0);
} catch (error) {
  if (error instanceof UsageError) {
    console.error(`swarm: ${error.message}`);
    process.exit(2);
  }
  if (error instanceof NobodyJoinedError) {
    console.error(`swarm: ${error.message}`);
    process.exit(1);
  }
  throw error;
}
