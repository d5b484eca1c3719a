// 25,000 players and what may befall them, all on the cores that there are: a steady hour, with or without a neighbour on
// the machine; all at one spot; the death of a gateway. Nothing is pinned. Server, swarm and neighbour end with the bench.
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PLAYERS_PER_PROCESS } from "../../flags.ts";
import { bySecond, makeReport, type WorkerResult } from "../../load/report.ts";
import { gather } from "../../load/walkers/gather.ts";
import { RemoteWorker } from "../../load/workers/remoteWorker.ts";
import { Neighbour } from "../neighbour/neighbour.ts";
import { SERVER_FLAGS } from "../server/serverFlags.ts";
import { ServerProcess } from "../server/serverProcess.ts";
import type { StormPlan } from "./stormPlan.ts";
import { type StormRow, stormRow } from "./stormRow.ts";

const INPUTS_PER_SECOND = 0.5;
const JOIN_GRACE_MS = 40_000;
/** The longest that the walk to one spot may take before the crowd is measured. */
const GATHER_MS = 300_000;
/** When in the window a gateway dies: what was before is what the time after is held against. */
const DEATH_AFTER_MS = 5_000;
/** What the neighbour may take longer than the window. */
const NEIGHBOUR_GRACE_MS = 60_000;
const LOOK_MS = 100;

/** Runs one storm. `news` gets a line now and then. */
export async function runStorm(plan: StormPlan, news: (line: string) => void): Promise<StormRow> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-storm-"));
  try {
    const server = await ServerProcess.start({
      program: "apps/server/src/main.ts",
      args: [
        "--port",
        "0",
        "--bots",
        "0",
        "--exempt-loopback",
        "--data",
        join(folder, "data"),
        ...plan.serverArgs,
      ],
      nodeFlags: SERVER_FLAGS,
      core: undefined,
    });
    const limitMs = plan.settleMs + plan.windowMs + NEIGHBOUR_GRACE_MS;
    const neighbour =
      plan.neighbour === undefined ? undefined : await Neighbour.ready(plan.neighbour, limitMs);
    try {
      return await load(plan, server, neighbour, news);
    } finally {
      await neighbour?.stop();
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(
  plan: StormPlan,
  server: ServerProcess,
  neighbour: Neighbour | undefined,
  news: (line: string) => void,
): Promise<StormRow> {
  const squads = squadsOf(plan, server);
  const startMs = performance.now();
  for (const squad of squads) squad.start();
  const limitMs = startMs + (1000 * plan.players) / plan.joinsPerSecond + JOIN_GRACE_MS;
  while (!squads.every(({ settled }) => settled) && performance.now() < limitMs) await sleep(LOOK_MS);
  const joinSeconds = (performance.now() - startMs) / 1000;
  news(`storm: ${playing(squads)} of ${plan.players} players in after ${joinSeconds.toFixed(1)} s`);
  if (plan.kind === "hotspot") await gather(squads, undefined, GATHER_MS, new AbortController().signal);
  // A quarter of a core is there all the time; the visits of a whole one are counted from the window's beginning.
  if (plan.neighbour === "quarter") neighbour?.begin();
  await sleep(plan.settleMs);

  for (const squad of squads) squad.measure();
  if (plan.neighbour === "core") neighbour?.begin();
  const loadBefore = loadavg()[0];
  const cpuBefore = server.cpuMicros;
  const measuredMs = performance.now();
  if (plan.kind === "death") {
    await sleep(DEATH_AFTER_MS);
    news(`storm: gateway ${server.killGateway()} killed`);
    await sleep(plan.windowMs - DEATH_AFTER_MS);
  } else await sleep(plan.windowMs);
  const seconds = (performance.now() - measuredMs) / 1000;
  // A gateway that has died has taken its figure with it.
  const serverCores = plan.kind === "death" ? 0 : (server.cpuMicros - cpuBefore) / 1e6 / seconds;
  const harvests: WorkerResult[] = await Promise.all(squads.map((squad) => squad.harvest()));
  return stormRow({
    kind: plan.kind,
    neighbour: plan.neighbour,
    report: makeReport(plan.players, harvests, { seconds, joinSeconds }),
    seconds: bySecond(harvests),
    deathSecond: plan.kind === "death" ? DEATH_AFTER_MS / 1000 : undefined,
    serverCores,
    loadAverages: [loadBefore, loadavg()[0]],
  });
}

function squadsOf({ players, joinsPerSecond, timedShare, kind }: StormPlan, { target }: ServerProcess) {
  const processes = Math.ceil(players / PLAYERS_PER_PROCESS);
  return Array.from({ length: processes }, (_, i) => {
    const first = Math.floor((i * players) / processes);
    return new RemoteWorker({
      target,
      players: Math.floor(((i + 1) * players) / processes) - first,
      firstNumber: first + 1,
      inputsPerSecond: INPUTS_PER_SECOND,
      joinsPerSecond: joinsPerSecond / processes,
      stalledShare: 0,
      timedShare,
      still: kind === "hotspot",
    });
  });
}

function playing(squads: readonly RemoteWorker[]): number {
  return squads.reduce((sum, { glance }) => sum + (glance?.playing ?? 0), 0);
}
