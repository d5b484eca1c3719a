// Messages between the Socket.IO adapters of one island, each with a MAC of the cluster key. A message is accepted only on
// the channel it was sent on, only once, and only if it was sent after this process started (give or take clock skew).
//
//   0  16 B mac     of the channel and everything else
//  16   8 B sender  random, one per process
//  24  f64  number  grows with each message of a sender: at least the time in microseconds
//  32  ...          the adapter's message
import { randomBytes } from "node:crypto";
import { type ClusterKey, MAC_BYTES } from "./clusterKey.ts";

const SENDER_BYTES = 8;
const NUMBER_AT = MAC_BYTES + SENDER_BYTES;
const BODY_AT = NUMBER_AT + 8;
/** The longest message, in bytes. */
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** Most senders remembered; the oldest one is forgotten first. */
const MAX_SENDERS = 4096;
/** The largest clock skew between two machines, in ms. */
const MAX_SKEW_MS = 5 * 60_000;
const MICROS_PER_MS = 1000;

/** `unauthenticated`: another cluster key; `replayed`: seen before, or old; `unreadable`: too long, or not a message. */
export type RefusedMessage = "unauthenticated" | "replayed" | "unreadable";

export class AdapterMessages {
  readonly #key: ClusterKey;
  readonly #nowMs: () => number;
  readonly #sender = randomBytes(SENDER_BYTES);
  readonly #senders = new Map<string, number>();
  readonly #oldest: number;
  #number = 0;

  constructor(key: ClusterKey, nowMs: () => number) {
    this.#key = key;
    this.#nowMs = nowMs;
    this.#oldest = (nowMs() - MAX_SKEW_MS) * MICROS_PER_MS;
  }

  seal(channel: string, message: Buffer | string): Buffer {
    const body = typeof message === "string" ? Buffer.from(message) : message;
    this.#number = Math.max(this.#number + 1, this.#nowMs() * MICROS_PER_MS);
    const sealed = Buffer.alloc(BODY_AT + body.length);
    sealed.set(this.#sender, MAC_BYTES);
    sealed.writeDoubleLE(this.#number, NUMBER_AT);
    sealed.set(body, BODY_AT);
    sealed.set(this.#key.mac(channel, sealed.subarray(MAC_BYTES)), 0);
    return sealed;
  }

  /** The adapter's message, or why it is rejected. */
  open(channel: string, sealed: Buffer): Buffer | RefusedMessage {
    if (sealed.length > MAX_MESSAGE_BYTES || sealed.length < BODY_AT) return "unreadable";
    if (!this.#key.verify(sealed.subarray(0, MAC_BYTES), channel, sealed.subarray(MAC_BYTES))) {
      return "unauthenticated";
    }
    const sender = sealed.toString("hex", MAC_BYTES, NUMBER_AT);
    const number = sealed.readDoubleLE(NUMBER_AT);
    if (!(number > (this.#senders.get(sender) ?? this.#oldest))) return "replayed";
    const [first] = this.#senders.keys();
    if (this.#senders.size >= MAX_SENDERS && !this.#senders.has(sender) && first !== undefined) {
      this.#senders.delete(first);
    }
    this.#senders.set(sender, number);
    return sealed.subarray(BODY_AT);
  }
}
