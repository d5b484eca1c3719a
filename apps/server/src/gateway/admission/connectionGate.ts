// The gate before the HTTP server. Connections that ask for the game's WebSocket wait here until the pacer admits them,
// because the work that follows (parsing, upgrade, handshake, entering) would slow down everyone who plays. Other requests
// pass at once. Limits connections by address, and rejects at next to no cost. Does not parse HTTP.
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { MonotonicClock } from "../../lib/clock.ts";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { AddressRules } from "./addressRules.ts";
import { AddressTable } from "./addressTable.ts";
import { answerUpgrade, type GateAnswer } from "./gateAnswer.ts";
import { GateQueue, type GateQueueLimits } from "./gateQueue.ts";
import { RejectedConnections } from "./rejectedConnections.ts";
import { kindOfHead, MAX_HEAD_BYTES } from "./requestHead.ts";
import { SilentConnections } from "./silentConnections.ts";

export interface ConnectionGateLimits extends GateQueueLimits {
  /** Connections of any kind, admitted or not; more are destroyed without an answer. */
  readonly maxConnections: number;
  /** Connections whose request is not known yet; past the limit the oldest is dropped for a new one. */
  readonly maxSilent: number;
  /** Time limit for a request to be known, in ms; for the game's WebSocket, for its whole head. */
  readonly silenceMs: number;
  /** Connections of any kind per address. */
  readonly maxPerAddress: number;
  /** Of these, connections whose request is not known yet. */
  readonly maxSilentPerAddress: number;
  /** New connections of any kind per address. */
  readonly connectsPerSecond: number;
  readonly connectBurst: number;
}

export interface ConnectionGateOptions {
  /** With all its `connection` and `upgrade` listeners added already. */
  readonly httpServer: HttpServer;
  readonly limits: ConnectionGateLimits;
  readonly addresses: AddressRules;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, to spread retries. */
  readonly random: () => number;
  /** Players that are admitted and that the world has not answered yet. */
  readonly entering: () => number;
}

export interface ConnectionGate {
  /** Connections in the queue. */
  readonly waiting: number;
  /** Current capacity of the queue. */
  readonly room: number;
  /** Connections rejected with Retry-After since the start. */
  readonly rejected: number;
  /** Connections rejected since the start because of the limits by address. */
  readonly overLimit: number;
  /** Connections admitted per second, at present. */
  readonly perSecond: number;
  /** Drops the waiting connections and rejects new ones. */
  close(): void;
}

type Listener = (socket: Socket) => void;
type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

const EMPTY = Buffer.alloc(0);
const HOUSEKEEPING_MS = 500;
/** Connections per address beyond its limit that get an answer; more are destroyed without one. */
const MAX_ANSWERED = 64;
const OVER_LIMIT_RETRY_SECONDS = 5;

/** Takes over the HTTP server's `connection` and `upgrade` events. To be called before the server listens. */
export function makeConnectionGate({
  httpServer,
  limits,
  addresses,
  clock,
  boundary,
  random,
  entering,
}: ConnectionGateOptions): ConnectionGate {
  const queue = new GateQueue({ limits, clock, boundary, random, entering });
  const table = new AddressTable({ perSecond: limits.connectsPerSecond, burst: limits.connectBurst });
  const silent = new SilentConnections();
  const leaving = new RejectedConnections();
  /** Bytes received from connections in the queue. */
  const heads = new Map<Socket, Buffer>();
  /** Admitted by the queue, and not upgraded yet. */
  const paced = new WeakSet<Socket>();
  const groups = new WeakMap<Socket, string>();
  const connectionListeners = httpServer.listeners("connection") as Listener[];
  const upgradeListeners = httpServer.listeners("upgrade") as UpgradeListener[];
  // One timer for all: a timeout per socket, even a cleared one, would cost time at every read and write.
  const housekeeping = setInterval(() => boundary.run("gate", keepHouse), HOUSEKEEPING_MS);
  housekeeping.unref();
  let rejected = 0;
  let overLimit = 0;
  let open = 0;

  const onArrival = boundary.listener("accept", onConnection, (socket) => socket.destroy());
  const onHeadData = boundary.listener("head", onData, drop);
  const onUpgradeRequest = boundary.listener("upgrade", onUpgrade, (_request, socket) => socket.destroy());
  httpServer.removeAllListeners("connection");
  httpServer.removeAllListeners("upgrade");
  httpServer.on("connection", onArrival);
  httpServer.on("upgrade", onUpgradeRequest);

  function onConnection(socket: Socket): void {
    // Stays for good: there are moments without any other error listener, and an unhandled error would end the process.
    socket.on("error", ignore);
    open++;
    socket.on("close", onClose);
    const { group, extra, address } = addresses.ofPeer(socket);
    const nowMs = clock.nowMs();
    if (open > limits.maxConnections) socket.destroy();
    else if (group === undefined) awaitRequest(socket, undefined, nowMs);
    else {
      groups.set(socket, group);
      const count = table.open(group, extra, nowMs);
      const max = limits.maxPerAddress + extra;
      const withinLimits =
        table.take(group, nowMs) &&
        count <= max &&
        silent.countOf(group) < limits.maxSilentPerAddress + extra;
      if (withinLimits) awaitRequest(socket, group, nowMs);
      else {
        overLimit++;
        if (count > max + MAX_ANSWERED) socket.destroy();
        else leaving.reject(socket, tooMany(address), nowMs);
      }
    }
  }

  function onClose(this: Socket): void {
    open--;
    leaving.delete(this);
    const group = groups.get(this);
    if (group !== undefined) table.close(group, clock.nowMs());
  }

  function awaitRequest(socket: Socket, group: string | undefined, sinceMs: number): void {
    silent.add(socket, group, sinceMs);
    socket.on("data", onHeadData).on("end", drop).on("close", drop);
    if (silent.size > limits.maxSilent) drop.call(silent.oldest ?? socket);
  }

  function onData(this: Socket, bytes: Buffer): void {
    const before = silent.headOf(this) ?? heads.get(this) ?? EMPTY;
    const head = before.length === 0 ? bytes : Buffer.concat([before, bytes]);
    if (head.length > MAX_HEAD_BYTES) drop.call(this);
    else if (heads.has(this)) heads.set(this, head);
    else route(this, head);
  }

  /** Routes a new connection by the bytes received so far. */
  function route(socket: Socket, head: Buffer): void {
    const kind = kindOfHead(head);
    if (kind === "other") passOn(socket, head);
    else if (kind === "partial") silent.setHead(socket, head);
    else {
      silent.delete(socket);
      heads.set(socket, head);
      if (!queue.enter(socket, () => admit(socket))) reject(socket);
    }
  }

  /** Passes a connection on to the HTTP server. */
  function passOn(socket: Socket, head: Buffer): void {
    forget(socket);
    socket.pause();
    socket.unshift(head);
    for (const listener of connectionListeners) listener.call(httpServer, socket);
    socket.resume();
  }

  /**
   * Passes on a connection from the queue, without the server's idle timeout: even after the upgrade clears it, the timer
   * would be checked at every read and write. If the request is not an upgrade, the server's other time limits apply.
   */
  function admit(socket: Socket): void {
    const { timeout } = httpServer;
    paced.add(socket);
    httpServer.timeout = 0;
    passOn(socket, heads.get(socket) ?? EMPTY);
    httpServer.timeout = timeout;
  }

  /** Queues an upgrade that was not a connection's first request, behind the HTTP parser. */
  function onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const upgrade = (): void => {
      forget(socket);
      for (const listener of upgradeListeners) listener.call(httpServer, request, socket, head);
    };
    if (paced.delete(socket)) upgrade();
    else {
      socket.on("close", drop);
      if (queue.enter(socket, upgrade)) return;
      forget(socket);
      rejected++;
      answerUpgrade(socket, busy());
    }
  }

  function reject(socket: Socket): void {
    forget(socket);
    rejected++;
    leaving.reject(socket, busy(), clock.nowMs());
  }

  function busy(): GateAnswer {
    return {
      status: "503 Service Unavailable",
      retryAfterSeconds: queue.retryAfterSeconds(),
      error: "the server is busy; come back after the time in Retry-After",
    };
  }

  /** Drops connections that were silent for too long, and rejected ones that have not closed. */
  function keepHouse(): void {
    const nowMs = clock.nowMs();
    for (const socket of silent.since(nowMs - limits.silenceMs)) drop.call(socket);
    leaving.destroyExpired(nowMs);
  }

  function drop(this: Socket): void {
    forget(this);
    this.destroy();
  }

  function forget(socket: Socket): void {
    silent.delete(socket);
    heads.delete(socket);
    queue.leave(socket);
    socket.off("data", onHeadData).off("end", drop).off("close", drop);
  }

  return {
    get waiting() {
      return queue.size;
    },
    get room() {
      return queue.room;
    },
    get rejected() {
      return rejected;
    },
    get overLimit() {
      return overLimit;
    },
    get perSecond() {
      return queue.perSecond;
    },
    close() {
      clearInterval(housekeeping);
      for (const socket of [...queue.close(), ...silent.sockets, ...leaving.sockets]) drop.call(socket);
    },
  };
}

function tooMany(address: string): GateAnswer {
  return {
    status: "429 Too Many Requests",
    retryAfterSeconds: OVER_LIMIT_RETRY_SECONDS,
    error: `too many connections from ${address}; for load tests from this machine start the server with --exempt-loopback`,
  };
}

function ignore(): void {}
