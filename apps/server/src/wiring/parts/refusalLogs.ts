// Log lines about refused gateways, at a bounded rate: one for the world's process, one for the gateway's own.
import type { Logger } from "pino";
import { makeThrottledLog } from "../../lib/throttledLog.ts";
import type { GatewayId } from "../../link/port.ts";

/** At most one line per reason in this time, in ms. */
const LOG_INTERVAL_MS = 60_000;

/** For the world: logs that it refuses a gateway. */
export function makeGatewayRefusalLog(logger: Logger): (gateway: GatewayId, why: string) => void {
  const log = makeThrottledLog({
    everyMs: LOG_INTERVAL_MS,
    nowMs: () => performance.now(),
    report: (what) => logger.error({ what }, "a gateway was refused"),
  });
  return (gateway, why) => log(`${gateway}: ${why}`);
}

/** For a gateway: logs that the world refuses it. */
export function makeOwnRefusalLog(logger: Logger): (why: string) => void {
  return makeThrottledLog({
    everyMs: LOG_INTERVAL_MS,
    nowMs: () => performance.now(),
    report: (why) => logger.error({ why }, "the world refuses this gateway; trying again"),
  });
}
