// Numbers the player's movement intents and sends them as inputs: on change only, rate-limited, and never more than the
// server's acks can tell apart. Also sends acks and resync requests. Reads no clock.
import type { InputSeq, Tick } from "@doubloon/shared/ids";
import { nextSeq } from "@doubloon/shared/time";
import { type ClientMessage, encodeClientMessage } from "@doubloon/shared/wire/input";
import { type ActIntent, MAX_PENDING, type MoveIntent, type PlayerIntent } from "./prediction.ts";

/** At most 15 inputs a second. */
const MIN_GAP_MS = 67;
const ACK_INTERVAL_MS = 2000;
/** A resync without a keyframe is repeated after this. */
const RESYNC_RETRY_MS = 3000;

export interface InputSenderOptions {
  /** Sends a message; returns false if there is no connection. */
  readonly send: (bytes: Uint8Array) => boolean;
  /** An input was sent. */
  readonly sent: (seq: InputSeq, intent: PlayerIntent) => void;
  /** Number of inputs that the server has not answered. */
  readonly pending: () => number;
  /** Tick of the newest applied frame. */
  readonly seenTick: () => Tick;
}

const STOP: MoveIntent = { kind: "stop" };

export class InputSender {
  readonly #options: InputSenderOptions;
  #seq = 0 as InputSeq;
  #last: MoveIntent = STOP;
  #unsent: MoveIntent | undefined;
  /** An act that waits to be sent; it goes before the intent. */
  #act: ActIntent | undefined;
  #lastInputMs = Number.NEGATIVE_INFINITY;
  #lastMessageMs = Number.NEGATIVE_INFINITY;
  /** Tick of the newest frame that the server knows was seen. */
  #ackedTick = 0 as Tick;
  #resyncMs = Number.NEGATIVE_INFINITY;

  constructor(options: InputSenderOptions) {
    this.#options = options;
  }

  /**
   * Continues where the sender of the same player before a takeover stopped; only the numbers start anew. `stopped`: the mover
   * stands now, so a walk that went on is sent again.
   */
  goOn(previous: InputSender, stopped = false): void {
    this.#last = stopped ? STOP : previous.#last;
    this.#unsent = previous.#unsent;
    this.#act = previous.#act;
    if (stopped && this.#act === undefined && !sameIntent(previous.#last, STOP))
      this.#unsent ??= previous.#last;
    if (stopped && this.#unsent?.kind === "stop") this.#unsent = undefined;
  }

  /** Whether an intent is waiting to be sent. */
  get unsent(): boolean {
    return this.#unsent !== undefined || this.#act !== undefined;
  }

  /** Sets the intent. It is sent now, or as soon as the limits allow, unless it equals the last one sent. */
  setIntent(intent: MoveIntent, nowMs: number): void {
    const last = this.#act === undefined ? this.#last : STOP;
    this.#unsent = sameIntent(intent, last) ? undefined : intent;
    this.flush(nowMs);
  }

  /** Digs, reads or shows an emote: sent now, or as soon as the limits allow. A newer act replaces one that waits. */
  act(act: ActIntent, nowMs: number): void {
    this.#act = act;
    this.#unsent = undefined;
    this.flush(nowMs);
  }

  /** The mover has come to rest: the last intent is finished, and the same one would be sent again. */
  finished(): void {
    if (this.#unsent === undefined) this.#last = STOP;
  }

  /** Sends the waiting act or intent if the limits allow. Call this often. */
  flush(nowMs: number): void {
    const act = this.#act;
    const intent = this.#unsent;
    if ((act ?? intent) === undefined || nowMs - this.#lastInputMs < MIN_GAP_MS) return;
    if (this.#options.pending() >= MAX_PENDING) return;
    const seq = nextSeq(this.#seq);
    const next: PlayerIntent = act ?? intent ?? STOP;
    if (!this.#send({ ...next, seq, seenTick: this.#options.seenTick() }, nowMs)) return;
    this.#seq = seq;
    this.#last = act === undefined ? (intent ?? STOP) : STOP;
    if (act === undefined) this.#unsent = undefined;
    this.#act = undefined;
    this.#lastInputMs = nowMs;
    this.#options.sent(seq, next);
  }

  /** A frame was applied. */
  frameSeen(nowMs: number): void {
    this.#resyncMs = Number.NEGATIVE_INFINITY;
    this.acknowledge(nowMs);
  }

  /**
   * Acknowledges the newest frame if no message has for a while. Also call this on a timer: a server that is waiting for
   * an ack sends no frame that would trigger one.
   */
  acknowledge(nowMs: number): void {
    if (nowMs - this.#lastMessageMs < ACK_INTERVAL_MS || this.#options.seenTick() === this.#ackedTick) return;
    this.#send({ kind: "ack", seenTick: this.#options.seenTick() }, nowMs);
  }

  /** A frame is missing: requests a keyframe, once until one arrives. */
  gap(nowMs: number): void {
    if (nowMs - this.#resyncMs < RESYNC_RETRY_MS) return;
    if (this.#send({ kind: "resync", seenTick: this.#options.seenTick() }, nowMs)) this.#resyncMs = nowMs;
  }

  #send(message: ClientMessage, nowMs: number): boolean {
    if (!this.#options.send(encodeClientMessage(message))) return false;
    this.#lastMessageMs = nowMs;
    this.#ackedTick = message.seenTick;
    return true;
  }
}

function sameIntent(a: MoveIntent, b: MoveIntent): boolean {
  if (a.kind === "heading") return b.kind === "heading" && a.heading === b.heading;
  if (a.kind === "point") return b.kind === "point" && a.x === b.x && a.y === b.y;
  return b.kind === "stop";
}
