// The upgrade drill: an island of several machines goes from one version to the next, one process after another, while players
// hunt; then a version that may not join tries to. It stops only processes that it has started.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeBotContext } from "../../bots/bot.ts";
import { botName } from "../../bots/botNames.ts";
import { parseTarget } from "../../lib/target.ts";
import { type DrillTally, makeDrillTally } from "../awardCheck.ts";
import { Balancer } from "./balancer.ts";
import { type Build, buildIn, makeCompatibleBuild, makeIncompatibleBuild, thisBuild } from "./builds.ts";
import { ask, handOver, Island, type Machine } from "./island.ts";
import type { UpgradeFlags } from "./upgradeFlags.ts";
import { UpgradePlayer } from "./upgradePlayer.ts";

const STEP_MS = 50;
const JOINS_PER_SECOND = 50;
/** Longest time until a state that the drill waits for. */
const LIMIT_MS = 60_000;
/** Play that the upgrade's silences are compared with. */
const REST_MS = 5_000;

export interface UpgradeReport extends DrillTally {
  readonly players: number;
  /** Players who do not play at the end. */
  readonly lost: number;
  /** Connections that ended during the upgrade: a gateway that ends moves each of its players once. */
  readonly reconnects: number;
  /** The longest time that a player saw no frame, in whole ms. */
  readonly longestSilenceMs: { readonly before: number; readonly upgrade: number; readonly refusal: number };
  /** What `npm run ops -- handover` printed. */
  readonly handover: string;
  /** Versions of worlds and gateways, by what they answer. */
  readonly versions: { readonly before: readonly unknown[]; readonly after: readonly unknown[] };
  /** Why the incompatible version was refused: the gateway's /readyz, and the standby's last words. */
  readonly refused: { readonly gateway: string; readonly standby: string };
  /** Whether the world, too, has logged that it refuses the gateway. */
  readonly worldSaysSo: boolean;
}

export interface UpgradeOptions extends UpgradeFlags {
  readonly random: () => number;
  readonly log: (line: string) => void;
}

/**
 * Runs the drill in a folder of its own, which is removed afterwards.
 * @throws Error if a process does not start, or a state is not reached in time
 */
export async function runUpgradeDrill(options: UpgradeOptions): Promise<UpgradeReport> {
  const { players: count, random, log } = options;
  const folder = await mkdtemp(join(tmpdir(), "doubloon-upgrade-"));
  const from = options.from === undefined ? await thisBuild() : await buildIn(options.from);
  const to =
    options.to === undefined ? await makeCompatibleBuild(join(folder, "next")) : await buildIn(options.to);
  const island = await Island.open(folder);
  const balancer = await Balancer.open();
  const tally = makeDrillTally();
  const context = makeBotContext(parseTarget(balancer.url), random);
  const { nowMs } = context;
  let players: UpgradePlayer[] = [];
  const timer = setInterval(() => {
    for (const player of players) player.step(nowMs());
  }, STEP_MS);

  try {
    let world = await island.start(from, "world");
    await until("the world leads", async () => (await ask(`${world.url}healthz`))?.["status"] === "ok");
    let standby = await island.start(from, "world");
    balancer.gateways = await Promise.all([island.start(from, "gateway"), island.start(from, "gateway")]);
    await until("the gateways are ready", () => balancer.gateways.every((one) => balancer.isReady(one)));
    const versionsBefore = await versions([world, standby, ...balancer.gateways]);
    const startMs = nowMs();
    players = Array.from(
      { length: count },
      (_, i) => new UpgradePlayer(context, botName(i), startMs + (i * 1000) / JOINS_PER_SECOND, tally),
    );
    await everybodyPlays();
    takeSilence();
    await sleep(REST_MS);
    const before = takeSilence();
    const losses = sum(players.map((player) => player.losses));
    log(`${count} players play on ${from.version}`);

    await standby.stop();
    standby = await island.start(to, "world");
    log(`the standby has ${to.version}`);
    const handover = await handOver(world);
    log(handover);
    await world.stop();
    [world, standby] = [standby, await island.start(to, "world")];
    log(`the standby has ${to.version} again`);
    for (const old of balancer.gateways) {
      const next = await island.start(to, "gateway");
      balancer.gateways = [...balancer.gateways, next];
      await until("the new gateway is ready", () => balancer.isReady(next));
      await old.stop();
      balancer.gateways = balancer.gateways.filter((gateway) => gateway !== old);
      log(`a gateway has ${to.version}`);
    }
    await everybodyPlays();
    const upgrade = takeSilence();
    const reconnects = sum(players.map((player) => player.losses)) - losses;
    const versionsAfter = await versions([world, standby, ...balancer.gateways]);

    const other = await makeIncompatibleBuild(join(folder, "other"));
    const refused = { gateway: await refusedGateway(other), standby: await refusedStandby(other) };
    log(`${other.version} was refused`);
    const lost = await everybodyPlays().then(
      () => 0,
      () => silentSince(nowMs() - LIMIT_MS),
    );
    return {
      players: count,
      lost,
      ...tally,
      reconnects,
      longestSilenceMs: { before, upgrade, refusal: takeSilence() },
      handover,
      versions: { before: versionsBefore, after: versionsAfter },
      refused,
      worldSaysSo: world.output().includes("a gateway was refused"),
    };
  } finally {
    clearInterval(timer);
    for (const player of players) player.leave();
    balancer.close();
    await island.close();
    await rm(folder, { recursive: true, force: true });
  }

  /** Adds a gateway that the world must refuse; returns why, by its /readyz. */
  async function refusedGateway(build: Build): Promise<string> {
    const gateway = await island.start(build, "gateway");
    balancer.gateways = [...balancer.gateways, gateway];
    let why = "";
    await until("the gateway is refused", async () => {
      const checks = Object(await ask(`${gateway.opsUrl}readyz`)).checks as
        | Record<string, string>
        | undefined;
      why = checks?.["world"] ?? "";
      return why.startsWith("refused");
    });
    balancer.gateways = balancer.gateways.filter((one) => one !== gateway);
    await gateway.stop();
    return why;
  }

  /** Adds a standby that must not start; returns its last words. */
  async function refusedStandby(build: Build): Promise<string> {
    try {
      await (await island.start(build, "world")).stop();
      return "";
    } catch (error) {
      return (error as Error).message.trim().split("\n").at(-1) ?? "";
    }
  }

  /** Resolves when every player has seen a frame since now. @throws Error if one does not in time */
  async function everybodyPlays(): Promise<void> {
    const sinceMs = nowMs();
    await until("every player plays", () => silentSince(sinceMs) === 0);
  }

  function silentSince(ms: number): number {
    return players.filter(({ frameAtMs }) => frameAtMs < ms).length;
  }

  function takeSilence(): number {
    return Math.round(Math.max(...players.map((player) => player.takeSilence())));
  }

  async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const limitMs = nowMs() + LIMIT_MS;
    while (!(await holds())) {
      if (nowMs() > limitMs) throw new Error(`not reached within ${LIMIT_MS / 1000} s: ${what}`);
      await sleep(STEP_MS);
    }
  }
}

async function versions(machines: readonly Machine[]): Promise<unknown[]> {
  const answers = await Promise.all(machines.map(({ url }) => ask(`${url}healthz`)));
  return answers.map((answer) => answer?.["version"]);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
