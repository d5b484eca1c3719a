// The operator's view of a server in any mode: the telemetry timer, the machine's metrics, readiness, and the ops port that
// serves them. One per machine, in the process that the operator started.
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { type OpsServer, startOpsServer } from "../http/opsServer.ts";
import { MetricsReadings } from "./metricsReadings.ts";
import { Readiness } from "./readiness.ts";
import { TelemetryTimer } from "./telemetryTimer.ts";

export interface Operations {
  readonly timer: TelemetryTimer;
  readonly metrics: MetricsReadings;
  readonly readiness: Readiness;
  /** Address of the ops port, as `http://HOST:PORT/`; undefined if it is off. */
  readonly url: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts the timer and opens the ops port. If the default port is taken, there is no ops port, and one line in the log
 * says so.
 * @throws what `listen` throws if a port was configured and cannot be used
 */
export async function startOperations(config: Config, logger: Logger): Promise<Operations> {
  const timer = makeTelemetryTimer(logger);
  const metrics = new MetricsReadings(() => timer.failures);
  const readiness = new Readiness();
  const server = await openPort(config, logger, metrics, readiness).catch((error: unknown) => {
    timer.close();
    throw error;
  });
  timer.add("metrics", () => metrics.take(Date.now()));
  return {
    timer,
    metrics,
    readiness,
    url: server?.url,
    async close() {
      timer.close();
      await server?.close();
    },
  };
}

/** A telemetry timer whose failures go to the log. */
export function makeTelemetryTimer(logger: Logger): TelemetryTimer {
  return new TelemetryTimer({
    onFailure: (collector, error, failures) =>
      logger.error({ err: error, collector, failures }, "a collector failed; it runs again in a second"),
  });
}

async function openPort(
  { opsPort, opsPortGiven, opsHost: host }: Config,
  logger: Logger,
  metrics: MetricsReadings,
  readiness: Readiness,
): Promise<OpsServer | undefined> {
  if (opsPort === "off") return undefined;
  try {
    return await startOpsServer({
      host,
      port: opsPort,
      logger,
      contentType: metrics.contentType,
      metricsText: () => metrics.text(),
      readiness: () => readiness.report(),
    });
  } catch (error) {
    if (opsPortGiven || (error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    logger.warn(
      { host, port: opsPort },
      "the ops port is taken: /metrics, /livez and /readyz are not served",
    );
    return undefined;
  }
}
