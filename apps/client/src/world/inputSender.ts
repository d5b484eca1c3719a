// Numbers the player's wishes and sends them: on change only, not too often, and never more than can be told apart
// by their answers. Speaks for the connection's acks too. Reads no clock.
import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { nextSeq } from "@doubloon/shared/time";
import { type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { MAX_PENDING, type MoveIntent } from "./prediction.ts";

/** At most 15 inputs a second. */
const MIN_GAP_MS = 67;
const ACK_EVERY_MS = 2000;
/** A keyframe asked for and not come is asked for again. */
const RESYNC_AGAIN_MS = 3000;

export interface InputSenderOptions {
  /** False if there is no connection. */
  readonly send: (bytes: Uint8Array) => boolean;
  /** An input has left. */
  readonly sent: (seq: InputSeq, wish: MoveIntent) => void;
  readonly pending: () => number;
  /** Tick of the newest frame applied. */
  readonly seenTick: () => Tick;
}

export class InputSender {
  readonly #options: InputSenderOptions;
  #seq = 0 as InputSeq;
  #last: MoveIntent = { kind: "stop" };
  #waiting: MoveIntent | undefined;
  #inputMs = Number.NEGATIVE_INFINITY;
  #anyMs = Number.NEGATIVE_INFINITY;
  /** The newest frame of which the server has been told. */
  #toldTick = 0 as Tick;
  #resyncMs = Number.NEGATIVE_INFINITY;

  constructor(options: InputSenderOptions) {
    this.#options = options;
  }

  /** Whether a wish waits for its turn. */
  get waiting(): boolean {
    return this.#waiting !== undefined;
  }

  /** What the player wants from now on; sent now or as soon as it may be, unless it is what was wanted before. */
  want(wish: MoveIntent, nowMs: number): void {
    this.#waiting = sameWish(wish, this.#last) ? undefined : wish;
    this.flush(nowMs);
  }

  /** The body has come to rest: the last wish is spent, and the same one again is a new one. */
  spent(): void {
    if (this.#waiting === undefined) this.#last = { kind: "stop" };
  }

  /** Sends what had to wait. To be called often. */
  flush(nowMs: number): void {
    const wish = this.#waiting;
    if (wish === undefined || nowMs - this.#inputMs < MIN_GAP_MS) return;
    if (this.#options.pending() >= MAX_PENDING) return;
    const seq = nextSeq(this.#seq);
    if (!this.#send({ ...wish, seq, seenTick: this.#options.seenTick() }, nowMs)) return;
    this.#seq = seq;
    this.#last = wish;
    this.#waiting = undefined;
    this.#inputMs = nowMs;
    this.#options.sent(seq, wish);
  }

  /** A frame was applied. */
  frameSeen(nowMs: number): void {
    this.#resyncMs = Number.NEGATIVE_INFINITY;
    this.acknowledge(nowMs);
  }

  /**
   * Tells the newest frame, if nothing has for a while. To be called as time passes, too: a server that waits for word
   * sends no frame that could call for it.
   */
  acknowledge(nowMs: number): void {
    if (nowMs - this.#anyMs < ACK_EVERY_MS || this.#options.seenTick() === this.#toldTick) return;
    this.#send({ kind: "ack", seenTick: this.#options.seenTick() }, nowMs);
  }

  /** A frame is missing: asks for a keyframe, once until one has come. */
  gap(nowMs: number): void {
    if (nowMs - this.#resyncMs < RESYNC_AGAIN_MS) return;
    if (this.#send({ kind: "resync", seenTick: this.#options.seenTick() }, nowMs)) this.#resyncMs = nowMs;
  }

  #send(message: ClientMessage, nowMs: number): boolean {
    if (!this.#options.send(encodeClientMessage(message))) return false;
    this.#anyMs = nowMs;
    this.#toldTick = message.seenTick;
    return true;
  }
}

function sameWish(a: MoveIntent, b: MoveIntent): boolean {
  if (a.kind === "heading") return b.kind === "heading" && a.heading === b.heading;
  if (a.kind === "point") return b.kind === "point" && a.x === b.x && a.y === b.y;
  return b.kind === "stop";
}
