// The server of the fan-out bench: the real gateway and frame lane with a stand-in for the world. The stand-in admits
// everybody, spreads players over 100 rooms in turn, and sends the frames that the bench passes in `bench:send`.
import type { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { InputSeq, MoverId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { TICK_MS } from "@doubloon/shared/time";
import { AddressRules } from "../gateway/admission/addressRules.ts";
import { createGateway } from "../gateway/gateway.ts";
import { DEFAULT_LIMITS } from "../gateway/gatewayLimits.ts";
import type { GatewayObserver } from "../gateway/gatewayObserver.ts";
import { trustProxies } from "../lib/clientAddress.ts";
import { ErrorBoundary } from "../lib/errorBoundary.ts";
import { type FeedId, feedIdOf } from "../link/feedId.ts";
import { createInlineLink } from "../link/transports/inlineLink.ts";
import { makeSessionTokens } from "../tokens/sessionToken.ts";
import { NO_TOKEN_STATE, newTokenKey, TokenKeys } from "../tokens/tokenKeys.ts";

const ROOMS = 100;
const MAP = { version: "bench", widthTiles: 160, heightTiles: 160, url: "/map/bench/map.json" };

const nullObserver: GatewayObserver = {
  joined() {},
  framesSent() {},
  keyframesSent() {},
  frameDropped() {},
  resync() {},
  input() {},
  refused() {},
  heartbeat() {},
  missedHeartbeat() {},
};

const link = createInlineLink();
const toGateway = link.world.gateway(link.gateway.id);
const clock = { nowMs: () => performance.now() };
const tickNow = () => Math.floor(clock.nowMs() / TICK_MS) as Tick;
/** Feeds with a subscriber that waits for its first frame. */
const wanted = new Set<FeedId>();
let players = 0;

link.world.serve({
  enter(_gateway, session, playerId, name) {
    const mover = players as MoverId;
    const room = (players++ % ROOMS) as RoomId;
    const tick = tickNow();
    const self = { motion: 0, mover, tick, ack: 0 as InputSeq, room, x: 0, y: 0 };
    toGateway.entered({
      session,
      playerId,
      mover,
      feed: feedIdOf(room, 0),
      name: name ?? "Bench",
      returning: false,
      tick,
      timeMs: 0 as WorldTimeMs,
      standing: { score: 0, rank: 1, of: 1 },
      self,
    });
  },
  leave() {},
  input() {},
  hunting() {},
  undelivered() {},
  wantKeyframe: (_gateway, feed) => void wanted.add(feed),
  health() {},
});

(process as EventEmitter).on("bench:send", (room: RoomId, frame: Buffer) => {
  const feed = feedIdOf(room, 0);
  toGateway.frame(feed, tickNow(), frame, wanted.delete(feed) ? frame : undefined);
});

const httpServer = createServer();
createGateway({
  httpServer,
  link: link.gateway,
  map: MAP,
  contentUrl: "/content/bench.json",
  tokens: makeSessionTokens(new TokenKeys({ ...NO_TOKEN_STATE, keys: [newTokenKey(Date.now())] }), Date.now),
  // The bench's clients send no acknowledgements, like the clients of the compared servers.
  limits: { ...DEFAULT_LIMITS, maxBehindTicks: Number.POSITIVE_INFINITY },
  observer: nullObserver,
  clock,
  addresses: new AddressRules({ trustsProxy: trustProxies([]), exemptLoopback: true, ownPlayers: 0 }),
  boundary: new ErrorBoundary({ log: ({ error }) => console.error(error), clock }),
  random: Math.random,
});
httpServer.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => {
  const { port } = httpServer.address() as AddressInfo;
  console.log(`up: http://127.0.0.1:${port}/`);
});
