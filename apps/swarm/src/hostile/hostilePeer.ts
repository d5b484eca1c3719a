// One connection of the attack: raw bytes over TCP, whole or cut anywhere, as the seed chooses. It tracks its stage
// (upgraded, open, welcomed) and limits every wait. It does not judge responses.
import { connect, type Socket } from "node:net";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { SeededRandom } from "../lib/seededRandom.ts";
import type { Target } from "../lib/target.ts";
import { makeUpgrade } from "../ws/upgrade.ts";
import type { AttackCounts } from "./attackCounts.ts";
import { invalidFrame } from "./invalidFrame.ts";

/** Stage of a connection; `gone` means that the server has closed it. */
export type Stage = "connected" | "upgraded" | "open" | "welcomed" | "gone";

/** How bytes are written: each call at once, each call cut into pieces, or all calls up to the next wait in one write. */
export type Delivery = "whole" | "cut" | "joined";

export interface PeerOptions {
  readonly target: Target;
  /** Source address on this machine. */
  readonly localAddress: string;
  readonly random: SeededRandom;
  readonly counts: AttackCounts;
  readonly delivery: Delivery;
  readonly name: string;
}

/** Longest wait for a stage, in ms. */
const STAGE_MS = 3_000;
/** Characters of the server's responses that are kept until the welcome. */
const MAX_RECEIVED_CHARS = 65_536;
const MAX_PIECES = 8;
const MARKERS: readonly (readonly [Stage, string])[] = [
  ["upgraded", "HTTP/1.1 101"],
  ["open", '0{"sid":"'],
  ["welcomed", '42["welcome"'],
];

export class HostilePeer {
  readonly random: SeededRandom;
  readonly name: string;
  readonly socket: Socket;
  sid = "none";
  token: string | undefined;
  closed = false;
  readonly #options: PeerOptions;
  readonly #reached = new Set<Stage>();
  readonly #siblings: HostilePeer[] = [];
  #waiters: (() => void)[] = [];
  #received = "";
  #pending: Buffer[] = [];
  #pumping = false;

  constructor(options: PeerOptions) {
    const { target, localAddress, random, counts } = options;
    this.#options = options;
    this.random = random;
    this.name = options.name;
    counts.connections++;
    this.socket = connect({ host: target.host, port: target.port, localAddress, noDelay: true });
    this.socket.on("connect", () => this.#reach("connected"));
    this.socket.on("data", (bytes: Buffer) => this.#receive(bytes));
    // Refused, reset or broken pipe: all that matters is the end, which "close" reports.
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

  /** Sends bytes that count as this number of bad messages. */
  send(bytes: Uint8Array | string, messages = 1): void {
    if (this.closed || this.socket.destroyed) return;
    this.#options.counts.messages += messages;
    const whole = typeof bytes === "string" ? Buffer.from(bytes, "utf8") : Buffer.from(bytes);
    const { delivery } = this.#options;
    if (delivery === "whole") this.socket.write(whole);
    else if (delivery === "joined") this.#pending.push(whole);
    else {
      this.#pending.push(...cut(whole, this.random));
      this.#pump();
    }
  }

  /** Sends a masked text frame for each string, in one call. */
  text(...texts: readonly string[]): void {
    this.send(Buffer.concat(texts.map((text) => this.textFrame(text))), texts.length);
  }

  /** Sends a masked binary frame for each payload, in one call. */
  binary(...payloads: readonly Uint8Array[]): void {
    this.send(Buffer.concat(payloads.map((payload) => this.binaryFrame(payload))), payloads.length);
  }

  textFrame(text: string): Buffer {
    return invalidFrame({ opcode: 1, payload: Buffer.from(text, "utf8"), mask: this.random.bytes(4) });
  }

  binaryFrame(payload: Uint8Array): Buffer {
    return invalidFrame({ opcode: 2, payload, mask: this.random.bytes(4) });
  }

  /** The request that opens a WebSocket, with this query and these additional header lines. */
  upgradeRequest(query = "EIO=4&transport=websocket", headers = ""): string {
    const { request } = makeUpgrade(this.#options.target, `/socket.io/?${query}`);
    return request.replace(/\r\n\r\n$/, `\r\n${headers}\r\n`);
  }

  /** The text of a hello; `more` overrides its fields. */
  hello(more: Readonly<Record<string, unknown>> = {}): string {
    return `40${JSON.stringify({ version: PROTOCOL_VERSION, name: this.name, ...more })}`;
  }

  /** Opens the WebSocket; true if Engine.IO is open. */
  async open(query?: string, headers?: string): Promise<boolean> {
    this.send(this.upgradeRequest(query, headers), 0);
    return await this.until("open");
  }

  /** Opens the WebSocket and joins; true if the welcome has arrived. */
  async join(): Promise<boolean> {
    if (!(await this.open())) return false;
    this.send(this.textFrame(this.hello(this.token === undefined ? {} : { token: this.token })), 0);
    return await this.until("welcomed");
  }

  /** Waits for a stage; false if the connection ended first or the time is up. */
  async until(stage: Stage, limitMs = STAGE_MS): Promise<boolean> {
    if (this.#options.delivery === "joined") this.flush();
    const endMs = performance.now() + limitMs;
    while (!this.#reached.has(stage)) {
      const leftMs = endMs - performance.now();
      if (this.closed || leftMs <= 0) return false;
      await this.#nextStage(leftMs);
    }
    return true;
  }

  /** Waits for this time, or until the connection has ended. */
  async wait(ms: number): Promise<void> {
    await this.until("gone", ms);
  }

  /** Writes all pending bytes at once. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const joined = Buffer.concat(this.#pending);
    this.#pending = [];
    if (!this.socket.destroyed) this.socket.write(joined);
  }

  /** Resets the connection with a RST segment, at once. */
  reset(): void {
    this.flush();
    this.socket.resetAndDestroy();
  }

  /** Ends the connection and its siblings in one of several ways. */
  finish(): void {
    for (const sibling of this.#siblings) sibling.finish();
    if (this.closed) return;
    const way = this.random.integer(0, 3);
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

  #receive(bytes: Buffer): void {
    if (this.#reached.has("welcomed") || this.#received.length > MAX_RECEIVED_CHARS) return;
    this.#received += bytes.toString("latin1");
    for (const [stage, marker] of MARKERS) {
      if (!this.#reached.has(stage) && this.#received.includes(marker)) this.#reach(stage);
    }
    if (this.sid === "none") this.sid = /0\{"sid":"([\w-]+)"/.exec(this.#received)?.[1] ?? "none";
    this.token ??= /"token":"([\w.-]+)"/.exec(this.#received)?.[1];
  }

  #reach(stage: Stage): void {
    if (stage === "welcomed") this.#options.counts.welcomes++;
    this.#reached.add(stage);
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiters) waiter();
  }

  #nextStage(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#waiters.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Writes one piece per event-loop turn, so that each leaves in its own segment. */
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

function cut(bytes: Buffer, random: SeededRandom): Buffer[] {
  const cuts = Array.from({ length: random.integer(1, MAX_PIECES - 1) }, () =>
    random.integer(0, bytes.length),
  );
  cuts.sort((a, b) => a - b);
  return [...cuts, bytes.length]
    .map((end, i) => bytes.subarray(i === 0 ? 0 : cuts[i - 1], end))
    .filter(({ length }) => length > 0);
}
