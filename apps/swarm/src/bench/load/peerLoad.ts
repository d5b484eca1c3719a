// All clients of one peer in one process: joins them at a rate, lets each turn about once a second, and counts.
import { errorText } from "@doubloon/shared/errorText";
import { Pacer } from "../../lib/pacer.ts";
import type { Target } from "../../lib/target.ts";
import { isSelected } from "../../load/selection.ts";
import { makeReadBuffer } from "../../ws/rawWebSocket.ts";
import { bare, colyseus, doubloonFanOut, socketIo } from "./dialects.ts";
import { LinePeer } from "./linePeer.ts";
import { type PeerClient, type PeerContext, PeerCounts } from "./peerClient.ts";
import { WebSocketPeer } from "./webSocketPeer.ts";

export type PeerKind = "net" | "ws" | "socket.io" | "doubloon" | "article" | "colyseus";

export interface PeerLoadPlan {
  readonly kind: PeerKind;
  readonly target: Target;
  readonly clients: number;
  readonly joinsPerSecond: number;
  readonly turnsPerSecond: number;
  /** Share of clients that read at once and are timed; the others read once a second. */
  readonly timedShare: number;
}

const STEP_MS = 10;
const MAX_JOINING = 200;
const HEADINGS = 64;
const DEFERRED_READS_PER_SECOND = 1;

export class PeerLoad {
  readonly counts = new PeerCounts();
  readonly #plan: PeerLoadPlan;
  readonly #context: PeerContext;
  readonly #clients: PeerClient[] = [];
  #started = 0;
  #nextTurner = 0;
  #nextReader = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: PeerLoadPlan) {
    this.#plan = plan;
    this.#context = { target: plan.target, readBuffer: makeReadBuffer(), counts: this.counts };
  }

  start(): void {
    const nowMs = performance.now();
    const joins = new Pacer(this.#plan.joinsPerSecond, nowMs);
    const turns = new Pacer(this.#plan.turnsPerSecond * this.#plan.clients, nowMs);
    const reads = new Pacer(DEFERRED_READS_PER_SECOND * this.#plan.clients, nowMs);
    this.#timer = setInterval(() => {
      const stepMs = performance.now();
      this.#step(joins, turns, stepMs);
      this.#readDeferred(reads.due(stepMs));
    }, STEP_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const client of this.#clients) client.leave();
  }

  #step(joins: Pacer, turns: Pacer, nowMs: number): void {
    const joining = this.#started - this.counts.open - this.counts.lost;
    const due = Math.min(joins.due(nowMs), this.#plan.clients - this.#started, MAX_JOINING - joining);
    for (let i = 0; i < due; i++) this.#startClient();
    for (let i = turns.due(nowMs); i > 0 && this.#clients.length > 0; i--) {
      this.#clients[this.#nextTurner % this.#clients.length].turn(Math.floor(Math.random() * HEADINGS));
      this.#nextTurner++;
    }
  }

  #readDeferred(count: number): void {
    if (this.#plan.timedShare === 1 || this.#clients.length === 0) return;
    for (let i = 0; i < count; i++) {
      this.#clients[this.#nextReader % this.#clients.length].readDeferred();
      this.#nextReader++;
    }
  }

  #startClient(): void {
    const timed = isSelected(this.#started, this.#plan.timedShare);
    this.#started++;
    const { kind } = this.#plan;
    if (kind === "colyseus") void this.#startColyseusClient(timed);
    else if (kind === "article") this.#clients.push(new LinePeer(this.#context));
    else {
      const dialect = {
        net: bare(undefined),
        ws: bare("/"),
        "socket.io": socketIo,
        doubloon: doubloonFanOut,
      }[kind];
      this.#clients.push(new WebSocketPeer(this.#context, dialect, timed));
    }
  }

  async #startColyseusClient(timed: boolean): Promise<void> {
    const { host, port } = this.#plan.target;
    try {
      const response = await fetch(`http://${host}:${port}/matchmake/joinOrCreate/world`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const seat = (await response.json()) as { roomId: string; processId: string; sessionId: string };
      const path = `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
      this.#clients.push(new WebSocketPeer(this.#context, colyseus(path), timed));
    } catch (error) {
      this.counts.lost++;
      this.counts.lastError = errorText(error);
    }
  }
}
