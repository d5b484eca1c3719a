// The kill drill: players hunt, the server is killed without warning and started again on the same data, over and over.
// Each player who comes back must have at least what they were told. It starts and kills its own server only.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { botName } from "../bots/botNames.ts";
import { ContentCache } from "../client/contentCache.ts";
import { parseTarget } from "../lib/target.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import { DrillPlayer, type DrillTally, makeDrillTally } from "./drillPlayer.ts";
import { DrillServer } from "./drillServer.ts";

const STEP_MS = 50;
const READ_BUFFER_BYTES = 64 * 1024;
/** Players who come in a second at first. */
const JOINS_PER_SECOND = 100;
/** Players hunt for a random time up to this long before each kill, so that kills come at any moment of a save. */
const MAX_HUNT_MS = 1_500;
/** Most time for everybody to come back. */
const RETURN_LIMIT_MS = 60_000;

export interface KillDrillOptions {
  readonly kills: number;
  readonly players: number;
  readonly gateways: number;
  readonly random: () => number;
  /** Hears a line after each kill. */
  readonly log: (line: string) => void;
}

export interface KillDrillReport extends DrillTally {
  readonly kills: number;
  readonly players: number;
}

/**
 * Runs the drill in a data folder of its own, which is removed afterwards unless something is missing.
 * @throws Error if the server does not start again, or somebody does not come back
 */
export async function runKillDrill(options: KillDrillOptions): Promise<KillDrillReport> {
  const { kills, players: count, gateways, random, log } = options;
  const data = await mkdtemp(join(tmpdir(), "doubloon-drill-"));
  let server = await DrillServer.start(data, 0, gateways);
  const target = parseTarget(server.url);
  const nowMs = (): number => performance.now();
  const context = {
    target,
    content: new ContentCache(target),
    upgrade: makeUpgrade(target),
    readBuffer: Buffer.allocUnsafeSlow(READ_BUFFER_BYTES),
    nowMs,
    random,
  };
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
    await everybodyIn(new Map());
    for (let kill = 1; kill <= kills; kill++) {
      await pause(random() * MAX_HUNT_MS);
      const before = new Map(players.map((player) => [player, player.welcomes]));
      await server.kill();
      server = await DrillServer.start(data, target.port, gateways);
      await everybodyIn(before);
      log(`kill ${kill}: ${tally.awardsTold} awards told, ${tally.missing} missing`);
    }
    return { kills, players: count, ...tally };
  } finally {
    clearInterval(timer);
    for (const player of players) player.leave();
    await server.kill();
    if (tally.missing === 0) await rm(data, { recursive: true, force: true });
  }

  /** Resolves when everybody has been welcomed since `before`. */
  async function everybodyIn(before: ReadonlyMap<DrillPlayer, number>): Promise<void> {
    const limitMs = nowMs() + RETURN_LIMIT_MS;
    for (;;) {
      const out = players.filter((player) => player.welcomes <= (before.get(player) ?? 0)).length;
      if (out === 0) return;
      if (server.ended) throw new Error(`the server has ended by itself:\n${server.lastWords}`);
      if (nowMs() > limitMs) throw new Error(`${out} of ${count} players have not come back`);
      await pause(STEP_MS);
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
