// A world on a link, from what the ledger holds or new.
import { availableParallelism } from "node:os";
import { SnapshotError } from "@doubloon/engine/snapshot";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { Ledger } from "../ledger/port.ts";
import type { WorldLink } from "../link/port.ts";
import { makeLoopBusy } from "../metrics/loopBusy.ts";
import { makeMachineBusy } from "../metrics/machineBusy.ts";
import { createMetrics, type Metrics } from "../metrics/metrics.ts";
import { makeOwnLag } from "../metrics/ownLag.ts";
import { createSystemClock } from "../world/clock.ts";
import { createWorldHost, type WorldHost } from "../world/worldHost.ts";
import type { Content } from "./content.ts";
import { OperatorError } from "./operatorError.ts";

export interface WorldParts {
  readonly config: Config;
  readonly content: Content;
  readonly ledger: Ledger;
  readonly link: WorldLink;
  readonly metrics: Metrics;
}

/**
 * Opens the world; it does not run yet.
 * @throws OperatorError if what the ledger holds cannot be used with this map
 */
export async function openWorld({ config, content, ledger, link, metrics }: WorldParts): Promise<WorldHost> {
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
  };
  return createWorldHost(options).catch((error: unknown) => {
    if (!(error instanceof SnapshotError)) throw error;
    throw new OperatorError(`the world in ${config.data} cannot be used: ${error.message}`);
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
    onSaveFailed: (error) => logger.error({ err: error }, "the world could not be saved"),
    onTimeSkipped: (ms) => logger.warn({ ms }, "the world was too far behind and skipped time"),
  });
}
