// A gateway's endpoint of a link between processes, over any transport: connects to the world, follows it when another
// world takes over, and notices when it is gone or a batch was lost. Owns no socket, no timer and no clock.

import { readGatewayMessages } from "../codec/fromWorld.ts";
import {
  makePacket,
  PACKET_HEADER_BYTES,
  type PacketHeader,
  PacketKind,
  readPacketHeader,
} from "../codec/packet.ts";
import type { GatewaySideChannel } from "../codec/sideChannel.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, GatewayPort, WorldPort } from "../port.ts";
import { type LinkContent, makeHello, NO_CONTENT, readBody } from "./hello.ts";
import { Inbox } from "./inbox.ts";
import { makeLinkCounters } from "./linkCounters.ts";
import type { LinkLimits } from "./linkLimits.ts";
import { Outbox } from "./outbox.ts";
import type { Pipe, Schedule } from "./pipe.ts";
import { WorldSender } from "./worldSender.ts";

export interface GatewayEndpointOptions {
  readonly id: GatewayId;
  readonly limits: LinkLimits;
  readonly schedule: Schedule;
  /** A random number from 1 to 2^32-1. */
  readonly newSession: () => number;
  /** What this gateway must have in common with the world. */
  readonly content?: LinkContent;
  /** The world refuses this gateway; called for each refusal. */
  readonly onRefused?: (why: string) => void;
}

/** `down`: no path to the world. `connecting`: a hello was sent. `up`: in session. */
type EndpointState =
  | { readonly name: "down" }
  | { readonly name: "connecting"; readonly session: number; sentAtMs: number | undefined }
  | {
      readonly name: "up";
      readonly session: number;
      readonly outbox: Outbox;
      readonly sender: WorldSender;
      readonly inbox: Inbox;
    };

const ignore = (): void => {};
const DOWN: EndpointState = { name: "down" };

export class GatewayEndpoint {
  readonly id: GatewayId;
  readonly counters = makeLinkCounters();
  /** The gateway's messages to the world; dropped while the world cannot be reached. */
  readonly world: WorldPort;
  readonly sideChannel: GatewaySideChannel = {
    send: (text) => {
      if (this.#state.name === "up") this.#state.outbox.sendText(text);
    },
    onMessage: (listener) => {
      this.#onSideMessage = listener;
    },
  };
  readonly #options: GatewayEndpointOptions;
  readonly #listeners: ((up: boolean) => void)[] = [];
  #gateway: GatewayPort | undefined;
  #onSideMessage: (text: string) => void = ignore;
  #pipe: Pipe | undefined;
  #state: EndpointState = DOWN;
  /** The newest epoch seen; packets of older ones are ignored. */
  #epoch = 0;
  #refusal: string | undefined;

  constructor(options: GatewayEndpointOptions) {
    this.#options = options;
    this.id = options.id;
    this.world = {
      enter: (...args) => this.#sender?.enter(...args),
      leave: (...args) => this.#sender?.leave(...args),
      input: (gateway, session, mover, seq, intent, heading, x, y) =>
        this.#sender?.input(gateway, session, mover, seq, intent, heading, x, y),
      hunting: (...args) => this.#sender?.hunting(...args),
      undelivered: (gateway, playerId, ...message) =>
        this.#sender?.undelivered(gateway, playerId, ...message),
      wantKeyframe: (gateway, feed) => this.#sender?.wantKeyframe(gateway, feed),
      health: (...args) => this.#sender?.health(...args),
    };
  }

  get up(): boolean {
    return this.#state.name === "up";
  }

  /** Why the world refuses this gateway; undefined if it does not. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** The newest epoch seen; 0 before the first. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Starts connecting to the world. */
  serve(gateway: GatewayPort): void {
    this.#gateway = gateway;
    this.#sendHello();
  }

  /** Adds a listener, which is called at once if the world cannot be reached now. */
  onWorldState(listener: (up: boolean) => void): void {
    this.#listeners.push(listener);
    if (!this.up) listener(false);
  }

  /** The transport has connected to the world, or to where it will be. */
  attach(pipe: Pipe): void {
    this.#pipe = pipe;
    this.#sendHello();
  }

  /** The transport has lost its connection. */
  detach(): void {
    this.#pipe = undefined;
    this.#goDown();
  }

  /** Ends the link session and tells the world. */
  bye(): void {
    if (this.#state.name === "up") {
      this.#state.outbox.flush();
      this.#pipe?.send(makePacket(PacketKind.bye, this.#epoch, this.#state.session), ignore);
    }
    this.#goDown();
  }

  /** A packet had no receiver. While connecting this changes nothing: the next hello follows on its timer. */
  noReceiver(): void {
    if (this.up) this.#restart();
  }

  /**
   * Handles a packet.
   * @throws LinkError if it is malformed, after ending the link session
   */
  received(packet: Uint8Array): void {
    this.counters.packetsReceived++;
    this.counters.bytesReceived += packet.length;
    try {
      this.#handle(readPacketHeader(packet), packet);
    } catch (error) {
      if (error instanceof LinkError) {
        this.counters.malformed++;
        this.#restart();
      }
      throw error;
    }
  }

  /** Repeats the hello, sends keepalives and detects timeouts; call it several times per `keepaliveMs`. */
  housekeep(nowMs: number): void {
    const state = this.#state;
    const { helloRetryMs, refusedRetryMs, timeoutMs } = this.#options.limits;
    if (state.name === "connecting") {
      state.sentAtMs ??= nowMs;
      const waitMs = this.#refusal === undefined ? helloRetryMs : refusedRetryMs;
      if (nowMs - state.sentAtMs >= waitMs) this.#sendHello();
    } else if (state.name === "up") {
      if (state.inbox.timedOut(nowMs, timeoutMs)) this.#restart();
      else state.outbox.housekeep(nowMs);
    }
  }

  get #sender(): WorldSender | undefined {
    return this.#state.name === "up" ? this.#state.sender : undefined;
  }

  #handle(header: PacketHeader, packet: Uint8Array): void {
    const state = this.#state;
    if (header.epoch < this.#epoch) {
      this.counters.stale++;
    } else if (header.kind === PacketKind.worldUp) {
      // The session or hello is already with that world.
      if (header.epoch === this.#epoch && state.name !== "down") return;
      this.#epoch = header.epoch;
      if (state.name === "up") this.#restart();
      else this.#sendHello();
    } else if (state.name === "down" || header.session !== state.session) {
      this.counters.stale++;
    } else if (header.kind === PacketKind.welcome && state.name === "connecting") {
      this.#welcomed(header);
    } else if (header.kind === PacketKind.refusal && state.name === "connecting") {
      this.#refusal = readBody(packet);
      this.#options.onRefused?.(this.#refusal);
    } else if (header.kind === PacketKind.bye) {
      this.#restart();
    } else if (header.kind === PacketKind.batch && state.name === "up") {
      const order = state.inbox.accept(header.number);
      if (order === "gap") {
        this.#restart();
      } else if (order === "next" && this.#gateway !== undefined) {
        readGatewayMessages(packet, PACKET_HEADER_BYTES, this.#gateway, this.#onSideMessage);
      }
    }
  }

  #welcomed({ epoch, session }: PacketHeader): void {
    if (this.#pipe === undefined) return;
    this.#epoch = epoch;
    this.#refusal = undefined;
    const outbox = new Outbox({
      pipe: this.#pipe,
      limits: this.#options.limits,
      counters: this.counters,
      schedule: this.#options.schedule,
      epoch,
      session,
      onOverflow: () => this.#restart(),
    });
    const sender = new WorldSender(outbox, this.counters);
    this.#state = { name: "up", session, outbox, sender, inbox: new Inbox(this.counters) };
    for (const listener of this.#listeners) listener(true);
  }

  /** Ends the link session, if any, and connects again. */
  #restart(): void {
    this.#goDown();
    this.#pipe?.cut();
    this.#sendHello();
  }

  #goDown(): void {
    const { name } = this.#state;
    if (this.#state.name === "up") this.#state.outbox.close();
    this.#state = DOWN;
    if (name === "up") for (const listener of this.#listeners) listener(false);
  }

  #sendHello(): void {
    if (this.#pipe === undefined || this.#gateway === undefined || this.up) return;
    const session = this.#options.newSession();
    this.#state = { name: "connecting", session, sentAtMs: undefined };
    const { content = NO_CONTENT } = this.#options;
    this.#pipe.send(makeHello(this.#epoch, session, { id: this.id, content }), ignore);
  }
}
