// The link between the world and one gateway in the same process: each message is delivered at once, in the same call.
import type { GatewayId, GatewayLink, GatewayPort, WorldLink, WorldPort } from "../port.ts";

const INLINE_GATEWAY_ID: GatewayId = "inline";

export interface InlineLink {
  readonly world: WorldLink;
  readonly gateway: GatewayLink;
}

/** Wraps the handlers of each side; tests use it to delay messages. */
export interface PortWrappers {
  readonly toWorld: (world: WorldPort) => WorldPort;
  readonly toGateway: (gateway: GatewayPort) => GatewayPort;
}

const UNWRAPPED: PortWrappers = { toWorld: (world) => world, toGateway: (gateway) => gateway };

/** Creates a link in one process. Both sides must call `serve` before either sends. */
export function createInlineLink(wrappers: PortWrappers = UNWRAPPED): InlineLink {
  let world: WorldPort = unserved("world");
  let gateway: GatewayPort = unserved("gateway");
  const toWorld: WorldPort = {
    enter: (...args) => world.enter(...args),
    leave: (id, session, mover) => world.leave(id, session, mover),
    input: (id, session, mover, seq, intent, heading, x, y) =>
      world.input(id, session, mover, seq, intent, heading, x, y),
    hunting: (id, session, mover, request) => world.hunting(id, session, mover, request),
    undelivered: (id, playerId, ...message) => world.undelivered(id, playerId, ...message),
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
    tell: (session, ...message) => gateway.tell(session, ...message),
    reading: (session, reading) => gateway.reading(session, reading),
    broadcast: (...message) => gateway.broadcast(...message),
    fairEntries: (from, entries) => gateway.fairEntries(from, entries),
    named: (mover, name) => gateway.named(mover, name),
    unnamed: (mover) => gateway.unnamed(mover),
  };
  return {
    world: {
      serve: (port) => {
        world = wrappers.toWorld(port);
      },
      gateway: () => toGateway,
      gateways: [INLINE_GATEWAY_ID],
      congested: () => false,
      flush: () => {
        // Every message has been delivered already.
      },
      onGatewayGone: () => {
        // In one process the gateway never goes without the world.
      },
      close: async () => {},
    },
    gateway: {
      id: INLINE_GATEWAY_ID,
      serve: (port) => {
        gateway = wrappers.toGateway(port);
      },
      world: toWorld,
      onWorldState: () => {
        // In one process the world is always reachable.
      },
      close: async () => {},
    },
  };
}

/** A placeholder for handlers that have not been set yet. */
function unserved<Port extends object>(side: string): Port {
  return new Proxy({} as Port, {
    get: () => () => {
      throw new Error(`the link's ${side} has not called serve yet`);
    },
  });
}
