// The drain drill: one gateway of several is told to end (SIGTERM) while players hunt, and moves its players to the others. Each
// must come back as themselves with every confirmed award, and the others' frames must not be late. It ends only processes of
// its own server.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Percentiles, percentilesOf, summaryOf, summaryOfWholeMs } from "../lib/latencySummary.ts";
import { Players } from "../load/players.ts";
import { type DrillTally, makeDrillTally } from "./awardCheck.ts";
import { DrainPlayer, type DrainWatch } from "./drainPlayer.ts";
import { drillPlan, joinLimitMs } from "./drillPlan.ts";
import { DrillServer } from "./drillServer.ts";

const STEP_MS = 50;
/** Longest time until a drain is over, and until all are back. */
const DRAIN_LIMIT_MS = 90_000;
const RETURN_LIMIT_MS = 30_000;
/** A moved player must be back within this time, in ms. */
export const RETURN_GOAL_MS = 2_000;

export interface DrainDrillOptions {
  readonly players: number;
  readonly gateways: number;
  /** Seconds of play that are measured before the drain. */
  readonly seconds: number;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

export interface DrainDrillReport extends DrillTally {
  readonly players: number;
  readonly gateways: number;
  /** Players who were told that they are moved, and those who lost their connection in any other way. */
  readonly moved: number;
  readonly lost: number;
  /** Players who play at the end. */
  readonly playing: number;
  /** How long the moved ones were away, in whole ms, and how many of them longer than 2 s. */
  readonly awayMs: Percentiles;
  readonly awayTooLong: number;
  readonly drainSeconds: number;
  /** Delivery times of frames to players who were not moved. */
  readonly othersBeforeMs: Percentiles;
  readonly othersDuringMs: Percentiles;
  /** Others' p95 during the drain, as a multiple of that before. */
  readonly othersP95Factor: number;
}

/**
 * Runs the drill in a data folder of its own, which is removed afterwards unless something is missing.
 * @throws Error if the players do not all join, or the drain does not end
 */
export async function runDrainDrill(options: DrainDrillOptions): Promise<DrainDrillReport> {
  const { players: count, gateways, seconds, random, log } = options;
  const data = await mkdtemp(join(tmpdir(), "doubloon-drill-"));
  const server = await DrillServer.start(data, 0, gateways, ["--exempt-loopback"]);
  const watch: DrainWatch = { tally: makeDrillTally(), window: undefined };
  const all: DrainPlayer[] = [];
  const nowMs = () => performance.now();
  const players = new Players(
    drillPlan(server.url, count),
    nowMs,
    random,
    () => {},
    (...parts) => {
      const player = new DrainPlayer(watch, ...parts);
      all.push(player);
      return player;
    },
  );
  players.start();
  try {
    await until(
      () => players.status().playing === count,
      joinLimitMs(count),
      () => `${players.status().playing} of ${count} players have joined`,
    );
    log(`${count} players play`);
    // The storm of joins is not the rest that the drain is compared with.
    await sleep(seconds * 500);
    watch.window = "before";
    await sleep(seconds * 1_000);
    watch.window = "during";
    const [gateway] = await server.children();
    const startMs = nowMs();
    process.kill(gateway, "SIGTERM");
    await until(
      () => !isAlive(gateway),
      DRAIN_LIMIT_MS,
      () => "the drain is not over",
    );
    const drainSeconds = (nowMs() - startMs) / 1_000;
    log(`the gateway has ended after ${drainSeconds.toFixed(1)} s`);
    await until(
      () => players.status().playing === count,
      RETURN_LIMIT_MS,
      () => "",
    ).catch(() => {});
    watch.window = undefined;
    return report(drainSeconds);
  } finally {
    players.close();
    await server.kill();
    if (watch.tally.missing === 0) await rm(data, { recursive: true, force: true });
  }

  function report(drainSeconds: number): DrainDrillReport {
    const moved = all.filter(({ timesMoved }) => timesMoved > 0);
    const stayed = all.filter(({ timesMoved, timesLost }) => timesMoved + timesLost === 0);
    const awayMs = moved.flatMap((player) => player.awayMs);
    const before = stayed.flatMap(({ frameMs }) => frameMs.before);
    const during = stayed.flatMap(({ frameMs }) => frameMs.during);
    // The clocks differ by an unknown offset: the fastest frame counts as 0.
    const fastest = [...before, ...during].reduce(
      (least, ms) => Math.min(least, ms),
      Number.POSITIVE_INFINITY,
    );
    const percentiles = (times: readonly number[]) =>
      percentilesOf(summaryOf(times.map((ms) => ms - fastest)));
    const othersBeforeMs = percentiles(before);
    const othersDuringMs = percentiles(during);
    return {
      players: count,
      gateways,
      ...watch.tally,
      moved: moved.length,
      lost: all.filter(({ timesLost }) => timesLost > 0).length,
      playing: players.status().playing,
      awayMs: percentilesOf(summaryOfWholeMs(awayMs)),
      awayTooLong: awayMs.filter((ms) => ms > RETURN_GOAL_MS).length,
      drainSeconds: Math.round(drainSeconds * 10) / 10,
      othersBeforeMs,
      othersDuringMs,
      othersP95Factor: Math.round((100 * othersDuringMs.p95) / Math.max(0.1, othersBeforeMs.p95)) / 100,
    };
  }

  /** @throws Error that says `what` if `holds` does not hold in time, or the server has ended by itself */
  async function until(holds: () => boolean, limitMs: number, what: () => string): Promise<void> {
    const endMs = nowMs() + limitMs;
    while (!holds()) {
      if (server.ended) throw new Error(`the server has ended by itself:\n${server.lastOutput}`);
      if (nowMs() > endMs) throw new Error(`${what()}, after ${limitMs / 1_000} s`);
      await sleep(STEP_MS);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
