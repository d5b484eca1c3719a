// The drain drill: one gateway of several is told to end (SIGTERM) while players hunt, and moves its players to the others. Each
// must come back as themselves with every confirmed award, and the others' frames must not be late. It ends only processes of
// its own server.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Players } from "../load/players.ts";
import { makeDrillTally } from "./awardCheck.ts";
import { DrainPlayer, type DrainWatch, type DrainWindow } from "./drainPlayer.ts";
import { type DrainDrillReport, reportDrain } from "./drainReport.ts";
import { drillPlan, joinLimitMs } from "./drillPlan.ts";
import { DrillServer } from "./drillServer.ts";
import { askDrains, type DrillGateway } from "./serverControl.ts";

const STEP_MS = 50;
/** Longest time until a drain is over, until all are back, and until the gateways know of each other, in ms. */
const DRAIN_LIMIT_MS = 90_000;
const RETURN_LIMIT_MS = 30_000;
const REPORT_LIMIT_MS = 30_000;
/** With `onOne`, each of the other gateways has one player for so many on the one. */
const ON_ONE_FOR_EACH = 10;
/** Then most of the timed players are among those who join first, because most of these stay. */
const TIMED_FIRST = 400;
const TIMED_MORE = 100;

export interface DrainDrillOptions {
  /** Players on all gateways; with `onOne`, those on the gateway that is drained. */
  readonly players: number;
  readonly gateways: number;
  /** Seconds of play that are measured before the drain, and after it. */
  readonly seconds: number;
  /** Whether the players are on the gateway that is drained, and a tenth as many on each of the others. */
  readonly onOne: boolean;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/**
 * Runs the drill in a data folder of its own, which is removed afterwards unless something is missing.
 * @throws Error if the players do not all join, or the drain does not end
 */
export async function runDrainDrill(options: DrainDrillOptions): Promise<DrainDrillReport> {
  const { players: count, gateways, seconds, onOne, random, log } = options;
  const data = await mkdtemp(join(tmpdir(), "doubloon-drill-"));
  const server = await DrillServer.start(data, 0, gateways, ["--exempt-loopback"]);
  const watch: DrainWatch = { tally: makeDrillTally(), window: undefined, begun: false };
  const all: DrainPlayer[] = [];
  const groups: Players[] = [];
  const nowMs = () => performance.now();
  const playing = () => groups.reduce((sum, players) => sum + players.status().playing, 0);
  const busy: Record<DrainWindow, number> = { before: 0, during: 0, after: 0 };
  try {
    const [pid] = await server.children();
    const isDrained = ({ id }: DrillGateway) => id.endsWith(`-${pid}`);
    if (onOne) {
      const each = Math.ceil(count / ON_ONE_FOR_EACH);
      await joinPlayers(each * gateways, TIMED_FIRST);
      const others = (await reported()).filter((gateway) => !isDrained(gateway));
      // A gateway whose drain is paused keeps its players and takes no more, so all further ones come to the one.
      for (const { id } of others) {
        await startDrain(id);
        await askDrains(data, "pause", id);
      }
      await joinPlayers(count - each, TIMED_MORE);
      for (const { id } of others) await askDrains(data, "abort", id);
    } else await joinPlayers(count);
    // The storm of joins is not the rest that the drain is compared with.
    await sleep(seconds * 500);
    const drained = (await reported()).find(isDrained)?.players ?? 0;
    log(`${all.length} players play, ${drained} of them on the gateway that is drained`);
    watch.begun = true;
    await measure("before", () => sleep(seconds * 1_000));
    let drainSeconds = 0;
    await measure("during", async () => {
      const startMs = nowMs();
      process.kill(pid, "SIGTERM");
      await until(
        () => !isAlive(pid),
        DRAIN_LIMIT_MS,
        () => "the drain is not over",
      );
      drainSeconds = (nowMs() - startMs) / 1_000;
      log(`the gateway has ended after ${drainSeconds.toFixed(1)} s`);
      await until(
        () => playing() === all.length,
        RETURN_LIMIT_MS,
        () => "",
      ).catch(() => {});
    });
    // The start of a fresh gateway in its place is no part of the drain, and none of the rest after it.
    await reported().catch((error: Error) => log(error.message));
    await sleep(seconds * 500);
    await measure("after", () => sleep(seconds * 1_000));
    return reportDrain({
      gateways,
      drained,
      drainSeconds,
      playing: playing(),
      tally: watch.tally,
      all,
      busy,
    });
  } finally {
    for (const players of groups) players.close();
    await server.kill();
    if (watch.tally.missing === 0) await rm(data, { recursive: true, force: true });
  }

  /** Resolves when that many more players play. */
  async function joinPlayers(more: number, timed?: number): Promise<void> {
    const players = new Players(
      { ...drillPlan(server.url, more, timed), firstNumber: all.length + 1 },
      nowMs,
      random,
      () => {},
      (...parts) => {
        const player = new DrainPlayer(watch, ...parts);
        all.push(player);
        return player;
      },
    );
    groups.push(players);
    players.start();
    await until(
      () => playing() === all.length,
      joinLimitMs(more),
      () => `${playing()} of ${all.length} players have joined`,
    );
  }

  async function measure(window: DrainWindow, run: () => Promise<void>): Promise<void> {
    const start = performance.eventLoopUtilization();
    watch.window = window;
    await run();
    watch.window = undefined;
    busy[window] = performance.eventLoopUtilization(start).utilization;
  }

  /** Resolves to the gateways once all have reported, and none drains. */
  async function reported(): Promise<readonly DrillGateway[]> {
    let rows: readonly DrillGateway[] = [];
    await until(
      async () => {
        rows = await askDrains(data, "status");
        return rows.length >= gateways && rows.every(({ drain }) => drain === undefined);
      },
      REPORT_LIMIT_MS,
      () => `${rows.length} of ${gateways} gateways have reported`,
    );
    return rows;
  }

  /** Until a gateway has heard of the others it refuses. */
  async function startDrain(gateway: string): Promise<void> {
    let refusal = "";
    const starts = async (): Promise<boolean> => {
      try {
        await askDrains(data, "start", gateway);
        return true;
      } catch (error) {
        refusal = (error as Error).message;
        return false;
      }
    };
    await until(starts, REPORT_LIMIT_MS, () => refusal);
  }

  /** @throws Error that says `what` if `holds` does not hold in time, or the server has ended by itself */
  async function until(
    holds: () => boolean | Promise<boolean>,
    limitMs: number,
    what: () => string,
  ): Promise<void> {
    const endMs = nowMs() + limitMs;
    while (!(await holds())) {
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
