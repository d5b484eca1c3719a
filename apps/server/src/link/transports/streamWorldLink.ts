// The world's side of the link between processes of one machine: a Unix domain socket (a named pipe on Windows) that
// gateways connect to. See docs/adr/0003-process-link.md.
import { once } from "node:events";
import { chmod, rm } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import type { WorldSideChannel } from "../codec/sideChannel.ts";
import type { GatewayId, WorldLink } from "../port.ts";
import type { LinkContent } from "../session/hello.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { DEFAULT_LINK_LIMITS, type LinkLimits } from "../session/linkLimits.ts";
import { WorldEndpoint } from "../session/worldEndpoint.ts";
import { StreamPipe } from "./streamPipe.ts";

/** The same for every start of the world: a connection never outlives the world at its other end. */
const STREAM_EPOCH = 1;

export interface StreamWorldLink extends WorldLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: WorldSideChannel;
}

export interface StreamWorldLinkOptions {
  readonly bounds?: LinkLimits;
  readonly content?: LinkContent;
  /** A gateway was refused; called each time that it greets. */
  readonly onRefused?: (id: GatewayId, why: string) => void;
}

/**
 * Listens at `path` for this user alone; a socket file left there by a world that is gone is replaced.
 * @throws Error if it cannot listen there
 */
export async function createStreamWorldLink(
  path: string,
  options: StreamWorldLinkOptions = {},
): Promise<StreamWorldLink> {
  const { bounds = DEFAULT_LINK_LIMITS } = options;
  const hub = new WorldEndpoint({ ...options, epoch: STREAM_EPOCH, bounds, schedule: setImmediate });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const pipe = new StreamPipe(socket, (packet) => hub.received(packet, () => pipe));
    sockets.add(socket);
    socket.on("close", () => {
      sockets.delete(socket);
      hub.lost(pipe);
    });
  });
  server.maxConnections = bounds.maxGateways;
  if (process.platform !== "win32") await rm(path, { force: true });
  server.listen(path);
  await once(server, "listening");
  // Connecting takes the right to write, which the umask may have left to others.
  if (process.platform !== "win32") await chmod(path, 0o600);
  const stopSweeping = startHousekeeping(bounds.beatMs, (nowMs) => hub.housekeep(nowMs));

  return {
    counters: hub.counters,
    asides: hub.sideChannel,
    serve: (world) => hub.serve(world),
    gateway: (id) => hub.gateway(id),
    get gateways() {
      return hub.gateways;
    },
    flush: () => hub.flush(),
    onGatewayGone: (listener) => hub.onGatewayGone(listener),
    async close() {
      stopSweeping();
      const closed = once(server, "close");
      server.close();
      hub.endAll(true);
      for (const socket of sockets) socket.destroySoon();
      await closed;
    },
  };
}
