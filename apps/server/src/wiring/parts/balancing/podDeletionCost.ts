// Starts the upkeep of this pod's deletion cost if the operator asked for it: a timer that outlives every failure.
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Config } from "../../../config/config.ts";
import { makeThrottledLog } from "../../../lib/throttledLog.ts";
import { OperatorError } from "../../../startup/operatorError.ts";
import type { MetricsReadings } from "../../../telemetry/metricsReadings.ts";
import { PodDeletionCost, type PodIdentity, podIdentity } from "../../../telemetry/podDeletionCost.ts";

/** Kubernetes advises against frequent updates; an autoscaler removes a gateway after half an hour of less load. */
const EVERY_MS = 30_000;
const LOG_EVERY_MS = 600_000;

/**
 * Starts it; returns a function that ends it.
 * @throws OperatorError if this process runs in no pod
 */
export function keepPodDeletionCost(config: Config, logger: Logger, metrics: MetricsReadings): () => void {
  if (!config.podDeletionCost) return () => {};
  const cost = new PodDeletionCost(identity());
  const failed = makeThrottledLog<[error: unknown]>({
    everyMs: LOG_EVERY_MS,
    nowMs: () => performance.now(),
    report: (_, suppressed, error) =>
      logger.warn(
        { err: error, suppressed },
        "the pod's deletion cost could not be written; it is tried again",
      ),
  });
  const timer = setInterval(() => {
    const players = metrics.values("doubloon_players").reduce((sum, value) => sum + value, 0);
    cost.update(players).catch((error: unknown) => failed("deletion cost", error));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function identity(): PodIdentity {
  try {
    return podIdentity(process.env, hostname());
  } catch (error) {
    throw new OperatorError(`--pod-deletion-cost: ${(error as Error).message}`);
  }
}
