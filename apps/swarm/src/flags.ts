// The swarm's command line. It checks every flag and connects to nothing.
import { parseArgs } from "node:util";
import { TILE_SUB } from "@doubloon/shared/space";
import type { Waypoint } from "./load/walkers/course.ts";
import { parseTarget, type Target, UsageError } from "./lib/target.ts";

export const HELP = `Usage: npm run swarm -- [flags]

Players that speak Doubloon's protocol, for load and for company. Only against a server on this machine.

  --url URL        the server                                  (http://127.0.0.1:8080/)
  --players N      how many                                    (100; at most 60000)
  --seconds S      how long to measure once all are in         (30; at most 86400)
  --rate R         inputs a second and player, 0 to 20         (1)
  --json           print one object as the last line
  --join-rate J    players coming in a second; from 20000 on all at once, however slow the server is
                                                               (2000)
  --ramp S         bring everybody in over S seconds, instead of --join-rate
  --processes P    processes to spread the players over, 1 to 16
                                                               (one for each 12500 players)
  --hotspot        before the measuring everybody walks to where the first player came in
  --hotspot-at X,Y the same to a tile
  --stalled F      part of the players that stop reading, 0 to 1 (0)
  --timed F        part of the players that read at once and are timed, 0.01 to 1; the others read every two seconds or so,
                   which lets one core drive more                (1)
  --bots           be company: few, friendly, until the server's end
  --help           this text
`;

/** Players that one process drives by default. */
export const PLAYERS_PER_PROCESS = 12_500;
/** Descriptors that one process may hold, less what it needs for itself. */
const MAX_PLAYERS_PER_PROCESS = 19_900;

export interface LoadOptions {
  readonly target: Target;
  readonly players: number;
  readonly seconds: number;
  readonly inputsPerSecond: number;
  readonly joinsPerSecond: number;
  readonly processes: number;
  readonly hotspot: boolean;
  /** In sub-tile units; undefined for where the first player came in. */
  readonly hotspotAt: Waypoint | undefined;
  readonly stalledShare: number;
  readonly timedShare: number;
  readonly json: boolean;
}

export type SwarmCommand =
  | { readonly mode: "help" }
  | { readonly mode: "load"; readonly options: LoadOptions }
  | { readonly mode: "bots"; readonly target: Target; readonly players: number };

/**
 * Reads the command line.
 * @throws UsageError for an unknown flag or a value that is out of range
 */
export function parseSwarmFlags(args: readonly string[]): SwarmCommand {
  const values = read(args);
  if (values.help) return { mode: "help" };
  const target = parseTarget(values.url ?? "http://127.0.0.1:8080/");
  const players = integer("--players", values.players ?? "100", 1, 60_000);
  if (values.bots) return { mode: "bots", target, players };

  const fewest = Math.ceil(players / MAX_PLAYERS_PER_PROCESS);
  const usual = Math.ceil(players / PLAYERS_PER_PROCESS);
  const processes = integer("--processes", values.processes ?? String(usual), fewest, 16);
  const joinsPerSecond =
    values.ramp === undefined
      ? number("--join-rate", values["join-rate"] ?? "2000", 1, 100_000)
      : players / number("--ramp", values.ramp, 0.1, 3600);
  const at = values["hotspot-at"];
  const options: LoadOptions = {
    target,
    players,
    seconds: number("--seconds", values.seconds ?? "30", 0.1, 86_400),
    inputsPerSecond: number("--rate", values.rate ?? "1", 0, 20),
    joinsPerSecond,
    processes,
    hotspot: values.hotspot === true || at !== undefined,
    hotspotAt: at === undefined ? undefined : tile("--hotspot-at", at),
    stalledShare: number("--stalled", values.stalled ?? "0", 0, 1),
    timedShare: number("--timed", values.timed ?? "1", 0.01, 1),
    json: values.json === true,
  };
  return { mode: "load", options };
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: "string" },
        players: { type: "string" },
        seconds: { type: "string" },
        rate: { type: "string" },
        json: { type: "boolean" },
        "join-rate": { type: "string" },
        ramp: { type: "string" },
        processes: { type: "string" },
        hotspot: { type: "boolean" },
        "hotspot-at": { type: "string" },
        stalled: { type: "string" },
        timed: { type: "string" },
        bots: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(message.split(". ")[0].replace(/\n/g, " "));
  }
}

function number(flag: string, text: string, least: number, most: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value >= least && value <= most) return value;
  throw new UsageError(`${flag} ${text}: expected a number from ${least} to ${most}`);
}

function integer(flag: string, text: string, least: number, most: number): number {
  const value = number(flag, text, least, most);
  if (Number.isInteger(value)) return value;
  throw new UsageError(`${flag} ${text}: expected a whole number from ${least} to ${most}`);
}

function tile(flag: string, text: string): Waypoint {
  const match = /^(\d{1,5}),(\d{1,5})$/.exec(text);
  if (match === null)
    throw new UsageError(`${flag} ${text}: expected a tile's column and row, such as 256,120`);
  return { x: (Number(match[1]) + 0.5) * TILE_SUB, y: (Number(match[2]) + 0.5) * TILE_SUB };
}
