// Configures the Socket.IO server and tracks its connections: each is monitored, bounded, and subject to stricter limits
// until it has joined a namespace. Knows no players.
import type { Server as HttpServer } from "node:http";
import { makeBareBinaryParser, type StockParser } from "@doubloon/shared/protocol/parser";
import { Server, type ServerOptions } from "socket.io";
import * as stockParser from "socket.io-parser";
import type { MonotonicClock } from "../../lib/clock.ts";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { AddressRules } from "../admission/addressRules.ts";
import type { GatewayLimits } from "../gatewayLimits.ts";
import type { GatewayObserver } from "../gatewayObserver.ts";
import type { GameServer } from "../session.ts";
import { type Breach, Connection, type EnginePacket, type EngineSocket } from "./connection.ts";
import { ConnectionTable } from "./connectionTable.ts";
import { FeedRooms } from "./feedRooms.ts";
import { makeFrameLaneServer } from "./frameLane.ts";
import { guardRequests } from "./gameRequests.ts";
import { releaseUpgradeRequest } from "./releasedRequest.ts";

/** Makes Socket.IO's adapter, which reaches the sockets of other processes. */
export type SocketAdapter = NonNullable<ServerOptions["adapter"]>;

export interface SocketServerOptions {
  readonly httpServer: HttpServer;
  /** In-memory if not given. */
  readonly adapter?: SocketAdapter | undefined;
  readonly limits: GatewayLimits;
  readonly observer: GatewayObserver;
  readonly clock: MonotonicClock;
  readonly addresses: AddressRules;
  /** Counts errors that concern one connection, which is then destroyed. */
  readonly boundary: ErrorBoundary;
  /** A connection broke a limit and must be ended. */
  readonly onBreach: (connection: Connection, breach: Breach) => void;
}

export interface SocketServer {
  readonly io: GameServer;
  readonly connections: ConnectionTable;
  /** The connection of a socket in any namespace; undefined once it has closed, which may be at any moment. */
  connectionOf(socket: { readonly conn: EngineSocket }): Connection | undefined;
  /** The Socket.IO rooms of feeds, in the players' namespace. */
  readonly rooms: FeedRooms;
  /** Destroys all open connections. */
  destroyAll(): void;
}

export function makeSocketServer(options: SocketServerOptions): SocketServer {
  const { httpServer, adapter, limits, observer, clock, addresses, boundary, onBreach } = options;
  const byEngine = new Map<EngineSocket, Connection>();
  const connections = new ConnectionTable(limits, clock, (silent) => {
    silent.phase = "refused";
    observer.refused("handshakeTimeout");
    silent.lane.destroy();
  });
  const lanes = makeFrameLaneServer({
    oversized: () => observer.refused("oversized"),
    failed: (error) => boundary.failed("webSocket", error),
  });
  const io: GameServer = new Server(httpServer, {
    ...(adapter === undefined ? {} : { adapter }),
    parser: makeBareBinaryParser(stockParser as unknown as StockParser),
    transports: ["websocket"],
    wsEngine: lanes.wsEngine,
    perMessageDeflate: false,
    serveClient: false,
    maxHttpBufferSize: limits.maxMessageBytes,
    connectTimeout: limits.handshakeTimeoutMs,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
  });

  io.engine.use(releaseUpgradeRequest);
  guardRequests({ httpServer, boundary });

  /** Ends one connection after an error, in any state. */
  function fail(engine: EngineSocket, kind: string, error: unknown): void {
    boundary.failed(kind, error);
    const lane = byEngine.get(engine)?.lane;
    if (lane === undefined) boundary.run(kind, () => engine.close(true));
    else lane.destroy();
  }

  // Each listener is one function for all connections, called with the Engine.IO socket as `this`. The catch clauses are
  // written out, because ErrorBoundary.listener would allocate for every packet.
  function onPacket(this: EngineSocket, packet: EnginePacket): void {
    try {
      const connection = byEngine.get(this);
      if (connection === undefined) return;
      if (connection.phase === "silent" && packet.type === "message") connections.spoke(connection);
      connection.received(packet);
    } catch (error) {
      fail(this, "packet", error);
    }
  }
  function onPacketCreate(this: EngineSocket, packet: EnginePacket): void {
    try {
      byEngine.get(this)?.queued(packet);
    } catch (error) {
      fail(this, "packetCreate", error);
    }
  }
  function onDrain(this: EngineSocket): void {
    byEngine.get(this)?.drained();
  }
  const onClose = boundary.listener("close", closed, () => {});
  function closed(this: EngineSocket, reason: string): void {
    const connection = byEngine.get(this);
    if (connection === undefined) return;
    // Socket.IO's connect timeout closes connections that have joined no namespace.
    const timedOut = connection.phase === "silent" || connection.phase === "handshake";
    if (timedOut && reason === "forced close") observer.refused("handshakeTimeout");
    byEngine.delete(this);
    connections.remove(connection);
    connection.closed(reason);
  }

  // Engine.IO emits this inside an async function, where an error would become an unhandled rejection.
  io.engine.on(
    "connection",
    boundary.listener("connection", onConnection, (engine) => engine.close(true)),
  );
  function onConnection(engine: EngineSocket): void {
    const lane = lanes.laneOf(engine.request);
    if (lane === undefined) throw new Error("an Engine.IO connection is not a WebSocket");
    const { remoteAddress, request } = engine;
    const { localAddress } = request.socket;
    const origin = addresses.ofClient({ remoteAddress, localAddress }, request.headers["x-forwarded-for"]);
    const connection = new Connection(engine, lane, origin, clock, limits, observer, onBreach);
    lane.onControl = () => connection.count();
    byEngine.set(engine, connection);
    connections.add(connection);
    engine.on("packet", onPacket);
    engine.on("packetCreate", onPacketCreate);
    engine.on("drain", onDrain);
    engine.on("close", onClose);
  }

  function connectionOf(socket: { readonly conn: EngineSocket }): Connection | undefined {
    return byEngine.get(socket.conn);
  }

  const joined = (socket: { readonly conn: EngineSocket }): void => {
    const connection = connectionOf(socket);
    if (connection !== undefined) connection.phase = "joined";
  };
  io.on("connection", joined);
  io.on("new_namespace", (namespace) => namespace.on("connection", joined));

  return {
    io,
    connections,
    connectionOf,
    rooms: new FeedRooms(io.of("/").adapter),
    destroyAll: lanes.destroyAll,
  };
}
