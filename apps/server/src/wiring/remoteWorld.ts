// How an edge reaches a world in another process: over the socket of this machine, or over Redis.
import { createAdapter as createClusterAdapter } from "@socket.io/cluster-adapter";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import type { SocketAdapter } from "../gateway/edge.ts";
import type { GatewayAsides } from "../link/asides.ts";
import type { LinkCounters } from "../link/linkCounters.ts";
import type { GatewayId, GatewayLink } from "../link/port.ts";
import { RedisBus } from "../link/redisBus.ts";
import { createRedisGatewayLink } from "../link/redisGatewayLink.ts";
import { makeRedisNames } from "../link/redisNames.ts";
import { createStreamGatewayLink } from "../link/streamGatewayLink.ts";
import { makeRedisAdapter } from "./redisAdapter.ts";
import { sharePassSecret } from "./sharedSecret.ts";

export interface RemoteWorld {
  readonly link: GatewayLink & {
    readonly asides: GatewayAsides;
    readonly counters: Readonly<LinkCounters>;
  };
  readonly adapter: SocketAdapter;
  /** The secret that every gateway signs passes with. */
  readonly secret: Uint8Array;
  close(): Promise<void>;
}

export interface RemoteWorldOptions {
  readonly config: Config;
  /** Undefined for Redis. */
  readonly worldPath: string | undefined;
  readonly id: GatewayId;
  readonly localSecret: Uint8Array;
  readonly logger: Logger;
}

/** @throws OperatorError if Redis is asked for and cannot be reached */
export async function openRemoteWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { worldPath, id, localSecret, config, logger } = options;
  if (worldPath !== undefined) {
    const link = createStreamGatewayLink(worldPath, id);
    return { link, adapter: createClusterAdapter(), secret: localSecret, close: () => link.close() };
  }
  const bus = await RedisBus.connect(config.redis);
  bus.onState((up) => logger[up ? "info" : "warn"](up ? "Redis is back" : "Redis cannot be reached"));
  const names = makeRedisNames();
  const link = await createRedisGatewayLink(bus, names, id);
  return {
    link,
    adapter: makeRedisAdapter(bus, names),
    secret: await sharePassSecret(bus, names, localSecret),
    async close() {
      await link.close();
      await bus.close();
    },
  };
}
