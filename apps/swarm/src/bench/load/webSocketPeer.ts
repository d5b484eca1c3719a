// A bench client over a WebSocket, in one of the dialects.
import { type Fault, RawWebSocket, type RawWebSocketListener } from "../../ws/rawWebSocket.ts";
import { makeUpgrade } from "../../ws/upgrade.ts";
import type { Dialect } from "./dialects.ts";
import type { PeerClient, PeerContext } from "./peerClient.ts";

const NOTHING = new Uint8Array(0);

export class WebSocketPeer implements PeerClient, RawWebSocketListener {
  readonly #context: PeerContext;
  readonly #dialect: Dialect;
  readonly #webSocket: RawWebSocket;
  #joined = false;
  readonly #timed: boolean;

  constructor(context: PeerContext, dialect: Dialect, timed: boolean) {
    this.#timed = timed;
    const { target, readBuffer } = context;
    this.#context = context;
    this.#dialect = dialect;
    const upgrade = dialect.path === undefined ? undefined : makeUpgrade(target, dialect.path);
    const nowMs = () => performance.now();
    this.#webSocket = new RawWebSocket({ target, upgrade, nowMs, readBuffer }, this);
  }

  turn(heading: number): void {
    if (!this.#joined || !this.#webSocket.idle) return;
    const message = this.#dialect.turn(heading);
    if (message !== undefined) this.#webSocket.send(message);
  }

  readDeferred(): void {
    if (!this.#timed && this.#joined) this.#webSocket.readDeferred();
  }

  leave(): void {
    this.#webSocket.end(NOTHING);
  }

  open(): void {
    if (this.#dialect.joinedOnOpen) this.#join();
  }

  message(binary: boolean, bytes: Uint8Array, start: number, end: number, frameBytes: number): void {
    const { counts } = this.#context;
    counts.bytes += frameBytes;
    const reaction = this.#dialect.react(binary, bytes, start, end);
    if (typeof reaction === "number") counts.frame(this.#timed ? reaction : undefined, this.#webSocket.nowMs);
    else if (reaction?.send !== undefined) this.#webSocket.send(reaction.send);
    else if (reaction?.joined) this.#join();
  }

  closed({ detail }: Fault): void {
    const { counts } = this.#context;
    counts.lastError = detail;
    counts.lost++;
    if (this.#joined) counts.open--;
  }

  #join(): void {
    if (this.#joined) return;
    this.#joined = true;
    this.#webSocket.deferReads = !this.#timed;
    this.#context.counts.open++;
  }
}
