// The gate before the HTTP server. A connection that asks for a game's WebSocket waits here until the pace lets it in,
// for what comes after (parsing, upgrade, greeting, entering) is what a storm of players costs those who play. Pages go
// straight in. No address gets more than its share, and who gets nothing is told so at next to no cost.
import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { MonotonicClock } from "../../lib/monotonicClock.ts";
import type { AddressRules } from "./addressRules.ts";
import { AddressTable } from "./addressTable.ts";
import { GAME_PATH } from "./gameRequests.ts";
import { answerAndEnd, answerUpgrade, type GateAnswer } from "./gateAnswer.ts";
import { GateQueue, type GateQueueLimits } from "./gateQueue.ts";

export interface ConnectionGateLimits extends GateQueueLimits {
  /** Connections of any kind, inside or at the gate; more are cut off unheard. */
  readonly maxConnections: number;
  /** Connections that have not said what they want; the oldest gives way to a newcomer. */
  readonly maxSilent: number;
  /** How long one may take to say it, in ms: to the end of its request's head, if that is for a game's WebSocket. */
  readonly silenceMs: number;
  /** Connections of any kind from one address. */
  readonly maxPerAddress: number;
  /** Those of them that have not said what they want. */
  readonly maxSilentPerAddress: number;
  /** New connections of any kind from one address. */
  readonly connectsPerSecond: number;
  readonly connectBurst: number;
}

export interface ConnectionGateOptions {
  /** With everybody listening already to its connections and upgrades. */
  readonly httpServer: HttpServer;
  readonly limits: ConnectionGateLimits;
  readonly addresses: AddressRules;
  readonly clock: MonotonicClock;
  readonly boundary: ErrorBoundary;
  /** A number from 0 to 1, for spreading those who are sent away. */
  readonly random: () => number;
  /** Players who are in, but whom the world has not answered yet. */
  readonly entering: () => number;
}

export interface ConnectionGate {
  /** Connections that wait for their turn. */
  readonly waiting: number;
  /** How many may wait at present. */
  readonly room: number;
  /** Connections sent away since the start. */
  readonly sentAway: number;
  /** Connections refused since the start because their address has its share already. */
  readonly overShare: number;
  /** Connections let in a second, at present. */
  readonly perSecond: number;
  /** Ends those who wait; whoever comes from now on is sent away. */
  close(): void;
}

/** A connection that has not said what it wants. */
interface Silent {
  readonly head: Buffer;
  readonly sinceMs: number;
  readonly group: string | undefined;
}

type Listener = (socket: Socket) => void;
type UpgradeListener = (request: IncomingMessage, socket: Socket, head: Buffer) => void;

const NOTHING = Buffer.alloc(0);
const GAME_HEAD = `GET ${GAME_PATH}`;
const HEAD_END = "\r\n\r\n";
/** The longest head of a request that is kept; Node's own limit is the same. */
const MAX_HEAD_BYTES = 16_384;
const SWEEP_MS = 500;
/** Refused connections of one address that are told so; more are cut off unheard. */
const MAX_TOLD = 64;
/** What somebody who was told no has to read the answer and hang up, in ms. */
const LINGER_MS = 1_000;
const OVER_SHARE_RETRY_SECONDS = 5;

/** Takes the HTTP server's connections from it and hands them on in their time. To be hung before anybody connects. */
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
  /** In the order in which they came. */
  const silent = new Map<Socket, Silent>();
  const silentFrom = new Map<string, number>();
  /** Those who were told no, and since when. */
  const leaving = new Map<Socket, number>();
  /** What those who wait have said. */
  const heads = new Map<Socket, Buffer>();
  /** Let in at the pace, and not upgraded yet. */
  const paced = new WeakSet<Socket>();
  const groups = new WeakMap<Socket, string>();
  const inside = httpServer.listeners("connection") as Listener[];
  const upgraders = httpServer.listeners("upgrade") as UpgradeListener[];
  // One timer for all: a timeout of a socket's own, even a cleared one, costs something at its every read and write.
  const sweeper = setInterval(() => boundary.run("gate", sweep), SWEEP_MS);
  sweeper.unref();
  let sentAway = 0;
  let overShare = 0;
  let open = 0;

  const arrive = boundary.listener("accept", onConnection, (socket) => socket.destroy());
  const heard = boundary.listener("head", onData, drop);
  const upgrade = boundary.listener("upgrade", onUpgrade, (_request, socket) => socket.destroy());
  httpServer.removeAllListeners("connection");
  httpServer.removeAllListeners("upgrade");
  httpServer.on("connection", arrive);
  httpServer.on("upgrade", upgrade);

  function onConnection(socket: Socket): void {
    // For good: whoever listens later may not listen all the while, and an error without a listener ends the process.
    socket.on("error", ignore);
    open++;
    socket.on("close", left);
    const { group, extra, address } = addresses.ofPeer(socket);
    const nowMs = clock.nowMs();
    if (open > limits.maxConnections) socket.destroy();
    else if (group === undefined) listenTo(socket, undefined, nowMs);
    else {
      groups.set(socket, group);
      const count = table.open(group, extra, nowMs);
      const most = limits.maxPerAddress + extra;
      const inShare =
        table.take(group, nowMs) &&
        count <= most &&
        (silentFrom.get(group) ?? 0) < limits.maxSilentPerAddress + extra;
      if (inShare) listenTo(socket, group, nowMs);
      else {
        overShare++;
        if (count > most + MAX_TOLD) socket.destroy();
        else linger(socket, tooMany(address));
      }
    }
  }

  function left(this: Socket): void {
    open--;
    leaving.delete(this);
    const group = groups.get(this);
    if (group !== undefined) table.close(group, clock.nowMs());
  }

  function listenTo(socket: Socket, group: string | undefined, sinceMs: number): void {
    if (group !== undefined) silentFrom.set(group, (silentFrom.get(group) ?? 0) + 1);
    silent.set(socket, { head: NOTHING, sinceMs, group });
    socket.on("data", heard).on("end", drop).on("close", drop);
    if (silent.size <= limits.maxSilent) return;
    const [oldest = socket] = silent.keys();
    drop.call(oldest);
  }

  function onData(this: Socket, bytes: Buffer): void {
    const before = silent.get(this)?.head ?? heads.get(this) ?? NOTHING;
    const head = before.length === 0 ? bytes : Buffer.concat([before, bytes]);
    if (head.length > MAX_HEAD_BYTES) drop.call(this);
    else if (heads.has(this)) heads.set(this, head);
    else sort(this, head);
  }

  /** Decides by what somebody new has said so far. */
  function sort(socket: Socket, head: Buffer): void {
    const start = head.toString("latin1", 0, GAME_HEAD.length);
    if (start !== GAME_HEAD && !GAME_HEAD.startsWith(start)) letIn(socket, head);
    else if (head.indexOf(HEAD_END) < 0) {
      const said = silent.get(socket);
      if (said !== undefined) silent.set(socket, { ...said, head });
    } else {
      unsilence(socket);
      heads.set(socket, head);
      if (!queue.enter(socket, () => letInToPlay(socket))) sendAway(socket);
    }
  }

  function letIn(socket: Socket, head: Buffer): void {
    forget(socket);
    socket.pause();
    socket.unshift(head);
    for (const listener of inside) listener.call(httpServer, socket);
    socket.resume();
  }

  /**
   * Without the server's timeout for idle connections: cleared by the upgrade, it would still be looked at with every read
   * and write. A request that turns out to be no upgrade has the server's other time limits.
   */
  function letInToPlay(socket: Socket): void {
    const { timeout } = httpServer;
    paced.add(socket);
    httpServer.timeout = 0;
    letIn(socket, heads.get(socket) ?? NOTHING);
    httpServer.timeout = timeout;
  }

  /** An upgrade that did not come as the first thing said waits like any other, behind the HTTP parser. */
  function onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    const pass = (): void => {
      forget(socket);
      for (const listener of upgraders) listener.call(httpServer, request, socket, head);
    };
    if (paced.delete(socket)) pass();
    else {
      socket.on("close", drop);
      if (queue.enter(socket, pass)) return;
      forget(socket);
      sentAway++;
      answerUpgrade(socket, comeBack());
    }
  }

  function sendAway(socket: Socket): void {
    forget(socket);
    sentAway++;
    linger(socket, comeBack());
  }

  function comeBack(): GateAnswer {
    return {
      status: "503 Service Unavailable",
      retryAfterSeconds: queue.retryAfterSeconds(),
      error: "the server is busy; come back after the time in Retry-After",
    };
  }

  function linger(socket: Socket, answer: GateAnswer): void {
    leaving.set(socket, clock.nowMs());
    answerAndEnd(socket, answer);
  }

  /** Ends those who have been silent for too long, and those who do not hang up. */
  function sweep(): void {
    const nowMs = clock.nowMs();
    for (const [socket, { sinceMs }] of silent) {
      if (sinceMs > nowMs - limits.silenceMs) break;
      drop.call(socket);
    }
    for (const [socket, sinceMs] of leaving) {
      if (sinceMs > nowMs - LINGER_MS) break;
      socket.destroy();
    }
  }

  function drop(this: Socket): void {
    forget(this);
    this.destroy();
  }

  function forget(socket: Socket): void {
    unsilence(socket);
    heads.delete(socket);
    queue.leave(socket);
    socket.off("data", heard).off("end", drop).off("close", drop);
  }

  function unsilence(socket: Socket): void {
    const group = silent.get(socket)?.group;
    silent.delete(socket);
    if (group === undefined) return;
    const count = (silentFrom.get(group) ?? 1) - 1;
    if (count > 0) silentFrom.set(group, count);
    else silentFrom.delete(group);
  }

  return {
    get waiting() {
      return queue.size;
    },
    get room() {
      return queue.room;
    },
    get sentAway() {
      return sentAway;
    },
    get overShare() {
      return overShare;
    },
    get perSecond() {
      return queue.perSecond;
    },
    close() {
      clearInterval(sweeper);
      for (const socket of [...queue.close(), ...silent.keys(), ...leaving.keys()]) drop.call(socket);
    },
  };
}

function tooMany(address: string): GateAnswer {
  return {
    status: "429 Too Many Requests",
    retryAfterSeconds: OVER_SHARE_RETRY_SECONDS,
    error: `too many connections from ${address}; for load tests from this machine start the server with --exempt-loopback`,
  };
}

function ignore(): void {}
