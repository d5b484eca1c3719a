// A gateway's side of the link between processes of one machine. Connects again and again until it is closed.
import { randomInt } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { GatewayAsides } from "../codec/sideChannel.ts";
import type { GatewayId, GatewayLink } from "../port.ts";
import { GatewayPeer } from "../session/gatewayEndpoint.ts";
import type { LinkContent } from "../session/hello.ts";
import { startSweeping } from "../session/housekeeping.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import { DEFAULT_LINK_BOUNDS, type LinkBounds } from "../session/linkLimits.ts";
import { StreamPipe } from "./streamPipe.ts";

const RECONNECT_MS = 100;
const MAX_SESSION = 2 ** 32 - 1;

export interface StreamGatewayLink extends GatewayLink {
  readonly counters: Readonly<LinkCounters>;
  readonly asides: GatewayAsides;
  /** Why the world refuses this gateway; undefined if it does not. */
  readonly refusal: string | undefined;
}

export interface StreamGatewayLinkOptions {
  readonly bounds?: LinkBounds;
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
  const { bounds = DEFAULT_LINK_BOUNDS } = options;
  const newSession = (): number => randomInt(1, MAX_SESSION);
  const peer = new GatewayPeer({ ...options, id, bounds, schedule: setImmediate, newSession });
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
  const stopSweeping = startSweeping(bounds.beatMs, (nowMs) => peer.sweep(nowMs));

  return {
    id,
    counters: peer.counters,
    get refusal() {
      return peer.refusal;
    },
    asides: peer.asides,
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
