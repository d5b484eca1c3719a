// A whole run: brings everybody in, measures for the time asked for, and makes the report. Bounded in time throughout.
import { setTimeout as sleep } from "node:timers/promises";
import type { LoadOptions } from "../flags.ts";
import { Headline } from "./progressLine.ts";
import type { Glance } from "./players.ts";
import { makeReport, type Report } from "./report.ts";
import { gather } from "./walkers/gather.ts";
import { RemoteWorker } from "./workers/remoteWorker.ts";
import { LocalWorker, type Worker } from "./workers/worker.ts";

const LOOK_EVERY_MS = 100;
/** What bringing players in may take beyond the time their pace asks for. */
const JOIN_GRACE_MS = 30_000;
/** Nobody in that long after all processes are up: nobody ever. */
const NOBODY_MS = 5_000;
/** The longest that the walk to the hotspot may take. */
const GATHER_MS = 300_000;

/** Nobody could join; the message is one line for the user. */
export class NobodyJoinedError extends Error {
  override readonly name = "NobodyJoinedError";
}

/** A line of news, once a second. */
export type News = (line: string) => void;

/**
 * Runs the load and reports. `stop` ends it early: what was measured until then is reported.
 * @throws NobodyJoinedError if no player came in
 */
export async function runLoad(options: LoadOptions, news: News, stop: AbortSignal): Promise<Report> {
  const squads = muster(options);
  for (const squad of squads) squad.start();
  const startMs = performance.now();
  const headline = new Headline(options.players);
  const ticker = setInterval(() => news(headline.of(glancesOf(squads))), 1000);
  try {
    await allIn(squads, options, stop);
    const joinSeconds = (performance.now() - startMs) / 1000;
    if (options.hotspot) await gather(squads, options.hotspotAt, GATHER_MS, stop);
    for (const squad of squads) squad.measure();
    const measuredMs = performance.now();
    await pause(options.seconds * 1000, stop);
    const seconds = (performance.now() - measuredMs) / 1000;
    const harvests = await Promise.all(squads.map((squad) => squad.harvest()));
    return makeReport(options.players, harvests, { seconds, joinSeconds });
  } finally {
    clearInterval(ticker);
  }
}

function muster(options: LoadOptions): Worker[] {
  const { processes, players } = options;
  return Array.from({ length: processes }, (_, i) => {
    const first = Math.floor((i * players) / processes);
    const plan = {
      target: options.target,
      players: Math.floor(((i + 1) * players) / processes) - first,
      firstNumber: first + 1,
      inputsPerSecond: options.inputsPerSecond,
      joinsPerSecond: options.joinsPerSecond / processes,
      stalledShare: options.stalledShare,
      timedShare: options.timedShare,
      still: options.hotspot,
    };
    return processes === 1 ? new LocalWorker(plan) : new RemoteWorker(plan);
  });
}

async function allIn(squads: readonly Worker[], options: LoadOptions, stop: AbortSignal): Promise<void> {
  const startMs = performance.now();
  let upMs = Number.POSITIVE_INFINITY;
  const limitMs = (1000 * options.players) / options.joinsPerSecond + JOIN_GRACE_MS;
  while (!squads.every(({ settled }) => settled)) {
    await pause(LOOK_EVERY_MS, stop);
    const elapsedMs = performance.now() - startMs;
    if (glancesOf(squads).length === squads.length) upMs = Math.min(upMs, elapsedMs);
    if (elapsedMs - upMs > NOBODY_MS || stop.aborted) expectSomebody(squads);
    if (elapsedMs > limitMs || stop.aborted) break;
  }
  expectSomebody(squads);
}

function expectSomebody(squads: readonly Worker[]): void {
  const glances = glancesOf(squads);
  if (glances.some(({ joined }) => joined > 0)) return;
  const trouble = glances.find(({ lastTrouble }) => lastTrouble !== "")?.lastTrouble;
  throw new NobodyJoinedError(`nobody could join: ${trouble ?? "the server does not answer"}`);
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {});
}

function glancesOf(squads: readonly Worker[]): Glance[] {
  return squads.flatMap(({ glance }) => (glance === undefined ? [] : [glance]));
}
