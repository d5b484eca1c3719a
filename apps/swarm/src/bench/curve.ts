// The scaling curve: Doubloon with a growing number of players, spread over the map and at one hotspot. Nothing is pinned:
// server and swarm share all cores.
import { setTimeout as sleep } from "node:timers/promises";
import { rounded, total } from "../lib/arithmetic.ts";
import { mergeLatencies, percentilesOf } from "../lib/latencySummary.ts";
import { gather } from "../load/walkers/gather.ts";
import { RemoteWorker } from "../load/workers/remoteWorker.ts";
import { PLAYERS_PER_PROCESS, splitPlan } from "../load/workers/splitPlan.ts";
import type { CurvePlan } from "./benchPlans.ts";
import { type CurvePoint, latencyOf } from "./report/results.ts";
import { SERVER_FLAGS } from "./server/serverFlags.ts";
import { type ServerProcess, withServer } from "./server/serverProcess.ts";
import { openWorldArgs } from "./world/openMap.ts";

const JOINS_PER_SECOND = 1_000;
const JOIN_GRACE_MS = 40_000;
/** Time for the governor to settle. */
const SETTLE_MS = 20_000;
const INPUTS_PER_SECOND = 0.5;

export async function runCurve(plan: CurvePlan, log: (line: string) => void): Promise<CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (const spread of ["uniform", "hotspot"] as const) {
    for (const players of plan.sizes) {
      const point = await measure(spread, players, plan);
      log(
        `curve ${spread}: ${point.joined} of ${players} players, ${point.cpuMicrosPerPlayerSecond} us a player-second, ${point.framesPerSecondPerPlayer} frames/s, ${point.kibPerSecondPerPlayer} KiB/s each, p95 ${point.latencyMs.p95} ms`,
      );
      points.push(point);
    }
  }
  return points;
}

async function measure(spread: CurvePoint["spread"], players: number, plan: CurvePlan): Promise<CurvePoint> {
  return withServer(
    async (folder) => ({
      program: "apps/server/src/main.ts",
      args: [...(await openWorldArgs(folder, players)), ...plan.serverArgs(players)],
      nodeFlags: SERVER_FLAGS,
      core: undefined,
    }),
    (server) => load(spread, players, plan, server),
  );
}

async function load(
  spread: CurvePoint["spread"],
  players: number,
  plan: CurvePlan,
  server: ServerProcess,
): Promise<CurvePoint> {
  const workers = splitPlan(
    {
      target: server.target,
      players,
      inputsPerSecond: INPUTS_PER_SECOND,
      joinsPerSecond: JOINS_PER_SECOND,
      stalledShare: 0,
      timedShare: plan.timedShare,
      still: spread === "hotspot",
    },
    Math.ceil(players / PLAYERS_PER_PROCESS),
  ).map((each) => new RemoteWorker(each));
  for (const worker of workers) worker.start();
  const limitMs = performance.now() + (1000 * players) / JOINS_PER_SECOND + JOIN_GRACE_MS;
  while (!workers.every(({ settled }) => settled) && performance.now() < limitMs) await sleep(200);
  if (spread === "hotspot") await gather(workers, undefined, plan.gatherMs, new AbortController().signal);
  await sleep(SETTLE_MS);

  for (const worker of workers) worker.measure();
  const cpuBefore = server.cpuMicros;
  const startMs = performance.now();
  await sleep(plan.windowMs);
  const seconds = (performance.now() - startMs) / 1000;
  const cpuMicros = server.cpuMicros - cpuBefore;
  const results = await Promise.all(workers.map((worker) => worker.finish()));

  const joined = total(results, ({ playing }) => playing);
  const perPlayer = (value: number) => value / Math.max(1, joined) / seconds;
  return {
    spread,
    players,
    joined,
    cpuMicrosPerPlayerSecond: rounded(perPlayer(cpuMicros), 1),
    kibPerSecondPerPlayer: rounded(
      perPlayer(total(results, ({ window }) => window.frameBytes + window.otherBytes)) / 1024,
      2,
    ),
    framesPerSecondPerPlayer: rounded(perPlayer(total(results, ({ window }) => window.frames)), 2),
    latencyMs: latencyOf(percentilesOf(mergeLatencies(results.map(({ latencies }) => latencies)))),
  };
}
