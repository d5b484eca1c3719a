// The kill drill: players hunt while the server is killed without warning and restarted on the same data, again and again.
// Each rejoined player must have at least the confirmed awards. It starts and kills only its own server.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeBotContext } from "../bots/bot.ts";
import { botName } from "../bots/botNames.ts";
import { parseTarget } from "../lib/target.ts";
import { type DrillTally, makeDrillTally } from "./awardCheck.ts";
import { DrillPlayer } from "./drillPlayer.ts";
import { DrillServer } from "./drillServer.ts";

const STEP_MS = 50;
/** Joins a second at the start. */
const JOINS_PER_SECOND = 100;
/** Longest hunt before a kill; its length is random, so that kills hit every moment of a save. */
const MAX_HUNT_MS = 1_500;
/** Longest time until all players have rejoined. */
const REJOIN_LIMIT_MS = 60_000;

export interface KillDrillOptions {
  readonly kills: number;
  readonly players: number;
  readonly gateways: number;
  readonly random: () => number;
  /** Gets a line after each kill. */
  readonly log: (line: string) => void;
}

export interface KillDrillReport extends DrillTally {
  readonly kills: number;
  readonly players: number;
}

/**
 * Runs the drill in a data folder of its own, which is removed afterwards unless something is missing.
 * @throws Error if the server does not restart, or a player does not rejoin
 */
export async function runKillDrill(options: KillDrillOptions): Promise<KillDrillReport> {
  const { kills, players: count, gateways, random, log } = options;
  const data = await mkdtemp(join(tmpdir(), "doubloon-drill-"));
  let server = await DrillServer.start(data, 0, gateways);
  const target = parseTarget(server.url);
  const context = makeBotContext(target, random);
  const { nowMs } = context;
  const tally = makeDrillTally();
  const startMs = nowMs();
  const players = Array.from(
    { length: count },
    (_, i) => new DrillPlayer(context, botName(i), startMs + (i * 1000) / JOINS_PER_SECOND, tally),
  );
  const timer = setInterval(() => {
    const now = nowMs();
    for (const player of players) player.step(now);
  }, STEP_MS);

  try {
    await untilWelcomed(new Map());
    for (let kill = 1; kill <= kills; kill++) {
      await sleep(random() * MAX_HUNT_MS);
      const before = new Map(players.map((player) => [player, player.welcomes]));
      await server.kill();
      server = await DrillServer.start(data, target.port, gateways);
      await untilWelcomed(before);
      log(`kill ${kill}: ${tally.awardsTold} awards confirmed, ${tally.missing} missing`);
    }
    return { kills, players: count, ...tally };
  } finally {
    clearInterval(timer);
    for (const player of players) player.leave();
    await server.kill();
    if (tally.missing === 0) await rm(data, { recursive: true, force: true });
  }

  /** Resolves when every player has been welcomed again since `before`. */
  async function untilWelcomed(before: ReadonlyMap<DrillPlayer, number>): Promise<void> {
    const limitMs = nowMs() + REJOIN_LIMIT_MS;
    for (;;) {
      const missing = players.filter((player) => player.welcomes <= (before.get(player) ?? 0)).length;
      if (missing === 0) return;
      if (server.ended) throw new Error(`the server has ended by itself:\n${server.lastOutput}`);
      if (nowMs() > limitMs) throw new Error(`${missing} of ${count} players have not rejoined`);
      await sleep(STEP_MS);
    }
  }
}
