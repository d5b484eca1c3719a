// The door before the HTTP server. A connection that asks for a game's WebSocket waits here until the pace lets it in,
// for what comes after (parsing, upgrade, greeting, entering) is what a storm of players costs those who play. Everything
// else, pages above all, goes straight in. Who would have to wait too long is told when to come back, at next to no cost.
import type { Server as HttpServer } from "node:http";
import type { Socket } from "node:net";
import type { MonotonicClock } from "./clock.ts";
import { DoorPace, type DoorPaceLimits } from "./doorPace.ts";

export interface DoorLimits extends DoorPaceLimits {
  /** Nobody waits longer than about this, in ms; who would have to is sent away. */
  readonly maxWaitMs: number;
  /** Connections that wait at one time, whatever the pace. */
  readonly maxWaiting: number;
  /** Connections of any kind, inside or at the door; more are cut off unheard. */
  readonly maxConnections: number;
  /** Connections that have not said what they want; the oldest gives way to a newcomer. */
  readonly maxSilent: number;
  /** How long one may say nothing, in ms. */
  readonly silenceMs: number;
  /** Players on their way into the world at one time: past it the world is the slower one, and the door waits for it. */
  readonly maxEntering: number;
}

export interface DoorOptions {
  readonly httpServer: HttpServer;
  readonly limits: DoorLimits;
  readonly clock: MonotonicClock;
  /** A number from 0 to 1, for spreading those who are sent away. */
  readonly random: () => number;
  /** Players who are in, but whom the world has not answered yet. */
  readonly entering: () => number;
}

export interface Door {
  /** Connections that wait for their turn. */
  readonly waiting: number;
  /** Connections sent away since the start. */
  readonly sentAway: number;
  /** Connections let in a second, at present. */
  readonly perSecond: number;
  /** Ends those who wait; whoever comes from now on is sent away. */
  close(): void;
}

/** A connection that has not said what it wants. */
interface Silent {
  readonly head: Buffer;
  readonly sinceMs: number;
}

const NOTHING = Buffer.alloc(0);
const GAME_HEAD = "GET /socket.io/";
/** The longest head of a request that is kept; Node's own limit is the same. */
const MAX_HEAD_BYTES = 16_384;
const STEP_MS = 5;
const SWEEP_MS = 500;
/** Those who are sent away come back over this long beyond the time the queue needs, in ms, or more if more wait. */
const SPREAD_MS = 4_000;

/** Takes the HTTP server's connections from it and hands them on in their time. To be hung before anybody connects. */
export function hangDoor({ httpServer, limits, clock, random, entering }: DoorOptions): Door {
  const pace = new DoorPace(limits, clock.nowMs());
  /** Both in the order in which they came, with what each has said. */
  const silent = new Map<Socket, Silent>();
  const waiting = new Map<Socket, Buffer>();
  const inside = httpServer.listeners("connection") as ((socket: Socket) => void)[];
  // One timer for all: a timeout of a socket's own, even a cleared one, costs something at its every read and write.
  const sweeper = setInterval(sweep, SWEEP_MS);
  sweeper.unref();
  let timer: NodeJS.Timeout | undefined;
  let steppedMs = 0;
  let sentAway = 0;
  let open = 0;
  let closed = false;

  httpServer.removeAllListeners("connection");
  httpServer.on("connection", arrive);

  function arrive(socket: Socket): void {
    open++;
    socket.on("close", left);
    if (open > limits.maxConnections) {
      socket.destroy();
      return;
    }
    silent.set(socket, { head: NOTHING, sinceMs: clock.nowMs() });
    socket.on("data", heard).on("end", lost).on("error", lost).on("close", lost);
    if (silent.size <= limits.maxSilent) return;
    const [oldest = socket] = silent.keys();
    lost.call(oldest);
  }

  function left(): void {
    open--;
  }

  function heard(this: Socket, bytes: Buffer): void {
    const before = silent.get(this)?.head ?? waiting.get(this) ?? NOTHING;
    const head = before.length === 0 ? bytes : Buffer.concat([before, bytes]);
    if (head.length > MAX_HEAD_BYTES) lost.call(this);
    else if (waiting.has(this)) waiting.set(this, head);
    else sort(this, head);
  }

  /** Decides by what somebody new has said so far. */
  function sort(socket: Socket, head: Buffer): void {
    const start = head.toString("latin1", 0, GAME_HEAD.length);
    if (start !== GAME_HEAD && GAME_HEAD.startsWith(start)) {
      silent.set(socket, { head, sinceMs: silent.get(socket)?.sinceMs ?? clock.nowMs() });
    } else if (start !== GAME_HEAD) {
      letIn(socket, head);
    } else if (closed || waiting.size >= room()) {
      sendAway(socket);
    } else {
      silent.delete(socket);
      waiting.set(socket, head);
      if (timer === undefined) step();
    }
  }

  /** How many may wait. */
  function room(): number {
    return Math.min(limits.maxWaiting, (pace.perSecond * limits.maxWaitMs) / 1000);
  }

  function step(): void {
    const nowMs = clock.nowMs();
    for (const [socket, head] of waiting) {
      if (entering() >= limits.maxEntering || !pace.take(nowMs)) break;
      waiting.delete(socket);
      letInToPlay(socket, head);
    }
    if (waiting.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else if (timer === undefined) {
      steppedMs = nowMs;
      pace.begin(nowMs);
      timer = setInterval(tick, STEP_MS);
    }
  }

  function tick(): void {
    const nowMs = clock.nowMs();
    pace.observe(Math.max(0, nowMs - steppedMs - STEP_MS), nowMs);
    steppedMs = nowMs;
    step();
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
  function letInToPlay(socket: Socket, head: Buffer): void {
    const { timeout } = httpServer;
    httpServer.timeout = 0;
    letIn(socket, head);
    httpServer.timeout = timeout;
  }

  function sendAway(socket: Socket): void {
    forget(socket);
    sentAway++;
    const waitMs = (1000 * waiting.size) / pace.perSecond;
    const afterSeconds = Math.ceil((waitMs + random() * Math.max(SPREAD_MS, waitMs)) / 1000);
    socket.on("error", () => {});
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\nRetry-After: ${afterSeconds}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    // What else the other end says is of no interest; its hanging up is waited for, so that it reads the answer.
    socket.resume();
    socket.once("end", () => socket.destroySoon());
    socket.setTimeout(limits.silenceMs, () => socket.destroy());
  }

  /** Ends those who have been silent for too long. */
  function sweep(): void {
    const beforeMs = clock.nowMs() - limits.silenceMs;
    for (const [socket, { sinceMs }] of silent) {
      if (sinceMs > beforeMs) break;
      lost.call(socket);
    }
  }

  function lost(this: Socket): void {
    forget(this);
    this.on("error", () => {});
    this.destroy();
  }

  function forget(socket: Socket): void {
    silent.delete(socket);
    waiting.delete(socket);
    socket.off("data", heard).off("end", lost).off("error", lost).off("close", lost);
  }

  return {
    get waiting() {
      return waiting.size;
    },
    get sentAway() {
      return sentAway;
    },
    get perSecond() {
      return pace.perSecond;
    },
    close() {
      closed = true;
      clearInterval(timer);
      clearInterval(sweeper);
      for (const socket of [...waiting.keys(), ...silent.keys()]) lost.call(socket);
    },
  };
}
