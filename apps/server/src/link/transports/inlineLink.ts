// World and one gateway in one process: what one side says, the other hears at once, in the same call.
import type { GatewayId, GatewayLink, GatewayPort, WorldLink, WorldPort } from "../port.ts";

export const INLINE_GATEWAY_ID: GatewayId = "inline";

export interface InlineLink {
  readonly world: WorldLink;
  readonly gateway: GatewayLink;
}

/** How a side's messages reach the other side's handlers; the identity by default: at once. */
export interface Couriers {
  readonly toWorld: (world: WorldPort) => WorldPort;
  readonly toGateway: (gateway: GatewayPort) => GatewayPort;
}

const AT_ONCE: Couriers = { toWorld: (world) => world, toGateway: (gateway) => gateway };

/** A link in one process. Both sides call `serve` before either speaks. */
export function createInlineLink(couriers: Couriers = AT_ONCE): InlineLink {
  let world: WorldPort = unserved("world");
  let gateway: GatewayPort = unserved("gateway");
  const toWorld: WorldPort = {
    enter: (id, session, playerId, name) => world.enter(id, session, playerId, name),
    leave: (id, session, mover) => world.leave(id, session, mover),
    input: (id, session, mover, seq, intent, heading, x, y) =>
      world.input(id, session, mover, seq, intent, heading, x, y),
    wantKeyframe: (id, feed) => world.wantKeyframe(id, feed),
    health: (id, health) => world.health(id, health),
  };
  const toGateway: GatewayPort = {
    entered: (entry) => gateway.entered(entry),
    refused: (session, code) => gateway.refused(session, code),
    takenOver: (session) => gateway.takenOver(session),
    crossed: (session, feed) => gateway.crossed(session, feed),
    frame: (feed, tick, delta, keyframe) => gateway.frame(feed, tick, delta, keyframe),
    self: (session, self) => gateway.self(session, self),
    award: (session, award) => gateway.award(session, award),
    standing: (session, standing) => gateway.standing(session, standing),
    board: (board) => gateway.board(board),
    named: (mover, name) => gateway.named(mover, name),
    unnamed: (mover) => gateway.unnamed(mover),
  };
  return {
    world: {
      serve: (port) => {
        world = couriers.toWorld(port);
      },
      gateway: () => toGateway,
      gateways: [INLINE_GATEWAY_ID],
      flush: () => {
        // What is said has been heard.
      },
      onGatewayGone: () => {
        // In one process the gateway goes only when the world does.
      },
      close: async () => {},
    },
    gateway: {
      id: INLINE_GATEWAY_ID,
      serve: (port) => {
        gateway = couriers.toGateway(port);
      },
      world: toWorld,
      onWorldState: () => {
        // In one process the world is always there.
      },
      close: async () => {},
    },
  };
}

/** Stands where no handlers have been given yet. */
function unserved<Port extends object>(side: string): Port {
  return new Proxy({} as Port, {
    get: () => () => {
      throw new Error(`the link's ${side} does not serve yet`);
    },
  });
}
