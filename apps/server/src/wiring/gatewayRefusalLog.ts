// Says on the world's side that a gateway was refused, and why.
import type { Logger } from "pino";
import { makeThrottledLog } from "../lib/throttledLog.ts";
import type { GatewayId } from "../link/port.ts";

/** At most one line a gateway and reason in this time, in ms. */
const LOG_EVERY_MS = 60_000;

export function makeGatewayRefusalLog(logger: Logger): (gateway: GatewayId, why: string) => void {
  const log = makeThrottledLog({
    everyMs: LOG_EVERY_MS,
    nowMs: () => performance.now(),
    tell: (what) => logger.error({ what }, "a gateway was refused"),
  });
  return (gateway, why) => log(`${gateway}: ${why}`);
}
