// The command line of `npm run drill`. It checks every flag and starts nothing.
import { integerFlag, parseFlags } from "../lib/flagReader.ts";
import { UsageError } from "../lib/program.ts";

const HELP = `npm run drill -- kill [--kills N] [--players N] [--gateways N]

Kills the server (SIGKILL, all its processes) while players pick up treasure, starts it again on the same data, and checks
that each returning player still has every award that the server had confirmed. Starts its own server on a free port of this
machine, in a temporary data folder.

  --kills N      number of kills             (100)
  --players N    number of players           (300)
  --gateways N   number of gateway processes (2)

Exit codes: 0 nothing confirmed is missing, 1 something is missing, 2 a flag is wrong.
`;
const MAX_KILLS = 10_000;
const MAX_PLAYERS = 5_000;
const MAX_GATEWAYS = 16;

export type DrillCommand =
  | { readonly mode: "help"; readonly text: string }
  | { readonly mode: "kill"; readonly kills: number; readonly players: number; readonly gateways: number };

/**
 * Reads the command line.
 * @throws UsageError for an unknown drill, flag or value
 */
export function parseDrillFlags(args: readonly string[]): DrillCommand {
  const { values, positionals } = parseFlags(args, {
    allowPositionals: true,
    options: {
      kills: { type: "string", default: "100" },
      players: { type: "string", default: "300" },
      gateways: { type: "string", default: "2" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return { mode: "help", text: HELP };
  if (positionals.join(" ") !== "kill") {
    throw new UsageError(`"${positionals.join(" ")}" is not a drill, expected "kill"`);
  }
  return {
    mode: "kill",
    kills: integerFlag("--kills", values.kills, 1, MAX_KILLS),
    players: integerFlag("--players", values.players, 1, MAX_PLAYERS),
    gateways: integerFlag("--gateways", values.gateways, 0, MAX_GATEWAYS),
  };
}
