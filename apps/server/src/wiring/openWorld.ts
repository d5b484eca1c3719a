// A world on a link, from what the ledger holds or new.
import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { SnapshotError } from "@doubloon/engine/saved/snapshotError";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { Ledger } from "../ledger/port.ts";
import { createSystemClock } from "../lib/clock.ts";
import type { WorldLink } from "../link/port.ts";
import { makeLoopBusy } from "../metrics/loopBusy.ts";
import { makeMachineBusy } from "../metrics/machineBusy.ts";
import { createMetrics, type Metrics } from "../metrics/metrics.ts";
import { makeOwnLag } from "../metrics/ownLag.ts";
import type { Content } from "../startup/content.ts";
import { OperatorError } from "../startup/operatorError.ts";
import { createWorldHost, type WorldHost } from "../world/worldHost.ts";

export interface WorldParts {
  readonly config: Config;
  readonly content: Content;
  readonly ledger: Ledger;
  readonly link: WorldLink;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** At most one line about failed saves in this time, in ms. */
const SAVE_FAILURE_LOG_MS = 60_000;
/** Random bytes that tell one world from every other. */
const LINEAGE_RANDOM_BYTES = 16;

/**
 * Opens the world; it does not run yet.
 * @throws OperatorError if what the ledger holds cannot be used with this map
 */
export async function openWorld(parts: WorldParts): Promise<WorldHost> {
  const { config, content, ledger, link, metrics, logger } = parts;
  const { map, loot } = content;
  const clock = createSystemClock();
  const options = {
    map: map.world,
    loot,
    seed: config.seed,
    ledger,
    link,
    clock,
    observer: metrics.world,
    ownLag: makeOwnLag(),
    busy: makeLoopBusy(),
    machine: { cores: availableParallelism(), busy: makeMachineBusy() },
    framesPerSecond: config.frameRate,
    lineage: randomBytes(LINEAGE_RANDOM_BYTES).toString("base64url"),
    onDamage: (line: string) => logger.error({ data: config.data }, `damage in the saved world: ${line}`),
  };
  return createWorldHost(options).catch((error: unknown) => {
    if (!(error instanceof SnapshotError)) throw error;
    throw new OperatorError(
      `the world in ${config.data} cannot be used: ${error.message}; its files are kept as they are: restore them from a ` +
        "backup, or start with another --data",
    );
  });
}

/** Metrics whose news for the operator go to the log. */
export function openMetrics(logger: Logger): Metrics {
  let toldStep = 0;
  return createMetrics({
    // A whole step of the ladder is news; the small shares in between are for those who look closely.
    onPace: (pace) => {
      const step = Math.round(pace.level);
      logger[step === toldStep ? "debug" : "info"]({ pace }, "frame rates have changed");
      toldStep = step;
    },
    onSaveFailed: makeSaveFailureLog(logger),
    onTimeSkipped: (ms) => logger.warn({ ms }, "the world was too far behind and skipped time"),
  });
}

/** Logs the first failed save at once, and then at most one line a minute with how many there were. */
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
