// A gateway's side of a link between processes, whatever carries it: finds the world, follows it when another takes
// over, notices when it is gone or something was lost. Owns no socket, no timer and no clock.

import {
  makePacket,
  PACKET_HEADER_BYTES,
  type PacketHeader,
  PacketKind,
  readPacketHeader,
} from "../codec/packet.ts";
import { type GatewaySideChannel, writeSideChannel } from "../codec/sideChannel.ts";
import { readGatewayMessages } from "../codec/toGateway.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, GatewayPort, WorldPort } from "../port.ts";
import { type LinkContent, makeHello, NO_CONTENT, readBody } from "./hello.ts";
import { makeLinkCounters } from "./linkCounters.ts";
import type { LinkLimits } from "./linkLimits.ts";
import { Outbox } from "./outbox.ts";
import type { Pipe, Schedule } from "./pipe.ts";
import { WorldSender } from "./worldSender.ts";

export interface GatewayEndpointOptions {
  readonly id: GatewayId;
  readonly bounds: LinkLimits;
  readonly schedule: Schedule;
  /** A random number from 1 to 2^32-1. */
  readonly newSession: () => number;
  /** What this gateway must have in common with the world. */
  readonly content?: LinkContent;
  /** The world refuses this gateway; called each time. */
  readonly onRefused?: (why: string) => void;
}

/** `down`: no way to the world. `greeting`: a hello is out. `up`: in session. */
type PeerState =
  | { readonly name: "down" }
  | { readonly name: "greeting"; readonly session: number; sentAtMs: number | undefined }
  | {
      readonly name: "up";
      readonly session: number;
      readonly outbox: Outbox;
      readonly outlet: WorldSender;
      received: number;
      heard: boolean;
      heardAtMs: number;
    };

const forgotten = (): void => {};
const DOWN: PeerState = { name: "down" };

export class GatewayEndpoint {
  readonly id: GatewayId;
  readonly counters = makeLinkCounters();
  /** What the gateway says; dropped while the world cannot be reached. */
  readonly world: WorldPort;
  readonly sideChannel: GatewaySideChannel = {
    tell: (text) => {
      const { outbox } = this.#state.name === "up" ? this.#state : {};
      if (outbox === undefined || outbox.crowded) return;
      writeSideChannel(outbox.writer, text);
      outbox.written();
    },
    onTold: (listener) => {
      this.#onAside = listener;
    },
  };
  readonly #options: GatewayEndpointOptions;
  readonly #listeners: ((up: boolean) => void)[] = [];
  #gateway: GatewayPort | undefined;
  #onAside: (text: string) => void = forgotten;
  #pipe: Pipe | undefined;
  #state: PeerState = DOWN;
  /** The newest world heard of; older ones are ignored. */
  #epoch = 0;
  #refusal: string | undefined;

  constructor(options: GatewayEndpointOptions) {
    this.#options = options;
    this.id = options.id;
    this.world = {
      enter: (...said) => this.#outlet?.enter(...said),
      leave: (...said) => this.#outlet?.leave(...said),
      input: (gateway, session, mover, seq, intent, heading, x, y) =>
        this.#outlet?.input(gateway, session, mover, seq, intent, heading, x, y),
      wantKeyframe: (gateway, feed) => this.#outlet?.wantKeyframe(gateway, feed),
      health: (...said) => this.#outlet?.health(...said),
    };
  }

  get up(): boolean {
    return this.#state.name === "up";
  }

  /** Why the world refuses this gateway; undefined if it does not. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  /** The epoch of the newest world heard of; 0 before the first. */
  get epoch(): number {
    return this.#epoch;
  }

  /** From now on the world is looked for. */
  serve(gateway: GatewayPort): void {
    this.#gateway = gateway;
    this.#greet();
  }

  /** The listener is told at once if the world cannot be reached now. */
  onWorldState(listener: (up: boolean) => void): void {
    this.#listeners.push(listener);
    if (!this.up) listener(false);
  }

  /** There is a way to the world, or to where it will be. */
  attach(pipe: Pipe): void {
    this.#pipe = pipe;
    this.#greet();
  }

  /** The way is gone. */
  detach(): void {
    this.#pipe = undefined;
    this.#goDown();
  }

  /** Tells the world that this is the end. */
  bye(): void {
    if (this.#state.name === "up") {
      this.#state.outbox.flush();
      this.#pipe?.send(makePacket(PacketKind.bye, this.#epoch, this.#state.session), forgotten);
    }
    this.#goDown();
  }

  /** A packet found no world listening. While greeting the next hello tries again in its time. */
  unheard(): void {
    if (this.up) this.#restart();
  }

  /**
   * A packet came.
   * @throws LinkError if it is malformed; the session is over then
   */
  received(packet: Uint8Array): void {
    this.counters.packetsReceived++;
    this.counters.bytesReceived += packet.length;
    try {
      this.#dispatch(readPacketHeader(packet), packet);
    } catch (error) {
      if (error instanceof LinkError) {
        this.counters.malformed++;
        this.#restart();
      }
      throw error;
    }
  }

  /** To be called several times per `beatMs`: greets again, sends signs of life, notices silence. */
  housekeep(nowMs: number): void {
    const state = this.#state;
    const { helloMs, refusedMs, silenceMs } = this.#options.bounds;
    if (state.name === "greeting") {
      state.sentAtMs ??= nowMs;
      const waitMs = this.#refusal === undefined ? helloMs : refusedMs;
      if (nowMs - state.sentAtMs >= waitMs) this.#greet();
    } else if (state.name === "up") {
      if (state.heard) {
        state.heard = false;
        state.heardAtMs = nowMs;
      } else if (nowMs - state.heardAtMs > silenceMs) {
        this.#restart();
        return;
      }
      state.outbox.sweep(nowMs);
    }
  }

  get #outlet(): WorldSender | undefined {
    return this.#state.name === "up" ? this.#state.outlet : undefined;
  }

  #dispatch(header: PacketHeader, packet: Uint8Array): void {
    const state = this.#state;
    if (header.epoch < this.#epoch) {
      this.counters.stale++;
    } else if (header.kind === PacketKind.summons) {
      // What this gateway has said it has said to that very world.
      if (header.epoch === this.#epoch && state.name !== "down") return;
      this.#epoch = header.epoch;
      if (state.name === "up") this.#restart();
      else this.#greet();
    } else if (state.name === "down" || header.session !== state.session) {
      this.counters.stale++;
    } else if (header.kind === PacketKind.welcome && state.name === "greeting") {
      this.#welcomed(header);
    } else if (header.kind === PacketKind.refusal && state.name === "greeting") {
      this.#refusal = readBody(packet);
      this.#options.onRefused?.(this.#refusal);
    } else if (header.kind === PacketKind.bye) {
      this.#restart();
    } else if (header.kind === PacketKind.batch && state.name === "up") {
      const ahead = (header.number - state.received) | 0;
      if (ahead <= 0) {
        this.counters.replayed++;
        return;
      }
      state.heard = true;
      state.received = header.number;
      if (ahead !== 1) {
        this.counters.gaps++;
        this.#restart();
      } else if (this.#gateway !== undefined) {
        readGatewayMessages(packet, PACKET_HEADER_BYTES, this.#gateway, this.#onAside);
      }
    }
  }

  #welcomed({ epoch, session }: PacketHeader): void {
    if (this.#pipe === undefined) return;
    this.#epoch = epoch;
    this.#refusal = undefined;
    const outbox = new Outbox({
      pipe: this.#pipe,
      bounds: this.#options.bounds,
      counters: this.counters,
      schedule: this.#options.schedule,
      epoch,
      session,
      onOverflow: () => this.#restart(),
    });
    const outlet = new WorldSender(outbox, this.counters);
    this.#state = { name: "up", session, outbox, outlet, received: 0, heard: true, heardAtMs: 0 };
    for (const listener of this.#listeners) listener(true);
  }

  /** Ends the session, if any, and looks for the world anew. */
  #restart(): void {
    this.#goDown();
    this.#pipe?.cut();
    this.#greet();
  }

  #goDown(): void {
    const { name } = this.#state;
    if (this.#state.name === "up") this.#state.outbox.close();
    this.#state = DOWN;
    if (name === "up") for (const listener of this.#listeners) listener(false);
  }

  #greet(): void {
    if (this.#pipe === undefined || this.#gateway === undefined || this.up) return;
    const session = this.#options.newSession();
    this.#state = { name: "greeting", session, sentAtMs: undefined };
    const { content = NO_CONTENT } = this.#options;
    this.#pipe.send(makeHello(this.#epoch, session, { id: this.id, content }), forgotten);
  }
}
