// The scaling curve: Doubloon with more and more players on the same two cores as the swarm, spread over the map and
// all at one spot. Nothing is pinned: server and swarm share the machine as they would.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PLAYERS_PER_PROCESS } from "../flags.ts";
import { mergeLatencies, percentilesOf } from "../load/latencies.ts";
import { gather } from "../load/walkers/gather.ts";
import { RemoteWorker } from "../load/workers/remoteWorker.ts";
import { writeOpenMap } from "./world/openMap.ts";
import { type CurvePoint, latencyOf, rounded } from "./report/results.ts";
import { SERVER_FLAGS } from "./server/serverFlags.ts";
import { ServerProcess } from "./server/serverProcess.ts";

export interface CurvePlan {
  readonly sizes: readonly number[];
  readonly windowMs: number;
  /** The longest that the walk to one spot may take before the crowd is measured. */
  readonly gatherMs: number;
  /** Part of the players that read at once and are timed, see FleetPlan. */
  readonly timedShare: number;
  /** Further flags for the server, by number of players. */
  readonly serverArgs: (players: number) => readonly string[];
}

const JOINS_PER_SECOND = 1_000;
const JOIN_GRACE_MS = 40_000;
/** The governor finds its pace in that time. */
const SETTLE_MS = 20_000;
const INPUTS_PER_SECOND = 0.5;

export async function runCurve(plan: CurvePlan, news: (line: string) => void): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const spread of ["uniform", "hotspot"] as const) {
    for (const players of plan.sizes) {
      const point = await measure(spread, players, plan);
      news(
        `curve ${spread}: ${point.joined} of ${players} players, ${point.cpuMicrosPerPlayerSecond} us a player-second, ${point.framesPerSecondPerPlayer} frames/s, ${point.kibPerSecondPerPlayer} KiB/s each, p95 ${point.latencyMs.p95} ms`,
      );
      points.push(point);
    }
  }
  return points;
}

async function measure(spread: CurvePoint["spread"], players: number, plan: CurvePlan): Promise<CurvePoint> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-curve-"));
  try {
    const map = await writeOpenMap(folder, players);
    const flags = [
      "--port",
      "0",
      "--ops-port",
      "off",
      "--bots",
      "0",
      "--data",
      join(folder, "data"),
      "--map",
      map,
    ];
    const server = await ServerProcess.start({
      program: "apps/server/src/main.ts",
      args: [...flags, ...plan.serverArgs(players)],
      nodeFlags: SERVER_FLAGS,
      core: undefined,
    });
    try {
      return await load(spread, players, plan, server);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(
  spread: CurvePoint["spread"],
  players: number,
  plan: CurvePlan,
  server: ServerProcess,
): Promise<CurvePoint> {
  const processes = Math.ceil(players / PLAYERS_PER_PROCESS);
  const squads = Array.from({ length: processes }, (_, i) => {
    const first = Math.floor((i * players) / processes);
    return new RemoteWorker({
      target: server.target,
      players: Math.floor(((i + 1) * players) / processes) - first,
      firstNumber: first + 1,
      inputsPerSecond: INPUTS_PER_SECOND,
      joinsPerSecond: JOINS_PER_SECOND / processes,
      stalledShare: 0,
      timedShare: plan.timedShare,
      still: spread === "hotspot",
    });
  });
  for (const squad of squads) squad.start();
  const limitMs = performance.now() + (1000 * players) / JOINS_PER_SECOND + JOIN_GRACE_MS;
  while (!squads.every(({ settled }) => settled) && performance.now() < limitMs) await sleep(200);
  if (spread === "hotspot") await gather(squads, undefined, plan.gatherMs, new AbortController().signal);
  await sleep(SETTLE_MS);

  for (const squad of squads) squad.measure();
  const cpuBefore = server.cpuMicros;
  const startMs = performance.now();
  await sleep(plan.windowMs);
  const seconds = (performance.now() - startMs) / 1000;
  const cpuMicros = server.cpuMicros - cpuBefore;
  const harvests = await Promise.all(squads.map((squad) => squad.harvest()));

  const sum = (of: (harvest: (typeof harvests)[number]) => number) =>
    harvests.reduce((total, harvest) => total + of(harvest), 0);
  const joined = sum(({ playing }) => playing);
  const perPlayer = (value: number) => value / Math.max(1, joined) / seconds;
  return {
    spread,
    players,
    joined,
    cpuMicrosPerPlayerSecond: rounded(perPlayer(cpuMicros), 1),
    kibPerSecondPerPlayer: rounded(
      perPlayer(sum(({ window }) => window.frameBytes + window.otherBytes)) / 1024,
      2,
    ),
    framesPerSecondPerPlayer: rounded(perPlayer(sum(({ window }) => window.frames)), 2),
    latencyMs: latencyOf(percentilesOf(mergeLatencies(harvests.map(({ latencies }) => latencies)))),
  };
}
