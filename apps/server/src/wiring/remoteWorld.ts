// How an edge reaches a world in another process: over the socket of this machine, or over Redis.
import { createAdapter as createClusterAdapter } from "@socket.io/cluster-adapter";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { SocketAdapter } from "../gateway/transport/socketServer.ts";
import { makeThrottledLog } from "../lib/throttledLog.ts";
import type { GatewaySideChannel } from "../link/codec/sideChannel.ts";
import type { GatewayId, GatewayLink } from "../link/port.ts";
import type { LinkCounters } from "../link/session/linkCounters.ts";
import { createStreamGatewayLink } from "../link/transports/streamGatewayLink.ts";
import { type Content, linkContentOf } from "../startup/content.ts";
import type { TokenKeys } from "../tokens/tokenKeys.ts";

export interface RemoteWorld {
  readonly link: GatewayLink & {
    readonly sideChannel: GatewaySideChannel;
    readonly counters: Readonly<LinkCounters>;
    readonly refusal: string | undefined;
  };
  readonly adapter: SocketAdapter;
  close(): Promise<void>;
}

export interface RemoteWorldOptions {
  readonly config: Config;
  readonly content: Content;
  /** Undefined for Redis. */
  readonly worldPath: string | undefined;
  readonly id: GatewayId;
  /** Shared with the gateways of other machines, if there may be any. */
  readonly keys: TokenKeys;
  readonly logger: Logger;
}

/** @throws OperatorError if Redis is asked for and cannot be reached */
export async function openRemoteWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { worldPath, id } = options;
  if (worldPath === undefined) {
    // Loaded only then: a gateway that takes a dead one's place must be up soon.
    const { openRedisWorld } = await import("./redisRemoteWorld.ts");
    return openRedisWorld(options);
  }
  const link = createStreamGatewayLink(worldPath, id, {
    content: linkContentOf(options.content),
    onRefused: makeRefusalLog(options.logger),
  });
  return { link, adapter: createClusterAdapter(), close: () => link.close() };
}

/** At most one line in this time, in ms, as long as the reason is the same. */
const REFUSAL_LOG_MS = 60_000;

/** Says that the world refuses this gateway, and why. */
export function makeRefusalLog(logger: Logger): (why: string) => void {
  return makeThrottledLog({
    everyMs: REFUSAL_LOG_MS,
    nowMs: () => performance.now(),
    tell: (why) => logger.error({ why }, "the world refuses this gateway; trying again"),
  });
}
