// The common part of the stream link and the Redis link: their interfaces, made from an endpoint. It carries no packets.
import { randomInt } from "node:crypto";
import type { GatewaySideChannel, WorldSideChannel } from "../codec/sideChannel.ts";
import type { GatewayId, GatewayLink, WorldLink, WorldPort } from "../port.ts";
import type { GatewayEndpoint } from "../session/gatewayEndpoint.ts";
import type { LinkContent } from "../session/hello.ts";
import type { LinkCounters } from "../session/linkCounters.ts";
import type { LinkLimits } from "../session/linkLimits.ts";
import type { WorldEndpoint } from "../session/worldEndpoint.ts";

export interface RemoteWorldLink extends WorldLink {
  readonly counters: Readonly<LinkCounters>;
  readonly sideChannel: WorldSideChannel;
}

export interface RemoteGatewayLink extends GatewayLink {
  readonly counters: Readonly<LinkCounters>;
  readonly sideChannel: GatewaySideChannel;
  /** Why the world refuses this gateway; undefined if it does not. */
  readonly refusal: string | undefined;
}

export interface RemoteWorldLinkOptions {
  readonly limits?: LinkLimits;
  readonly content?: LinkContent;
  /** A gateway was refused; called for each of its hellos. */
  readonly onRefused?: (id: GatewayId, why: string) => void;
}

export interface RemoteGatewayLinkOptions {
  readonly limits?: LinkLimits;
  readonly content?: LinkContent;
  /** The world refused this gateway; called for each of its hellos. */
  readonly onRefused?: (why: string) => void;
}

const MAX_SESSION = 2 ** 32 - 1;

/** A random number for a new link session. */
export function newLinkSession(): number {
  return randomInt(1, MAX_SESSION);
}

export function worldLinkOf(
  endpoint: WorldEndpoint,
  close: () => Promise<void>,
  serve: (world: WorldPort) => void = (world) => endpoint.serve(world),
): RemoteWorldLink {
  return {
    counters: endpoint.counters,
    sideChannel: endpoint.sideChannel,
    serve,
    gateway: (id) => endpoint.gateway(id),
    get gateways() {
      return endpoint.gateways;
    },
    congested: (id) => endpoint.congested(id),
    flush: () => endpoint.flush(),
    onGatewayGone: (listener) => endpoint.onGatewayGone(listener),
    close,
  };
}

export function gatewayLinkOf(endpoint: GatewayEndpoint, close: () => Promise<void>): RemoteGatewayLink {
  return {
    id: endpoint.id,
    counters: endpoint.counters,
    get refusal() {
      return endpoint.refusal;
    },
    sideChannel: endpoint.sideChannel,
    world: endpoint.world,
    serve: (gateway) => endpoint.serve(gateway),
    onWorldState: (listener) => endpoint.onWorldState(listener),
    close,
  };
}
