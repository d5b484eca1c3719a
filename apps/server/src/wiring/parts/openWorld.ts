// Opens the world of this process from its ledger, or a new one, and the metrics of this process with their log lines.
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { SnapshotError } from "@doubloon/engine/saved/snapshotError";
import { errorText } from "@doubloon/shared/errorText";
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import type { Ledger } from "../../ledger/port.ts";
import type { SqliteLedger } from "../../ledger/sqliteLedger.ts";
import { createSystemClock } from "../../lib/clock.ts";
import { GameClock } from "../../lib/gameClock.ts";
import type { WorldLink } from "../../link/port.ts";
import { makeLoopBusy } from "../../metrics/loopBusy.ts";
import { makeMachineBusy } from "../../metrics/machineBusy.ts";
import { createMetrics, type Metrics } from "../../metrics/metrics.ts";
import { makeOwnLag } from "../../metrics/ownLag.ts";
import type { Content } from "../../startup/content.ts";
import { BACKUPS_FOLDER, makeBackup } from "../../startup/makeBackup.ts";
import { OperatorError } from "../../startup/operatorError.ts";
import { shellWord } from "../../startup/shellWord.ts";
import type { WorldHost } from "../../world/hostedWorld.ts";
import { openSavedWorld } from "../../world/saving/openSavedWorld.ts";
import { createWorldHost } from "../../world/worldHost.ts";

export interface WorldParts {
  /** The ledger of the data folder, backed up before its world is rewritten whole. */
  readonly own?: SqliteLedger;
  readonly config: Config;
  readonly content: Content;
  readonly ledger: Ledger;
  readonly link: WorldLink;
  /** Time since the loaded world stood still, in ms; absent for a world that no other process ran. */
  readonly stoodStillMs?: () => number | undefined;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** The game's own time under --qa; the machine's by default. */
  readonly time?: QaTime | undefined;
}

/** A game clock for tests, and the wall time that goes with it. */
export interface QaTime {
  readonly clock: GameClock;
  readonly wallMs: () => number;
}

/** The game's own time, if tests control it. */
export function openQaTime({ qa }: Pick<Config, "qa">): QaTime | undefined {
  if (!qa) return undefined;
  const clock = new GameClock(createSystemClock());
  const offsetMs = Date.now() - clock.nowMs();
  return { clock, wallMs: () => clock.nowMs() + offsetMs };
}

/** At most one log line about failed saves in this time, in ms. */
const SAVE_FAILURE_LOG_MS = 60_000;
/** Random bytes that identify a world. */
const LINEAGE_RANDOM_BYTES = 16;

/**
 * Opens the world without starting it.
 * @throws OperatorError if the saved world cannot be used with this map
 */
export async function openWorld(parts: WorldParts): Promise<WorldHost> {
  const { config, content, ledger, link, metrics, logger, stoodStillMs } = parts;
  const { map, loot } = content;
  const { clock, wallMs } = parts.time ?? { clock: createSystemClock(), wallMs: Date.now };
  const options = {
    map: map.world,
    loot,
    hunts: {
      definitions: content.hunts,
      chunkOf: map.chunk,
      scheduled: config.hunts === "on",
      folder: config.data,
    },
    onHuntProblem: (line: string) => logger.warn({ why: line }, "a hunt, or a part of it, could not be made"),
    seed: config.seed,
    ledger,
    link,
    ...(stoodStillMs === undefined ? {} : { stoodStillMs }),
    clock,
    wallMs,
    observer: metrics.world,
    ownLag: makeOwnLag(),
    busy: makeLoopBusy(),
    machine: { cores: availableParallelism(), busy: makeMachineBusy() },
    framesPerSecond: config.frameRate,
    lineage: randomBytes(LINEAGE_RANDOM_BYTES).toString("base64url"),
    beforeRewrite: async () => backUpFirst(parts),
    onDamage: (line: string) => logger.error({ data: config.data }, `damage in the saved world: ${line}`),
  };
  return createWorldHost(options).catch((error: unknown) => {
    if (!(error instanceof SnapshotError)) throw error;
    throw new OperatorError(
      `the world in ${config.data} cannot be used: ${error.message}; its files are left unchanged: restore them from a ` +
        "backup, or start with another --data",
    );
  });
}

/**
 * Reads a saved world without opening it.
 * @throws SnapshotError if this machine could not run it
 */
export function checkWorld(records: ReadonlyMap<string, Uint8Array>, { map, loot }: Content): void {
  openSavedWorld(records, { map: map.world, loot, seed: 0 }, "");
}

/** Backs the saved world up before it is rewritten, and logs how to go back. */
async function backUpFirst({ own, config, logger }: WorldParts): Promise<void> {
  if (own === undefined) return;
  const { data } = config;
  const to = join(data, BACKUPS_FOLDER);
  try {
    const folder = await makeBackup({ data, ledger: own, to, nowMs: Date.now() });
    logger.warn(
      { folder },
      `the saved world is rewritten by this version; to go back, stop the server and run: npm run ops -- restore ${shellWord(folder)} --data ${shellWord(data)}`,
    );
  } catch (error) {
    const reason = errorText(error);
    throw new OperatorError(
      `the world in ${data} must be rewritten, and could not be backed up first: ${reason}`,
    );
  }
}

/** The metrics of this process; events that an operator should know of go to the log. */
export function openMetrics(logger: Logger): Metrics {
  let loggedLevel = 0;
  return createMetrics({
    // Whole levels of the rate ladder are logged as info, the fractions between them for debugging only.
    onPace: (pace) => {
      const level = Math.round(pace.level);
      logger[level === loggedLevel ? "debug" : "info"]({ pace }, "frame rates have changed");
      loggedLevel = level;
    },
    onSaveFailed: makeSaveFailureLog(logger),
    onTimeSkipped: (ms) => logger.warn({ ms }, "the world fell too far behind and skipped time"),
  });
}

/** Logs the first failed save at once, then at most one line a minute with the number of failures. */
function makeSaveFailureLog(logger: Logger): (error: Error) => void {
  let failures = 0;
  let loggedAtMs = Number.NEGATIVE_INFINITY;
  return (error) => {
    failures++;
    const nowMs = performance.now();
    if (nowMs - loggedAtMs < SAVE_FAILURE_LOG_MS) return;
    loggedAtMs = nowMs;
    logger.error({ err: error, failures }, "the world could not be saved");
    failures = 0;
  };
}
