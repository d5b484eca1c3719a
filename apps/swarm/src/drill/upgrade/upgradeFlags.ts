// The command line of `npm run drill -- upgrade`. It checks every flag and starts nothing.
import { integerFlag, parseFlags } from "../../lib/flagReader.ts";

export const UPGRADE_HELP = `npm run drill -- upgrade [--players N] [--from FOLDER] [--to FOLDER]

Runs world, standby, two gateways and Redis with one version of Doubloon while players pick up treasure, upgrades one process
after another to the next version, and checks that nobody is lost and nothing confirmed is missing. Then tries to add a
gateway and a standby of an incompatible version, which must be refused. Needs redis-server.

  --players N     number of players                                            (100)
  --from FOLDER   the version that runs first: an installed repository          (this one)
  --to FOLDER     the version that it is upgraded to: an installed repository   (a copy of this one with the next number)

Exit codes: 0 nobody and nothing is lost and the incompatible version was refused; 1 otherwise; 2 a flag is wrong.
`;
const MAX_PLAYERS = 2_000;

export interface UpgradeFlags {
  readonly players: number;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * Reads the flags; undefined if help is asked for.
 * @throws UsageError for an unknown flag or value
 */
export function parseUpgradeFlags(args: readonly string[]): UpgradeFlags | undefined {
  const { values } = parseFlags(args, {
    options: {
      players: { type: "string", default: "100" },
      from: { type: "string" },
      to: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return undefined;
  const { players, from, to } = values;
  return { players: integerFlag("--players", players, 1, MAX_PLAYERS), from, to };
}
