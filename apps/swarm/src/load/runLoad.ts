// A whole run: joins the players, measures for the time asked for, and makes the report. Every phase has a time limit.
import type { LoadOptions } from "../flags.ts";
import { pause } from "../lib/pause.ts";
import { RunError } from "../lib/program.ts";
import type { PlayersStatus } from "./players.ts";
import { ProgressLine } from "./progressLine.ts";
import { makeReport, type Report } from "./report.ts";
import { gather } from "./walkers/gather.ts";
import { RemoteWorker } from "./workers/remoteWorker.ts";
import { splitPlan } from "./workers/splitPlan.ts";
import { LocalWorker, type Worker } from "./workers/worker.ts";

const POLL_MS = 100;
/** Time for joining beyond what the join rate asks for. */
const JOIN_GRACE_MS = 30_000;
/** The run fails if no player has joined this long after all processes are up. */
const NOBODY_JOINED_MS = 5_000;
/** Longest walk to the hotspot. */
const GATHER_MS = 300_000;

/** No player could join. */
export class NobodyJoinedError extends RunError {
  override readonly name = "NobodyJoinedError";
}

/**
 * Runs the load and reports. `log` gets a line a second. `stop` ends the run early; the report covers the time until then.
 * @throws NobodyJoinedError if no player joined
 */
export async function runLoad(
  options: LoadOptions,
  log: (line: string) => void,
  stop: AbortSignal,
): Promise<Report> {
  const workers = createWorkers(options);
  for (const worker of workers) worker.start();
  const startMs = performance.now();
  const progress = new ProgressLine(options.players);
  const ticker = setInterval(() => log(progress.of(statusesOf(workers))), 1000);
  try {
    await untilSettled(workers, options, stop);
    const joinSeconds = (performance.now() - startMs) / 1000;
    if (options.hotspot) await gather(workers, options.hotspotAt, GATHER_MS, stop);
    for (const worker of workers) worker.measure();
    const measuredMs = performance.now();
    await pause(options.seconds * 1000, stop);
    const seconds = (performance.now() - measuredMs) / 1000;
    const results = await Promise.all(workers.map((worker) => worker.finish()));
    return makeReport(options.players, results, { seconds, joinSeconds });
  } finally {
    clearInterval(ticker);
  }
}

function createWorkers(options: LoadOptions): Worker[] {
  const { target, players, inputsPerSecond, joinsPerSecond, stalledShare, timedShare, hotspot, hunt } =
    options;
  const plan = {
    target,
    players,
    inputsPerSecond,
    joinsPerSecond,
    stalledShare,
    timedShare,
    still: hotspot,
    hunt,
  };
  const plans = splitPlan(plan, options.processes);
  return plans.length === 1 ? [new LocalWorker(plans[0])] : plans.map((each) => new RemoteWorker(each));
}

async function untilSettled(
  workers: readonly Worker[],
  options: LoadOptions,
  stop: AbortSignal,
): Promise<void> {
  const startMs = performance.now();
  let upMs = Number.POSITIVE_INFINITY;
  const limitMs = (1000 * options.players) / options.joinsPerSecond + JOIN_GRACE_MS;
  while (!workers.every(({ settled }) => settled)) {
    await pause(POLL_MS, stop);
    const elapsedMs = performance.now() - startMs;
    if (statusesOf(workers).length === workers.length) upMs = Math.min(upMs, elapsedMs);
    if (elapsedMs - upMs > NOBODY_JOINED_MS || stop.aborted) expectPlayers(workers);
    if (elapsedMs > limitMs || stop.aborted) break;
  }
  expectPlayers(workers);
}

function expectPlayers(workers: readonly Worker[]): void {
  const statuses = statusesOf(workers);
  if (statuses.some(({ joined }) => joined > 0)) return;
  const error = statuses.find(({ lastError }) => lastError !== "")?.lastError;
  throw new NobodyJoinedError(`nobody could join: ${error ?? "the server does not answer"}`);
}

function statusesOf(workers: readonly Worker[]): PlayersStatus[] {
  return workers.flatMap(({ status }) => (status === undefined ? [] : [status]));
}
