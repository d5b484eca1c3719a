// Opens the load agent of this machine if the operator gave it a port. Its load is that of the busiest process.
import type { Logger } from "pino";
import type { Config } from "../../../config/config.ts";
import { createSystemClock } from "../../../lib/clock.ts";
import { ErrorBoundary } from "../../../lib/errorBoundary.ts";
import { listenError } from "../../../startup/operatorError.ts";
import { type LoadAgent, startLoadAgent } from "../../../telemetry/loadAgent.ts";
import type { Operations } from "../../../telemetry/operations.ts";

/** @throws OperatorError if the port cannot be used */
export async function openLoadAgent(
  { agentPort: port, opsHost: host }: Config,
  logger: Logger,
  { metrics, readiness }: Pick<Operations, "metrics" | "readiness">,
): Promise<LoadAgent | undefined> {
  if (port === "off") return undefined;
  const boundary = new ErrorBoundary({
    log: ({ kind, error, suppressed }) =>
      logger.error({ err: error, kind, suppressed }, "a proxy got no answer from the load agent"),
    clock: createSystemClock(),
  });
  const load = () => {
    const loads = metrics.values("doubloon_load");
    return loads.length === 0 ? undefined : Math.max(...loads);
  };
  const ready = () => readiness.report().ready;
  return await startLoadAgent({ host, port, load, ready, boundary }).catch((error: unknown) => {
    throw listenError(error, host, port, "--agent-");
  });
}
