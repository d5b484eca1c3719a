// Gathers the messages of one session into batches: one packet a turn of the event loop, however many messages.
// Buffers go round: the pipe gives them back.
import { ByteWriter } from "../codec/byteWriter.ts";
import { MAX_PACKET_BYTES, PACKET_HEADER_BYTES, PacketKind, writePacketHeader } from "../codec/packet.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { LinkLimits } from "./linkLimits.ts";
import type { Pipe, Schedule } from "./pipe.ts";

/** Buffers kept for the next packets: as many as are under way at a bad moment, for new ones wake the garbage collector. */
const MAX_SPARE_BYTES = 4 * 1024 * 1024;
const HEADER_ROOM = new Uint8Array(PACKET_HEADER_BYTES);

export interface OutboxOptions {
  readonly pipe: Pipe;
  readonly bounds: LinkLimits;
  readonly counters: LinkCounters;
  readonly schedule: Schedule;
  readonly epoch: number;
  readonly session: number;
  /** The peer keeps up with nothing: the session must end. */
  readonly onOverflow: () => void;
}

export class Outbox {
  /** Where messages are written; call `written` after each. */
  readonly writer = new ByteWriter(MAX_PACKET_BYTES);
  /** When the last packet went out, by the sweeps' clock. */
  sentAtMs = 0;
  /** Whether packets wait that waited at the last sweep but one: what is said now would come late. */
  late = false;
  readonly #options: OutboxOptions;
  readonly #spare: Buffer[] = [];
  #spareBytes = 0;
  #number = 0;
  /** Packets handed to the pipe, of these gone, and handed over before the last sweep. */
  #handedOver = 0;
  #gone = 0;
  #handedBeforeSweep = 0;
  #scheduled = false;
  #sentSinceSweep = true;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.writer.raw(HEADER_ROOM);
  }

  /** Whether what can be left out should be. */
  get crowded(): boolean {
    return this.#options.pipe.backlogBytes + this.writer.length > this.#options.bounds.dropBytes;
  }

  /** A message has been written. */
  readonly written = (): void => {
    if (this.#closed) {
      this.#restart();
    } else if (this.writer.length >= this.#options.bounds.flushBytes) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      this.#options.schedule(this.#flushScheduled);
    }
  };

  /** Sends what has been gathered, if anything. */
  flush(): void {
    if (this.writer.length > PACKET_HEADER_BYTES) this.#send();
  }

  /** Looks how long packets wait, and sends a sign of life if nothing has been sent for long enough. */
  sweep(nowMs: number): void {
    this.late = this.#gone < this.#handedBeforeSweep;
    this.#handedBeforeSweep = this.#handedOver;
    if (this.#sentSinceSweep) {
      this.sentAtMs = nowMs;
      this.#sentSinceSweep = false;
    } else if (nowMs - this.sentAtMs >= this.#options.bounds.beatMs) {
      this.#send();
    }
  }

  /** Nothing more is sent; what is written from now on is forgotten. */
  close(): void {
    this.#closed = true;
    this.#restart();
  }

  readonly #flushScheduled = (): void => {
    this.#scheduled = false;
    this.flush();
  };

  #send(): void {
    if (this.#closed) return;
    const { pipe, bounds, counters, schedule, epoch, session, onOverflow } = this.#options;
    if (pipe.backlogBytes + this.writer.length > bounds.cutBytes) {
      counters.cutOff++;
      this.close();
      // Not now: whoever is speaking to the peer at this moment must not find it gone in mid-sentence.
      schedule(onOverflow);
      return;
    }
    this.#number = (this.#number + 1) >>> 0;
    const next = this.#spare.pop();
    this.#spareBytes -= next?.length ?? 0;
    const packet = this.writer.handOver(next);
    this.writer.raw(HEADER_ROOM);
    writePacketHeader(packet, { kind: PacketKind.batch, epoch, session, number: this.#number });
    counters.packetsSent++;
    counters.bytesSent += packet.length;
    this.#sentSinceSweep = true;
    this.#handedOver++;
    pipe.send(packet, () => this.#takeBack(packet));
  }

  #takeBack(packet: Buffer): void {
    this.#gone++;
    if (this.#gone >= this.#handedBeforeSweep) this.late = false;
    const { byteLength } = packet.buffer;
    if (this.#spareBytes + byteLength > MAX_SPARE_BYTES) return;
    this.#spareBytes += byteLength;
    this.#spare.push(Buffer.from(packet.buffer, packet.byteOffset, byteLength));
  }

  #restart(): void {
    this.writer.clear();
    this.writer.raw(HEADER_ROOM);
  }
}
