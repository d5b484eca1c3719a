// One connection of the attack: raw bytes over TCP, in one piece or cut anywhere, as its seed chooses. It knows how far
// it has come (upgraded, open, welcomed) and waits for no longer than a limit. It judges no answer.
import { connect, type Socket } from "node:net";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { Target } from "../lib/target.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import type { AttackCounts } from "./attackCounts.ts";
import type { Chance } from "../lib/seededRandom.ts";
import { roughFrame } from "./invalidFrame.ts";

/** How far a connection has come; `gone` is for waits until the server has closed it. */
export type Stage = "connected" | "upgraded" | "open" | "welcomed" | "gone";

/** How bytes leave: each call at once, each cut into pieces at any byte, or all calls up to the next wait in one write. */
export type Delivery = "whole" | "cut" | "joined";

export interface PeerOptions {
  readonly target: Target;
  /** Address of this machine from which the connection comes. */
  readonly localAddress: string;
  readonly chance: Chance;
  readonly counts: AttackCounts;
  readonly delivery: Delivery;
  readonly name: string;
}

/** The longest wait for a stage, in ms. */
const STAGE_MS = 3_000;
/** What is kept of the server's answers until the welcome has come, in characters. */
const MAX_HEARD_CHARS = 65_536;
const MAX_PIECES = 8;
const MARKS: readonly (readonly [Stage, string])[] = [
  ["upgraded", "HTTP/1.1 101"],
  ["open", '0{"sid":"'],
  ["welcomed", '42["welcome"'],
];

export class HostilePeer {
  readonly chance: Chance;
  readonly name: string;
  readonly socket: Socket;
  sid = "none";
  token: string | undefined;
  closed = false;
  readonly #options: PeerOptions;
  readonly #reached = new Set<Stage>();
  readonly #siblings: HostilePeer[] = [];
  #waiters: (() => void)[] = [];
  #heard = "";
  #pending: Buffer[] = [];
  #pumping = false;

  constructor(options: PeerOptions) {
    const { target, localAddress, chance, counts } = options;
    this.#options = options;
    this.chance = chance;
    this.name = options.name;
    counts.connections++;
    this.socket = connect({ host: target.host, port: target.port, localAddress, noDelay: true });
    this.socket.on("connect", () => this.#reach("connected"));
    this.socket.on("data", (bytes: Buffer) => this.#hear(bytes));
    // Refused, reset, broken pipe: all that matters is that it is over, which "close" tells.
    this.socket.on("error", () => {});
    this.socket.on("close", () => {
      this.closed = true;
      this.#reach("gone");
    });
  }

  /** A second connection from the same address, ended with this one. */
  sibling(): HostilePeer {
    const sibling = new HostilePeer(this.#options);
    this.#siblings.push(sibling);
    return sibling;
  }

  /** Sends bytes that count as so many bad messages. */
  send(bytes: Uint8Array | string, messages = 1): void {
    if (this.closed || this.socket.destroyed) return;
    this.#options.counts.messages += messages;
    const whole = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : Buffer.from(bytes);
    const { delivery } = this.#options;
    if (delivery === "whole") this.socket.write(whole);
    else if (delivery === "joined") this.#pending.push(whole);
    else {
      this.#pending.push(...cut(whole, this.chance));
      this.#pump();
    }
  }

  /** Sends a masked text frame for each string, all in one piece. */
  text(...texts: readonly string[]): void {
    this.send(Buffer.concat(texts.map((text) => this.textFrame(text))), texts.length);
  }

  /** Sends a masked binary frame for each payload, all in one piece. */
  binary(...payloads: readonly Uint8Array[]): void {
    this.send(Buffer.concat(payloads.map((payload) => this.binaryFrame(payload))), payloads.length);
  }

  textFrame(text: string): Buffer {
    return roughFrame({ opcode: 1, payload: Buffer.from(text, "utf8"), mask: this.chance.bytes(4) });
  }

  binaryFrame(payload: Uint8Array): Buffer {
    return roughFrame({ opcode: 2, payload, mask: this.chance.bytes(4) });
  }

  /** The request that opens a WebSocket, with what is to stand in its place in the query and more header lines. */
  upgradeRequest(query = "EIO=4&transport=websocket", headers = ""): string {
    const { request } = makeUpgrade(this.#options.target, `/socket.io/?${query}`);
    return request.replace(/\r\n\r\n$/, `\r\n${headers}\r\n`);
  }

  /** The text of a hello; `more` goes over what stands in it. */
  hello(more: Readonly<Record<string, unknown>> = {}): string {
    return `40${JSON.stringify({ version: PROTOCOL_VERSION, name: this.name, ...more })}`;
  }

  /** Opens the WebSocket; whether Engine.IO is open. */
  async open(query?: string, headers?: string): Promise<boolean> {
    this.send(this.upgradeRequest(query, headers), 0);
    return await this.until("open");
  }

  /** Opens the WebSocket and joins; whether the welcome has come. */
  async join(): Promise<boolean> {
    if (!(await this.open())) return false;
    this.send(this.textFrame(this.hello(this.token === undefined ? {} : { token: this.token })), 0);
    return await this.until("welcomed");
  }

  /** Waits for a stage; false if the connection ended first, was turned away, or the time is up. */
  async until(stage: Stage, limitMs = STAGE_MS): Promise<boolean> {
    if (this.#options.delivery === "joined") this.flush();
    const endMs = performance.now() + limitMs;
    while (!this.#reached.has(stage)) {
      const leftMs = endMs - performance.now();
      if (this.closed || leftMs <= 0) return false;
      await this.#news(leftMs);
    }
    return true;
  }

  /** Waits so long, or until the connection has ended. */
  async wait(ms: number): Promise<void> {
    await this.until("gone", ms);
  }

  /** Writes at once whatever waits to leave. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const joined = Buffer.concat(this.#pending);
    this.#pending = [];
    if (!this.socket.destroyed) this.socket.write(joined);
  }

  /** Breaks off with a RST segment, at once. */
  reset(): void {
    this.flush();
    this.socket.resetAndDestroy();
  }

  /** Ends the connection in one way of several, and its siblings with it. */
  finish(): void {
    for (const sibling of this.#siblings) sibling.finish();
    if (this.closed) return;
    const way = this.chance.integer(0, 3);
    if (way === 0) this.reset();
    else if (way === 1) this.socket.destroy();
    else {
      if (way === 2) this.text("41", "1");
      this.flush();
      this.socket.end();
      this.socket.resume();
      setTimeout(() => this.socket.destroy(), 250);
    }
  }

  #hear(bytes: Buffer): void {
    if (this.#reached.has("welcomed") || this.#heard.length > MAX_HEARD_CHARS) return;
    this.#heard += bytes.toString("latin1");
    for (const [stage, mark] of MARKS) {
      if (!this.#reached.has(stage) && this.#heard.includes(mark)) this.#reach(stage);
    }
    if (this.sid === "none") this.sid = /0\{"sid":"([\w-]+)"/.exec(this.#heard)?.[1] ?? "none";
    this.token ??= /"token":"([\w.-]+)"/.exec(this.#heard)?.[1];
  }

  #reach(stage: Stage): void {
    if (stage === "welcomed") this.#options.counts.welcomes++;
    this.#reached.add(stage);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }

  #news(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Writes one piece a turn, so that each leaves in a segment of its own. */
  #pump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      const piece = this.#pending.shift();
      if (piece === undefined || this.socket.destroyed) return;
      this.socket.write(piece);
      this.#pump();
    });
  }
}

function cut(bytes: Buffer, chance: Chance): Buffer[] {
  const places = Array.from({ length: chance.integer(1, MAX_PIECES - 1) }, () =>
    chance.integer(0, bytes.length),
  );
  places.sort((a, b) => a - b);
  return [...places, bytes.length]
    .map((end, i) => bytes.subarray(i === 0 ? 0 : places[i - 1], end))
    .filter(({ length }) => length > 0);
}
