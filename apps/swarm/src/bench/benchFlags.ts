// The command line of `npm run bench`. It checks every flag and starts nothing.
import { integerFlag, nameFlag, numberFlag, parseFlags } from "../lib/flagReader.ts";
import { UsageError } from "../lib/program.ts";
import {
  BENCH_ROWS,
  type BenchRow,
  type CurvePlan,
  type FanOutPlan,
  type LoadCurvePlan,
  type WorldPlan,
} from "./benchPlans.ts";
import { neighbourKinds } from "./neighbour/neighbourPlan.ts";
import { type StormKind, type StormPlan, stormKinds } from "./storm/stormPlan.ts";

export const BENCH_HELP = `Usage: npm run bench -- [flags]

Compares Doubloon with its peers on this machine: the server on one core, the load on the other.

  --quick           shorter windows and a coarser search; too imprecise to quote
  --json            print one object as the last line
  --curve           instead: Doubloon alone with 1,000 to 20,000 players, spread out and crowded
  --load-curve      instead: doubloon_load of one process with 500 to 6,000 players; writes the table of
                    docs/operating.md
  --storm KIND      instead: 25,000 players on two gateways, server and swarm on the same cores: steady, hotspot (20,000
                    players at one spot), death (one gateway is killed), hunters (1,000 in one hunt) or cache (5,000 hunters
                    at one cache after the other)
  --neighbour KIND  with --storm: beside another program that uses a quarter of a core (quarter: 5 ms of every 20) or
                    a whole core for 3 s of every 15 (core)
  --players N       with --storm: number of players, 2 to 60000
  --smoke           a few clients and seconds for each row, to check that everything works
  --only WORK       fan-out or world; writes no page
  --row NAME        only the row with that name, such as doubloon; writes no page
  --timed F         share of clients that read at once and are timed; the others read once a second, which relieves
                    the load's core and costs the server's      (1; 0.2 for --curve, where they share both)
  --no-write        do not write to docs/
  --help            print this text
`;

export interface BenchCommand {
  readonly help: boolean;
  readonly json: boolean;
  readonly write: boolean;
  readonly curve: CurvePlan | undefined;
  readonly loadCurve: LoadCurvePlan | undefined;
  readonly fanOut: FanOutPlan | undefined;
  readonly world: WorldPlan | undefined;
  readonly storm: StormPlan | undefined;
  /** The only row to run; undefined for all. */
  readonly row: BenchRow | undefined;
  /** As typed, for the page. */
  readonly commandLine: string;
}

type Scale = "full" | "quick" | "smoke";

const FAN_OUT: Readonly<Record<Scale, Omit<FanOutPlan, "timedShare">>> = {
  full: { connections: 5_000, windowMs: 30_000 },
  quick: { connections: 5_000, windowMs: 5_000 },
  smoke: { connections: 200, windowMs: 1_000 },
};
const WORLD: Readonly<Record<Scale, Omit<WorldPlan, "timedShare">>> = {
  full: { windowMs: 30_000, settleMs: 15_000, resolution: 0.05, maxPlayers: 14_000, startShare: 1 },
  quick: { windowMs: 5_000, settleMs: 6_000, resolution: 0.1, maxPlayers: 14_000, startShare: 1 },
  smoke: { windowMs: 2_000, settleMs: 1_000, resolution: 1, maxPlayers: 60, startShare: 0.01 },
};
const CURVE: Readonly<Record<Scale, Omit<CurvePlan, "timedShare" | "serverArgs">>> = {
  full: { sizes: [1_000, 5_000, 10_000, 20_000], windowMs: 30_000, gatherMs: 300_000 },
  quick: { sizes: [1_000, 5_000, 10_000, 20_000], windowMs: 8_000, gatherMs: 300_000 },
  smoke: { sizes: [20, 40], windowMs: 2_000, gatherMs: 20_000 },
};
const LOAD_CURVE: Readonly<Record<Scale, Omit<LoadCurvePlan, "timedShare">>> = {
  full: { sizes: [500, 1_000, 2_000, 4_000, 6_000], settleMs: 10_000, windowMs: 20_000 },
  quick: { sizes: [500, 1_000, 2_000, 4_000, 6_000], settleMs: 5_000, windowMs: 8_000 },
  smoke: { sizes: [20, 40], settleMs: 1_000, windowMs: 3_000 },
};
const STORM: Readonly<Record<Scale, Pick<StormPlan, "joinsPerSecond" | "settleMs" | "windowMs">>> = {
  full: { joinsPerSecond: 400, settleMs: 15_000, windowMs: 60_000 },
  quick: { joinsPerSecond: 400, settleMs: 10_000, windowMs: 30_000 },
  smoke: { joinsPerSecond: 100, settleMs: 500, windowMs: 8_000 },
};
const STORM_PLAYERS: Readonly<Record<StormKind, number>> = {
  steady: 25_000,
  hotspot: 20_000,
  death: 25_000,
  hunters: 1_000,
  cache: 5_000,
};
const STORM_SMOKE_PLAYERS = 40;
const STORM_TIMED_SHARE: Readonly<Record<StormKind, number>> = {
  steady: 0.05,
  hotspot: 0.05,
  death: 0.05,
  hunters: 1,
  cache: 0.2,
};
/** On the curve server and swarm share two cores; fewer timed players leave more of them to the server. */
const CURVE_TIMED_SHARE = 0.2;
/** Above this, players need gateways: one process may not hold as many descriptors. */
const PLAYERS_WITHOUT_GATEWAYS = 6_000;

/**
 * Reads the command line.
 * @throws UsageError for an unknown flag or value
 */
export function parseBenchFlags(args: readonly string[]): BenchCommand {
  const values = read(args);
  const scale: Scale = values.smoke ? "smoke" : values.quick ? "quick" : "full";
  const { only } = values;
  if (only !== undefined && only !== "fan-out" && only !== "world") {
    throw new UsageError(`--only ${only}: expected fan-out or world`);
  }
  const row = values.row === undefined ? undefined : nameFlag("--row", values.row, BENCH_ROWS);
  const timed = values.timed === undefined ? undefined : numberFlag("--timed", values.timed, 0.01, 1);
  const timedShare = timed ?? 1;
  const storm = stormOf(values, scale, timed);
  const loadCurve = values["load-curve"] === true;
  const alone = values.curve === true || loadCurve || storm !== undefined;
  const serverArgs = (players: number) =>
    players > PLAYERS_WITHOUT_GATEWAYS ? ["--gateways", String(Math.ceil(players / 10_000))] : [];
  return {
    help: values.help === true,
    json: values.json === true,
    // A page with one part would replace the page that compares all.
    write: values["no-write"] !== true && row === undefined && only === undefined,
    row,
    curve: values.curve ? { ...CURVE[scale], timedShare: timed ?? CURVE_TIMED_SHARE, serverArgs } : undefined,
    // The load has a core of its own.
    loadCurve: loadCurve ? { ...LOAD_CURVE[scale], timedShare } : undefined,
    storm,
    fanOut: alone || only === "world" ? undefined : { ...FAN_OUT[scale], timedShare },
    world: alone || only === "fan-out" ? undefined : { ...WORLD[scale], timedShare },
    commandLine: ["npm run bench", ...(args.length > 0 ? ["--", ...args] : [])].join(" "),
  };
}

function stormOf(
  values: ReturnType<typeof read>,
  scale: Scale,
  timed: number | undefined,
): StormPlan | undefined {
  if (values.storm === undefined) {
    for (const flag of ["neighbour", "players"] as const) {
      if (values[flag] !== undefined)
        throw new UsageError(`--${flag} ${values[flag]}: expected with --storm`);
    }
    return undefined;
  }
  const kind = nameFlag("--storm", values.storm, stormKinds);
  const fallback = String(scale === "smoke" ? STORM_SMOKE_PLAYERS : STORM_PLAYERS[kind]);
  const players = integerFlag("--players", values.players ?? fallback, 2, 60_000);
  const neighbour =
    values.neighbour === undefined ? undefined : nameFlag("--neighbour", values.neighbour, neighbourKinds);
  // A twentieth of a few players is none.
  const timedShare = timed ?? (scale === "smoke" ? 1 : STORM_TIMED_SHARE[kind]);
  return { ...STORM[scale], kind, players, timedShare, neighbour, serverArgs: ["--gateways", "2"] };
}

function read(args: readonly string[]) {
  return parseFlags(args, {
    options: {
      quick: { type: "boolean" },
      smoke: { type: "boolean" },
      json: { type: "boolean" },
      curve: { type: "boolean" },
      "load-curve": { type: "boolean" },
      storm: { type: "string" },
      neighbour: { type: "string" },
      players: { type: "string" },
      only: { type: "string" },
      row: { type: "string" },
      timed: { type: "string" },
      "no-write": { type: "boolean" },
      help: { type: "boolean" },
    },
  }).values;
}
