// All clients of a peer in one process: brings them in at a pace, lets each turn about once a second, and counts.

import { Pacer } from "../../lib/pacer.ts";
import { chosen } from "../../load/players.ts";
import type { Target } from "../../lib/target.ts";
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
  /** Part of the clients that read at once and are timed; the others read once a second. */
  readonly timedShare: number;
}

const STEP_MS = 10;
const MAX_JOINING = 200;
const READ_BUFFER_BYTES = 64 * 1024;
const HEADINGS = 64;
const SIPS_PER_SECOND = 1;

export class PeerLoad {
  readonly counts = new PeerCounts();
  readonly #plan: PeerLoadPlan;
  readonly #context: PeerContext;
  readonly #clients: PeerClient[] = [];
  #begun = 0;
  #next = 0;
  #sip = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: PeerLoadPlan) {
    this.#plan = plan;
    const readBuffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    this.#context = { target: plan.target, readBuffer, counts: this.counts };
  }

  start(): void {
    const nowMs = performance.now();
    const joins = new Pacer(this.#plan.joinsPerSecond, nowMs);
    const turns = new Pacer(this.#plan.turnsPerSecond * this.#plan.clients, nowMs);
    const sips = new Pacer(SIPS_PER_SECOND * this.#plan.clients, nowMs);
    this.#timer = setInterval(() => {
      const stepMs = performance.now();
      this.#step(joins, turns, stepMs);
      this.#letSip(sips.due(stepMs));
    }, STEP_MS);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const client of this.#clients) client.leave();
  }

  #step(joins: Pacer, turns: Pacer, nowMs: number): void {
    const joining = this.#begun - this.counts.open - this.counts.lost;
    const due = Math.min(joins.due(nowMs), this.#plan.clients - this.#begun, MAX_JOINING - joining);
    for (let i = 0; i < due; i++) this.#begin();
    for (let i = turns.due(nowMs); i > 0 && this.#clients.length > 0; i--) {
      this.#clients[this.#next % this.#clients.length].turn(Math.floor(Math.random() * HEADINGS));
      this.#next++;
    }
  }

  #letSip(count: number): void {
    if (this.#plan.timedShare === 1 || this.#clients.length === 0) return;
    for (let i = 0; i < count; i++) {
      this.#clients[this.#sip % this.#clients.length].sip();
      this.#sip++;
    }
  }

  #begin(): void {
    const timed = chosen(this.#begun, this.#plan.timedShare);
    this.#begun++;
    const { kind } = this.#plan;
    if (kind === "colyseus") void this.#beginColyseus(timed);
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

  async #beginColyseus(timed: boolean): Promise<void> {
    const { host, port } = this.#plan.target;
    try {
      const answer = await fetch(`http://${host}:${port}/matchmake/joinOrCreate/world`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const seat = (await answer.json()) as { roomId: string; processId: string; sessionId: string };
      const path = `/${seat.processId}/${seat.roomId}?sessionId=${seat.sessionId}`;
      this.#clients.push(new WebSocketPeer(this.#context, colyseus(path), timed));
    } catch (error) {
      this.counts.lost++;
      this.counts.trouble = error instanceof Error ? error.message : String(error);
    }
  }
}
