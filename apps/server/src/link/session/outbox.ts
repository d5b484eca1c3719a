// Collects the messages of one link session into batches: one packet per event-loop turn, however many messages, and
// more only when they exceed `flushBytes`. Buffers are recycled when the pipe reports that they were sent.
import { ByteWriter } from "../codec/byteWriter.ts";
import { MAX_PACKET_BYTES, PACKET_HEADER_BYTES, PacketKind, writePacketHeader } from "../codec/packet.ts";
import { writeSideChannel } from "../codec/sideChannel.ts";
import type { LinkCounters } from "./linkCounters.ts";
import type { LinkLimits } from "./linkLimits.ts";
import type { Pipe, Schedule } from "./pipe.ts";

/** Maximum size of the spare buffers: enough for a short backlog, because new buffers cause garbage collections. */
const MAX_SPARE_BYTES = 4 * 1024 * 1024;
const EMPTY_HEADER = new Uint8Array(PACKET_HEADER_BYTES);

export interface OutboxOptions {
  readonly pipe: Pipe;
  readonly limits: LinkLimits;
  readonly counters: LinkCounters;
  readonly schedule: Schedule;
  readonly epoch: number;
  readonly session: number;
  /** Too many bytes are queued: the link session must end. */
  readonly onOverflow: () => void;
}

export class Outbox {
  /** Write messages here, and call `written` after each. */
  readonly writer = new ByteWriter(MAX_PACKET_BYTES);
  /** When housekeeping first saw that the last packet had been sent, by its clock. */
  sentAtMs = 0;
  /** Whether packets from before the previous housekeeping run are still queued: new messages would arrive late. */
  late = false;
  readonly #options: OutboxOptions;
  readonly #spare: Buffer[] = [];
  #spareBytes = 0;
  #number = 0;
  /** Packets handed to the pipe, sent by it, and handed to it before the last housekeeping run. */
  #submitted = 0;
  #sent = 0;
  #submittedBeforeRun = 0;
  #scheduled = false;
  #sentSinceRun = true;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.writer.raw(EMPTY_HEADER);
  }

  /** Whether frames and inputs should be dropped (load shedding). */
  get congested(): boolean {
    return this.#options.pipe.backlogBytes + this.writer.length > this.#options.limits.dropBytes;
  }

  /** Call it after each message written. */
  readonly written = (): void => {
    if (this.#closed) {
      this.#restart();
    } else if (this.writer.length >= this.#options.limits.flushBytes) {
      this.flush();
    } else if (!this.#scheduled) {
      this.#scheduled = true;
      this.#options.schedule(this.#flushScheduled);
    }
  };

  /** Adds a side-channel text, unless frames and inputs are being dropped. */
  sendText(text: string): void {
    if (this.congested) return;
    writeSideChannel(this.writer, text);
    this.written();
  }

  /** Sends the collected messages, if any. */
  flush(): void {
    if (this.writer.length > PACKET_HEADER_BYTES) this.#send();
  }

  /** Updates `late`, and sends a keepalive if nothing was sent for long enough. */
  housekeep(nowMs: number): void {
    this.late = this.#sent < this.#submittedBeforeRun;
    this.#submittedBeforeRun = this.#submitted;
    if (this.#sentSinceRun) {
      this.sentAtMs = nowMs;
      this.#sentSinceRun = false;
    } else if (nowMs - this.sentAtMs >= this.#options.limits.keepaliveMs) {
      this.#send();
    }
  }

  /** Stops sending; messages written from now on are discarded. */
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
    const { pipe, limits, counters, schedule, epoch, session, onOverflow } = this.#options;
    if (pipe.backlogBytes + this.writer.length > limits.cutBytes) {
      counters.cutOff++;
      this.close();
      // Deferred: the link session must not end in the middle of a caller's sequence of messages.
      schedule(onOverflow);
      return;
    }
    this.#number = (this.#number + 1) >>> 0;
    const next = this.#spare.pop();
    this.#spareBytes -= next?.length ?? 0;
    const packet = this.writer.handOver(next);
    this.writer.raw(EMPTY_HEADER);
    writePacketHeader(packet, { kind: PacketKind.batch, epoch, session, number: this.#number });
    counters.packetsSent++;
    counters.bytesSent += packet.length;
    this.#sentSinceRun = true;
    this.#submitted++;
    pipe.send(packet, () => this.#recycle(packet));
  }

  #recycle(packet: Buffer): void {
    this.#sent++;
    if (this.#sent >= this.#submittedBeforeRun) this.late = false;
    const { byteLength } = packet.buffer;
    if (this.#spareBytes + byteLength > MAX_SPARE_BYTES) return;
    this.#spareBytes += byteLength;
    this.#spare.push(Buffer.from(packet.buffer, packet.byteOffset, byteLength));
  }

  #restart(): void {
    this.writer.clear();
    this.writer.raw(EMPTY_HEADER);
  }
}
