// A gateway's side of the link between processes of one machine. Connects again and again until it is closed.
import { randomInt } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { GatewaySideChannel } from "../codec/sideChannel.ts";
import type { GatewayId, GatewayLink } from "../port.ts";
import { GatewayEndpoint } from "../session/gatewayEndpoint.ts";
import type { LinkContent } from "../session/hello.ts";
import { startHousekeeping } from "../session/housekeeping.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { DEFAULT_LINK_LIMITS, type LinkLimits } from "../session/linkLimits.ts";
import { StreamPipe } from "./streamPipe.ts";

const RECONNECT_MS = 100;
const MAX_SESSION = 2 ** 32 - 1;

export interface StreamGatewayLink extends GatewayLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: GatewaySideChannel;
  /** Why the world refuses this gateway; undefined if it does not. */
  readonly refusal: string | undefined;
}

export interface StreamGatewayLinkOptions {
  readonly bounds?: LinkLimits;
  readonly content?: LinkContent;
  /** The world refuses this gateway; called each time that it greets. */
  readonly onRefused?: (why: string) => void;
}

/** Connects to the world that listens, or will listen, at `path`. */
export function createStreamGatewayLink(
  path: string,
  id: GatewayId,
  options: StreamGatewayLinkOptions = {},
): StreamGatewayLink {
  const { bounds = DEFAULT_LINK_LIMITS } = options;
  const newSession = (): number => randomInt(1, MAX_SESSION);
  const peer = new GatewayEndpoint({ ...options, id, bounds, schedule: setImmediate, newSession });
  let socket: Socket | undefined;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const open = (): void => {
    const opened = connect(path);
    socket = opened;
    const pipe = new StreamPipe(opened, (packet) => peer.received(packet));
    opened.on("connect", () => peer.attach(pipe));
    opened.on("close", () => {
      peer.detach();
      if (!closed) retry = setTimeout(open, RECONNECT_MS);
    });
  };
  open();
  const stopSweeping = startHousekeeping(bounds.beatMs, (nowMs) => peer.housekeep(nowMs));

  return {
    id,
    counters: peer.counters,
    get refusal() {
      return peer.refusal;
    },
    asides: peer.sideChannel,
    world: peer.world,
    serve: (gateway) => peer.serve(gateway),
    onWorldState: (listener) => peer.onWorldState(listener),
    close: () =>
      new Promise((resolve) => {
        closed = true;
        stopSweeping();
        clearTimeout(retry);
        peer.bye();
        if (socket === undefined || socket.destroyed) resolve();
        else {
          socket.once("close", () => resolve());
          socket.destroySoon();
        }
      }),
  };
}
