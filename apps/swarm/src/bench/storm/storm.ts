// Runs thousands of players under stress, with server and swarm on the same cores: a steady load, with or without a neighbour
// process; all players at one hotspot, in one hunt or at one cache; the crash of a gateway. Nothing is pinned. All processes end
// with the bench.
import { loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { total } from "../../lib/arithmetic.ts";
import { bySecond, makeReport, type WorkerResult } from "../../load/report.ts";
import { gather } from "../../load/walkers/gather.ts";
import { RemoteWorker } from "../../load/workers/remoteWorker.ts";
import { PLAYERS_PER_PROCESS, splitPlan } from "../../load/workers/splitPlan.ts";
import { Neighbour } from "../neighbour/neighbour.ts";
import { SERVER_FLAGS } from "../server/serverFlags.ts";
import { type ServerProcess, withServer } from "../server/serverProcess.ts";
import { announceHunt, tickCounts, tickP99Ms, untilHunting } from "./huntStorm.ts";
import { type HuntKind, huntKinds, type StormPlan } from "./stormPlan.ts";
import { type StormRow, stormRow } from "./stormRow.ts";

const INPUTS_PER_SECOND = 0.5;
/** About as fast as people. */
const HUNTERS_INPUTS_PER_SECOND = 2;
const JOIN_GRACE_MS = 40_000;
/** Longest walk to the hotspot before the crowd is measured. */
const GATHER_MS = 300_000;
/** When in the window a gateway is killed; the time before is the baseline. */
const KILL_AFTER_MS = 5_000;
/** How much longer than the window the neighbour may run. */
const NEIGHBOUR_GRACE_MS = 60_000;
const POLL_MS = 100;

/** Runs one storm. `log` gets a line at each step. */
export async function runStorm(plan: StormPlan, log: (line: string) => void): Promise<StormRow> {
  return withServer(
    async (folder) => ({
      program: "apps/server/src/main.ts",
      args: [
        "--port",
        "0",
        "--bots",
        "0",
        "--exempt-loopback",
        "--hunts",
        "off",
        ...(huntOf(plan) === undefined ? ["--ops-port", "off"] : ["--qa", "--ops-port", "0"]),
        "--data",
        join(folder, "data"),
        ...plan.serverArgs,
      ],
      nodeFlags: SERVER_FLAGS,
      core: undefined,
    }),
    async (server) => {
      const limitMs = plan.settleMs + plan.windowMs + NEIGHBOUR_GRACE_MS;
      const neighbour =
        plan.neighbour === undefined ? undefined : await Neighbour.ready(plan.neighbour, limitMs);
      try {
        return await load(plan, server, neighbour, log);
      } finally {
        await neighbour?.stop();
      }
    },
  );
}

async function load(
  plan: StormPlan,
  server: ServerProcess,
  neighbour: Neighbour | undefined,
  log: (line: string) => void,
): Promise<StormRow> {
  const workers = workersOf(plan, server);
  const hunt = huntOf(plan);
  // Read now: the output that names it is not kept for ever.
  const opsUrl = hunt === undefined ? undefined : server.opsUrl;
  if (hunt !== undefined) await announceHunt(plan, hunt, server.target);
  const startMs = performance.now();
  for (const worker of workers) worker.start();
  const limitMs = startMs + (1000 * plan.players) / plan.joinsPerSecond + JOIN_GRACE_MS;
  while (!workers.every(({ settled }) => settled) && performance.now() < limitMs) await sleep(POLL_MS);
  const joinSeconds = (performance.now() - startMs) / 1000;
  log(`storm: ${playing(workers)} of ${plan.players} players joined after ${joinSeconds.toFixed(1)} s`);
  if (plan.kind === "hotspot") await gather(workers, undefined, GATHER_MS, new AbortController().signal);
  if (hunt !== undefined) await untilHunting(plan.players, server.target);
  // A quarter of a core is used all the time; the periods of a whole core count from the start of the window.
  if (plan.neighbour === "quarter") neighbour?.begin();
  await sleep(plan.settleMs);

  for (const worker of workers) worker.measure();
  if (plan.neighbour === "core") neighbour?.begin();
  const loadBefore = loadavg()[0];
  const cpuBefore = server.cpuMicros;
  const ticksBefore = opsUrl === undefined ? undefined : await tickCounts(opsUrl);
  const measuredMs = performance.now();
  if (plan.kind === "death") {
    await sleep(KILL_AFTER_MS);
    log(`storm: gateway ${server.killGateway()} killed`);
    await sleep(plan.windowMs - KILL_AFTER_MS);
  } else await sleep(plan.windowMs);
  const seconds = (performance.now() - measuredMs) / 1000;
  // The CPU time of the killed gateway is lost, so the figure would be wrong.
  const serverCores = plan.kind === "death" ? 0 : (server.cpuMicros - cpuBefore) / 1e6 / seconds;
  const ticks =
    ticksBefore === undefined || opsUrl === undefined
      ? undefined
      : tickP99Ms(ticksBefore, await tickCounts(opsUrl));
  const results: WorkerResult[] = await Promise.all(workers.map((worker) => worker.finish()));
  return stormRow({
    kind: plan.kind,
    neighbour: plan.neighbour,
    report: makeReport(plan.players, results, { seconds, joinSeconds }),
    seconds: bySecond(results),
    deathSecond: plan.kind === "death" ? KILL_AFTER_MS / 1000 : undefined,
    serverCores,
    tickP99Ms: ticks,
    loadAverages: [loadBefore, loadavg()[0]],
  });
}

/** The hunt that all players of a storm take part in; undefined for a storm without one. */
function huntOf({ kind }: StormPlan): HuntKind | undefined {
  return huntKinds.find((hunt) => hunt === kind);
}

function workersOf(storm: StormPlan, { target }: ServerProcess) {
  const { players, joinsPerSecond, timedShare, kind } = storm;
  const hunts = huntOf(storm) !== undefined;
  const plan = {
    target,
    players,
    inputsPerSecond: hunts ? HUNTERS_INPUTS_PER_SECOND : INPUTS_PER_SECOND,
    joinsPerSecond,
    stalledShare: 0,
    timedShare,
    still: kind === "hotspot",
    hunt: hunts,
  };
  const plans = splitPlan(plan, Math.ceil(players / PLAYERS_PER_PROCESS));
  return plans.map((each) => new RemoteWorker(each));
}

function playing(workers: readonly RemoteWorker[]): number {
  return total(workers, ({ status }) => status?.playing ?? 0);
}
