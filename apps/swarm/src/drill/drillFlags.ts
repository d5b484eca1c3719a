// The command line of `npm run drill`. It checks every flag and starts nothing.
import { integerFlag, parseFlags } from "../lib/flagReader.ts";
import { UsageError } from "../lib/program.ts";

const HELP = `npm run drill -- kill [--kills N] [--players N] [--gateways N]
npm run drill -- drain [--on-one] [--players N] [--gateways N] [--seconds S]
npm run drill -- handover [--players N] [--gateways N] [--seconds S]
npm run drill -- leader-death [--players N] [--gateways N] [--seconds S]

kill: kills the server (SIGKILL, all its processes) while players pick up treasure, starts it again on the same data, and
checks that each returning player still has every award that the server had confirmed.

drain: tells one of the gateways to end (SIGTERM) while players hunt; it moves its players to the others. Checks that each
comes back as themselves with every confirmed award, and reports how long they were away and how late the others' frames were
before the drain, until all were back, and afterwards, when the others have all players. With --on-one, the players are all on
the gateway that is drained, and a tenth as many on each of the others. Linux only.

handover, leader-death: the world moves to a standby on another machine while players hunt, by \`ops handover\` or because its
machine is killed (SIGKILL). Reports how long that took, the longest silence that players saw, and how far the world's clock was
off. Starts a redis-server, two world machines and one with gateways. Linux only.

upgrade: see npm run drill -- upgrade --help.

All start their own server on a free port of this machine, in a temporary data folder.

  --kills N      number of kills                        (100)
  --players N    number of players                      (300)
  --gateways N   number of gateway processes            (kill: 2, others: 3)
  --seconds S    seconds measured before, and afterwards (20)

Exit codes: 0 nothing confirmed is missing, everybody moved by a drain was back within 2 s, and nobody lost the connection in a
takeover; 1 otherwise; 2 a flag is wrong.
`;
const MAX_KILLS = 10_000;
const MAX_PLAYERS = 5_000;
const MAX_GATEWAYS = 16;
/** All players of a drain drill are in one process, each with an open file. */
const MAX_DRAIN_PLAYERS = 18_000;
/** With --on-one, as many on one gateway: a tenth on each of up to 15 others is more. */
const MAX_ON_ONE = 7_000;
const MAX_SECONDS = 600;

export type DrillCommand =
  | { readonly mode: "help"; readonly text: string }
  | { readonly mode: "kill"; readonly kills: number; readonly players: number; readonly gateways: number }
  | {
      readonly mode: "drain" | "handover" | "leader-death";
      /** Of a drain only. */
      readonly onOne: boolean;
      readonly players: number;
      readonly gateways: number;
      readonly seconds: number;
    };

/**
 * Reads the command line.
 * @throws UsageError for an unknown drill, flag or value, or a flag of another drill
 */
export function parseDrillFlags(args: readonly string[]): DrillCommand {
  const { values, positionals } = parseFlags(args, {
    allowPositionals: true,
    options: {
      kills: { type: "string" },
      players: { type: "string" },
      gateways: { type: "string" },
      seconds: { type: "string" },
      "on-one": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return { mode: "help", text: HELP };
  const { kills, players = "300", gateways, seconds, "on-one": onOne = false } = values;
  const drill = positionals.join(" ");
  if (onOne && drill !== "drain") throw new UsageError("--on-one is a flag of the drill drain");
  if (drill === "kill") {
    if (seconds !== undefined) throw new UsageError("--seconds is no flag of the drill kill");
    return {
      mode: "kill",
      kills: integerFlag("--kills", kills ?? "100", 1, MAX_KILLS),
      players: integerFlag("--players", players, 1, MAX_PLAYERS),
      gateways: integerFlag("--gateways", gateways ?? "2", 0, MAX_GATEWAYS),
    };
  }
  if (drill === "drain" || drill === "handover" || drill === "leader-death") {
    if (kills !== undefined) throw new UsageError("--kills is a flag of the drill kill");
    return {
      mode: drill,
      onOne,
      players: integerFlag("--players", players, 1, onOne ? MAX_ON_ONE : MAX_DRAIN_PLAYERS),
      gateways: integerFlag("--gateways", gateways ?? "3", drill === "drain" ? 2 : 1, MAX_GATEWAYS),
      seconds: integerFlag("--seconds", seconds ?? "20", 1, MAX_SECONDS),
    };
  }
  throw new UsageError(
    `"${drill}" is not a drill, expected "kill", "drain", "handover", "leader-death" or "upgrade"`,
  );
}
