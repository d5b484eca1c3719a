// `npm run drill -- kill`: reads the flags, runs the drill, prints one line of JSON. Exit code 0 if nothing that was told is
// missing, 1 if something is, 2 for a flag that cannot be used.
import { parseArgs } from "node:util";
import { runKillDrill } from "./drill/killDrill.ts";
import { UsageError } from "./lib/target.ts";

const HELP = `npm run drill -- kill [--kills N] [--players N] [--gateways N]

Kills the server (SIGKILL, all its processes) under players who pick things up, starts it again on the same data, and
asks each player who comes back whether everything they were told is still theirs. Starts a server of its own on a free
port of this machine, in a temporary data folder.

  --kills N      kills, 100 if not given
  --players N    players, 300 if not given
  --gateways N   gateway processes, 2 if not given
`;
const MAX_KILLS = 10_000;
const MAX_PLAYERS = 5_000;
const MAX_GATEWAYS = 16;

function readFlags(args: string[]): { kills: number; players: number; gateways: number } | undefined {
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        kills: { type: "string", default: "100" },
        players: { type: "string", default: "300" },
        gateways: { type: "string", default: "2" },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values["help"] === true) return undefined;
  if (positionals.join(" ") !== "kill") {
    throw new UsageError(`"${positionals.join(" ")}" is no drill, expected "kill"`);
  }
  return {
    kills: count("kills", values["kills"], 1, MAX_KILLS),
    players: count("players", values["players"], 1, MAX_PLAYERS),
    gateways: count("gateways", values["gateways"], 0, MAX_GATEWAYS),
  };
}

function count(name: string, text: unknown, least: number, most: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} ${String(text)}: expected a whole number from ${least} to ${most}`);
}

try {
  const flags = readFlags(process.argv.slice(2));
  if (flags === undefined) process.stdout.write(HELP);
  else {
    const report = await runKillDrill({
      ...flags,
      random: Math.random,
      log: (line) => console.error(line),
    });
    console.log(JSON.stringify(report));
    process.exitCode = report.missing === 0 ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`drill: ${error.message}`);
  process.exitCode = 2;
}
