// The takeover drills: while players hunt, the world moves from one machine to another, by a handover or because its machine is
// killed without a word. Nobody may lose the connection or a confirmed award.
import { setTimeout as sleep } from "node:timers/promises";
import { type Percentiles, percentilesOf, summaryOfWholeMs } from "../../lib/latencySummary.ts";
import { Players } from "../../load/players.ts";
import { type DrillTally, makeDrillTally } from "../awardCheck.ts";
import { drillPlan, joinLimitMs } from "../drillPlan.ts";
import { DrillIsland } from "./drillIsland.ts";
import { TakeoverPlayer, type TakeoverWatch } from "./takeoverPlayer.ts";

const STEP_MS = 20;
const WARM_LIMIT_MS = 30_000;
const RETURN_LIMIT_MS = 60_000;

export interface TakeoverDrillOptions {
  readonly mode: "handover" | "leader-death";
  readonly players: number;
  readonly gateways: number;
  /** Seconds of play before and after. */
  readonly seconds: number;
  readonly random: () => number;
  readonly log: (line: string) => void;
}

export interface TakeoverDrillReport extends DrillTally {
  readonly drill: TakeoverDrillOptions["mode"];
  readonly players: number;
  /** Of the handover, as `ops handover` reports it; undefined after a kill. */
  readonly handoverMs?: number;
  /** From the order, or the kill, until each player was welcomed by the other world. */
  readonly welcomedMs: Percentiles;
  /** The longest time without a frame that each timed player saw. */
  readonly silenceMs: Percentiles;
  /** How far the world's clock was off afterwards, by the fastest frames before and after: positive if it lost time. */
  readonly worldTimeLostMs: number;
  /** Players whose connection ended, and who play at the end. */
  readonly lost: number;
  readonly playing: number;
}

/** @throws Error if the players do not all join, no standby warms up, or the handover is refused */
export async function runTakeoverDrill(options: TakeoverDrillOptions): Promise<TakeoverDrillReport> {
  const { mode, players: count, gateways, seconds, random, log } = options;
  const island = await DrillIsland.start(gateways);
  const watch: TakeoverWatch = { tally: makeDrillTally(), begun: false };
  const all: TakeoverPlayer[] = [];
  const nowMs = () => performance.now();
  const players = new Players(
    drillPlan(island.url, count),
    nowMs,
    random,
    () => {},
    (...parts) => {
      const player = new TakeoverPlayer(watch, ...parts);
      all.push(player);
      return player;
    },
  );
  players.start();
  try {
    await until(
      () => players.status().playing === count,
      joinLimitMs(count),
      "the players have not all joined",
    );
    log(`${count} players play`);
    const leader = await island.leader();
    const standby = island.worlds.find((world) => world !== leader);
    if (leader === undefined || standby === undefined) throw new Error("no machine runs the world");
    await Promise.race([
      island.warm(standby),
      sleep(WARM_LIMIT_MS).then(() => {
        throw new Error(`the standby is not warm:\n${standby.server.output()}`);
      }),
    ]);
    await sleep(seconds * 1_000);
    watch.begun = true;
    let startMs = nowMs();
    let handoverMs: number | undefined;
    if (mode === "handover") {
      handoverMs = await island.handOver(leader);
      // The command takes longer to start than the handover to happen.
      startMs = nowMs() - handoverMs;
    } else island.kill(leader);
    await until(
      () => all.every(({ welcomedAtMs }) => welcomedAtMs !== undefined) && players.status().playing === count,
      RETURN_LIMIT_MS,
      "the players do not all play again",
    ).catch((error: Error) => log(error.message));
    await sleep(seconds * 1_000);
    return report(startMs, handoverMs);
  } finally {
    players.close();
    await island.close(watch.tally.missing > 0);
  }

  function report(startMs: number, handoverMs: number | undefined): TakeoverDrillReport {
    const timed = all.filter((player) => player.timed);
    const fastest = (window: "before" | "after") =>
      timed
        .flatMap(({ offsetMs }) => offsetMs[window])
        .reduce((least, ms) => Math.min(least, ms), Number.POSITIVE_INFINITY);
    const welcomed = all.flatMap(({ welcomedAtMs }) =>
      welcomedAtMs === undefined ? [] : [welcomedAtMs - startMs],
    );
    return {
      drill: mode,
      players: count,
      ...watch.tally,
      ...(handoverMs === undefined ? {} : { handoverMs }),
      welcomedMs: percentilesOf(summaryOfWholeMs(welcomed)),
      silenceMs: percentilesOf(summaryOfWholeMs(timed.map(({ silenceMs }) => silenceMs))),
      worldTimeLostMs: Math.round(fastest("after") - fastest("before")),
      lost: all.filter(({ timesLost }) => timesLost > 0).length,
      playing: players.status().playing,
    };
  }

  /** @throws Error that says `what` if `holds` does not hold in time */
  async function until(holds: () => boolean, limitMs: number, what: string): Promise<void> {
    const endMs = nowMs() + limitMs;
    while (!holds()) {
      if (nowMs() > endMs)
        throw new Error(`${what}, after ${limitMs / 1_000} s: ${players.status().playing}`);
      await sleep(STEP_MS);
    }
  }
}
