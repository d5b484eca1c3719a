// A gateway's end of the link between processes of one machine. Reconnects until it is closed.
import { connect, type Socket } from "node:net";
import type { GatewayId } from "../port.ts";
import { GatewayEndpoint } from "../session/gatewayEndpoint.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import { DEFAULT_LINK_LIMITS } from "../session/linkLimits.ts";
import {
  gatewayLinkOf,
  newLinkSession,
  type RemoteGatewayLink,
  type RemoteGatewayLinkOptions,
} from "./remoteLink.ts";
import { StreamPipe } from "./streamPipe.ts";

const RECONNECT_MS = 100;

/** Connects to the world at `path`, which may start listening later. */
export function createStreamGatewayLink(
  path: string,
  id: GatewayId,
  options: RemoteGatewayLinkOptions = {},
): RemoteGatewayLink {
  const { limits = DEFAULT_LINK_LIMITS } = options;
  const endpoint = new GatewayEndpoint({
    ...options,
    id,
    limits,
    schedule: setImmediate,
    newSession: newLinkSession,
  });
  let socket: Socket | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const open = (): void => {
    const opened = connect(path);
    socket = opened;
    const pipe = new StreamPipe(opened, (packet) => endpoint.received(packet));
    opened.on("connect", () => endpoint.attach(pipe));
    opened.on("close", () => {
      endpoint.detach();
      if (!closed) retry = setTimeout(open, RECONNECT_MS);
    });
  };
  open();
  const stopHousekeeping = startHousekeeping(limits.keepaliveMs, (nowMs) => endpoint.housekeep(nowMs));

  const close = (): Promise<void> =>
    new Promise((resolve) => {
      closed = true;
      stopHousekeeping();
      clearTimeout(retry);
      endpoint.bye();
      if (socket === undefined || socket.destroyed) resolve();
      else {
        socket.once("close", () => resolve());
        socket.destroySoon();
      }
    });
  return gatewayLinkOf(endpoint, close);
}
