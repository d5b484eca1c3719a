// The command line of `npm run swarm`. It checks every flag and connects to nothing.
import { integerFlag, numberFlag, parseFlags } from "./lib/flagReader.ts";
import { UsageError } from "./lib/program.ts";
import { parseTarget, type Target } from "./lib/target.ts";
import { tileCentre } from "./lib/tiles.ts";
import { PLAYERS_PER_PROCESS } from "./load/workers/splitPlan.ts";
import type { Waypoint } from "./walking/straightWalk.ts";

const HELP = `Usage: npm run swarm -- [flags]

Simulated players that speak Doubloon's protocol, as load or as bots. Only against a server on this machine.

  --url URL        the server                                  (http://127.0.0.1:8080/)
  --players N      number of players                           (100; at most 60000)
  --seconds S      how long to measure once all have joined    (30; at most 86400)
  --rate R         inputs a second per player, 0 to 20         (1)
  --json           print one object as the last line
  --join-rate J    joins a second; from 20000 on all join at once, however slow the server is
                                                               (2000)
  --ramp S         spread all joins over S seconds, instead of --join-rate
  --processes P    processes to spread the players over, 1 to 16
                                                               (one for each 12500 players)
  --hotspot        before measuring, all players walk to where the first one joined
  --hotspot-at X,Y the same, to a tile
  --hunt           players go to hunts and take part; with --rate 2 about as fast as people
  --stalled F      share of players that stop reading, 0 to 1  (0)
  --timed F        share of players that read at once and are timed, 0.01 to 1; the others read about every two
                   seconds, so that one core can drive more    (1)
  --bots           run as bots: few, for company, until the server ends
  --help           print this text
`;

/** Descriptors that one process may hold, less its own. */
const MAX_PLAYERS_PER_PROCESS = 19_900;

export interface LoadOptions {
  readonly target: Target;
  readonly players: number;
  readonly seconds: number;
  readonly inputsPerSecond: number;
  readonly joinsPerSecond: number;
  readonly processes: number;
  readonly hotspot: boolean;
  readonly hunt: boolean;
  /** In sub-tile units; undefined for where the first player joined. */
  readonly hotspotAt: Waypoint | undefined;
  readonly stalledShare: number;
  readonly timedShare: number;
  readonly json: boolean;
}

export type SwarmCommand =
  | { readonly mode: "help"; readonly text: string }
  | { readonly mode: "load"; readonly options: LoadOptions }
  | { readonly mode: "bots"; readonly target: Target; readonly players: number };

/**
 * Reads the command line.
 * @throws UsageError for an unknown flag or a value that is out of range
 */
export function parseSwarmFlags(args: readonly string[]): SwarmCommand {
  const { values } = parseFlags(args, {
    options: {
      url: { type: "string", default: "http://127.0.0.1:8080/" },
      players: { type: "string", default: "100" },
      seconds: { type: "string", default: "30" },
      rate: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      "join-rate": { type: "string", default: "2000" },
      ramp: { type: "string" },
      processes: { type: "string" },
      hotspot: { type: "boolean", default: false },
      "hotspot-at": { type: "string" },
      hunt: { type: "boolean", default: false },
      stalled: { type: "string", default: "0" },
      timed: { type: "string", default: "1" },
      bots: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return { mode: "help", text: HELP };
  const target = parseTarget(values.url);
  const players = integerFlag("--players", values.players, 1, 60_000);
  if (values.bots) return { mode: "bots", target, players };

  const minProcesses = Math.ceil(players / MAX_PLAYERS_PER_PROCESS);
  const usualProcesses = Math.ceil(players / PLAYERS_PER_PROCESS);
  const processes = integerFlag("--processes", values.processes ?? String(usualProcesses), minProcesses, 16);
  const joinsPerSecond =
    values.ramp === undefined
      ? numberFlag("--join-rate", values["join-rate"], 1, 100_000)
      : players / numberFlag("--ramp", values.ramp, 0.1, 3600);
  const at = values["hotspot-at"];
  if (values.hunt && (values.hotspot || at !== undefined))
    throw new UsageError("--hunt and --hotspot exclude each other: hunters go where the hunt is");
  const options: LoadOptions = {
    target,
    players,
    seconds: numberFlag("--seconds", values.seconds, 0.1, 86_400),
    inputsPerSecond: numberFlag("--rate", values.rate, 0, 20),
    joinsPerSecond,
    processes,
    hotspot: values.hotspot || at !== undefined,
    hotspotAt: at === undefined ? undefined : tileFlag("--hotspot-at", at),
    hunt: values.hunt,
    stalledShare: numberFlag("--stalled", values.stalled, 0, 1),
    timedShare: numberFlag("--timed", values.timed, 0.01, 1),
    json: values.json,
  };
  return { mode: "load", options };
}

function tileFlag(flag: string, text: string): Waypoint {
  const match = /^(\d{1,5}),(\d{1,5})$/.exec(text);
  if (match === null)
    throw new UsageError(`${flag} ${text}: expected a tile's column and row, such as 256,120`);
  return { x: tileCentre(Number(match[1])), y: tileCentre(Number(match[2])) };
}
