// The world's end of the link between processes of one machine: a Unix domain socket (a named pipe on Windows) that
// gateways connect to. See docs/adr/0003-process-link.md.
import { once } from "node:events";
import { chmod, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { startHousekeeping } from "../session/housekeeping.ts";
import { DEFAULT_LINK_LIMITS } from "../session/linkLimits.ts";
import { WorldEndpoint } from "../session/worldEndpoint.ts";
import { type RemoteWorldLink, type RemoteWorldLinkOptions, worldLinkOf } from "./remoteLink.ts";
import { StreamPipe } from "./streamPipe.ts";

/** The same epoch for every start of the world: a connection never outlives the world's process. */
const STREAM_EPOCH = 1;

/**
 * Listens at `path`, for this user only. A socket file left there by an earlier world is replaced.
 * @throws Error if it cannot listen there
 */
export async function createStreamWorldLink(
  path: string,
  options: RemoteWorldLinkOptions = {},
): Promise<RemoteWorldLink> {
  const { limits = DEFAULT_LINK_LIMITS } = options;
  const endpoint = new WorldEndpoint({ ...options, epoch: STREAM_EPOCH, limits, schedule: setImmediate });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const pipe = new StreamPipe(socket, (packet) => endpoint.received(packet, () => pipe));
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      endpoint.lost(pipe);
    });
  });
  server.maxConnections = limits.maxGateways;
  if (process.platform !== "win32") await rm(path, { force: true });
  server.listen(path);
  await once(server, "listening");
  // Connecting requires write permission, which the umask may have granted to others.
  if (process.platform !== "win32") await chmod(path, 0o600);
  const stopHousekeeping = startHousekeeping(limits.keepaliveMs, (nowMs) => endpoint.housekeep(nowMs));

  return worldLinkOf(endpoint, async () => {
    stopHousekeeping();
    const closed = once(server, "close");
    server.close();
    endpoint.endAll(true);
    for (const socket of sockets) socket.destroySoon();
    await closed;
  });
}
