// Connects a gateway process to a world in another process: over a socket of this machine, or over Redis.
import { createAdapter as createClusterAdapter } from "@socket.io/cluster-adapter";
import { createStreamGatewayLink } from "../../link/transports/streamGatewayLink.ts";
import { linkContentOf } from "../../startup/content.ts";
import { makeOwnRefusalLog } from "./refusalLogs.ts";
import type { RemoteWorld, RemoteWorldOptions } from "./remoteWorld.ts";

/** @throws LinkError if Redis is configured and cannot be reached */
export async function openRemoteWorld(options: RemoteWorldOptions): Promise<RemoteWorld> {
  const { worldPath, id } = options;
  if (worldPath === undefined) {
    // Loaded on demand: a gateway that replaces a dead one must start quickly.
    const { openRedisWorld } = await import("./redisRemoteWorld.ts");
    return openRedisWorld(options);
  }
  const link = createStreamGatewayLink(worldPath, id, {
    content: linkContentOf(options.content),
    onRefused: makeOwnRefusalLog(options.logger),
  });
  return { link, adapter: createClusterAdapter(), close: () => link.close() };
}
