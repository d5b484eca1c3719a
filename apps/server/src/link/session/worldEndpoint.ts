// The world's side of a link between processes, whatever carries it: who is connected, in which session, and that
// nothing of it is lost unnoticed. Owns no socket, no timer and no clock: those who carry packets call it.

import {
  makePacket,
  PACKET_HEADER_BYTES,
  type PacketHeader,
  PacketKind,
  readPacketHeader,
} from "../codec/packet.ts";
import { type WorldSideChannel, writeSideChannel } from "../codec/sideChannel.ts";
import { readWorldMessages } from "../codec/toWorld.ts";
import type { FeedId } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, GatewayPort, WorldPort } from "../port.ts";
import { GatewaySender } from "./gatewaySender.ts";
import { type LinkContent, misfit, NO_CONTENT, readHello } from "./hello.ts";
import { makeLinkCounters } from "./linkCounters.ts";
import type { LinkLimits } from "./linkLimits.ts";
import { nullGateway } from "./nullGateway.ts";
import { Outbox } from "./outbox.ts";
import type { Pipe, Schedule } from "./pipe.ts";

interface Session {
  readonly id: GatewayId;
  readonly session: number;
  readonly pipe: Pipe;
  readonly outbox: Outbox;
  readonly outlet: GatewaySender;
  received: number;
  heard: boolean;
  heardAtMs: number;
}

export interface WorldEndpointOptions {
  readonly epoch: number;
  readonly bounds: LinkLimits;
  readonly schedule: Schedule;
  /** A gateway speaks in a session that is over: its bye may have been lost. */
  readonly onUnknownSession?: (session: number) => void;
  /** What gateways must have in common with this world. */
  readonly content?: LinkContent;
  /** A gateway was refused; called each time that it greets. */
  readonly onRefused?: (id: GatewayId, why: string) => void;
}

/** Sessions of one epoch that are remembered, so that none opens twice. */
const MAX_USED_SESSIONS = 65_536;

const forgotten = (): void => {};

export class WorldEndpoint {
  readonly counters = makeLinkCounters();
  readonly #bounds: LinkLimits;
  readonly #schedule: Schedule;
  readonly #onUnknownSession: (session: number) => void;
  readonly #content: LinkContent;
  readonly #onRefused: (id: GatewayId, why: string) => void;
  /** Numbers of all sessions of this epoch, also of those that are over: a recorded hello opens none. */
  readonly #used = new Set<number>();
  readonly #byId = new Map<GatewayId, Session>();
  readonly #bySession = new Map<number, Session>();
  readonly #goneListeners: ((id: GatewayId) => void)[] = [];
  #world: WorldPort | undefined;
  #onAside: (gateway: GatewayId, text: string) => void = forgotten;
  readonly sideChannel: WorldSideChannel = {
    tell: (id, text) => {
      const outbox = this.#byId.get(id)?.outbox;
      if (outbox === undefined || outbox.crowded) return;
      writeSideChannel(outbox.writer, text);
      outbox.written();
    },
    onTold: (listener) => {
      this.#onAside = listener;
    },
  };
  /** 0 while this world is not the one. */
  #epoch: number;
  /** The last one that was not 0: it may come back. */
  #servedEpoch = 0;

  constructor(options: WorldEndpointOptions) {
    this.#epoch = options.epoch;
    this.#bounds = options.bounds;
    this.#schedule = options.schedule;
    this.#onUnknownSession = options.onUnknownSession ?? forgotten;
    this.#content = options.content ?? NO_CONTENT;
    this.#onRefused = options.onRefused ?? forgotten;
  }

  /** From now on gateways are let in. */
  serve(world: WorldPort): void {
    this.#world = world;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** From now on this world's epoch is another one, or with 0 it lets nobody in; sessions are over either way. */
  setEpoch(epoch: number): void {
    this.endAll(false);
    if (epoch !== this.#epoch && epoch !== 0 && epoch !== this.#servedEpoch) this.#used.clear();
    this.#epoch = epoch;
    if (epoch !== 0) this.#servedEpoch = epoch;
  }

  get gateways(): Iterable<GatewayId> {
    return this.#byId.keys();
  }

  gateway(id: GatewayId): GatewayPort {
    return this.#byId.get(id)?.outlet ?? nullGateway;
  }

  /** Sends what gateways have been told by now. */
  flush(): void {
    for (const { outbox } of this.#byId.values()) outbox.flush();
  }

  onGatewayGone(listener: (id: GatewayId) => void): void {
    this.#goneListeners.push(listener);
  }

  /**
   * A packet came. `pipeTo` makes or names the way back to the gateway that a hello is from.
   * @throws LinkError if it is malformed; the session that it belongs to, if any, is over then
   */
  received(packet: Uint8Array, pipeTo: (id: GatewayId) => Pipe): void {
    this.counters.packetsReceived++;
    this.counters.bytesReceived += packet.length;
    let header: PacketHeader;
    try {
      header = readPacketHeader(packet);
      if (header.kind === PacketKind.hello) {
        this.#hello(header, packet, pipeTo);
        return;
      }
    } catch (error) {
      if (error instanceof LinkError) this.counters.malformed++;
      throw error;
    }
    const session = this.#bySession.get(header.session);
    if (header.epoch !== this.#epoch || session === undefined) {
      this.counters.stale++;
      if (header.epoch === this.#epoch) this.#onUnknownSession(header.session);
    } else if (header.kind === PacketKind.bye) {
      this.#end(session);
    } else if (header.kind === PacketKind.batch) {
      this.#batch(session, header, packet);
    }
  }

  /** Ends the sessions that used the pipe: it is broken. */
  lost(pipe: Pipe): void {
    for (const session of [...this.#byId.values()]) {
      if (session.pipe === pipe) this.#end(session);
    }
  }

  /** Ends every session; with `bye` the gateways are told. */
  endAll(bye: boolean): void {
    for (const session of [...this.#byId.values()]) {
      if (bye) this.#bye(session.pipe, session.session);
      this.#end(session);
    }
  }

  /** To be called several times per `beatMs`: sends signs of life and forgets who has been silent for too long. */
  housekeep(nowMs: number): void {
    for (const session of [...this.#byId.values()]) {
      if (session.heard) {
        session.heard = false;
        session.heardAtMs = nowMs;
      } else if (nowMs - session.heardAtMs > this.#bounds.silenceMs) {
        this.#bye(session.pipe, session.session);
        this.#end(session);
        continue;
      }
      session.outbox.sweep(nowMs);
    }
  }

  #hello(
    { session: number, epoch }: PacketHeader,
    packet: Uint8Array,
    pipeTo: (id: GatewayId) => Pipe,
  ): void {
    const { id, content } = readHello(packet);
    if (this.#world === undefined || this.#epoch === 0 || number === 0) return;
    if (epoch !== this.#epoch) {
      // Of a later world: this one is about to learn that it is over.
      if (epoch < this.#epoch) pipeTo(id).send(makePacket(PacketKind.summons, this.#epoch, 0), forgotten);
      return;
    }
    if (this.#used.has(number)) {
      this.counters.replayed++;
      return;
    }
    const why = misfit(content, this.#content);
    if (why !== undefined) {
      this.counters.refused++;
      this.#onRefused(id, why);
      pipeTo(id).send(makePacket(PacketKind.refusal, this.#epoch, number, why), forgotten);
      return;
    }
    const former = this.#byId.get(id);
    if (former === undefined && this.#byId.size >= this.#bounds.maxGateways) return;
    this.#remember(number);
    const pipe = pipeTo(id);
    if (former !== undefined) this.#end(former, former.pipe !== pipe);
    const outbox = new Outbox({
      pipe,
      bounds: this.#bounds,
      counters: this.counters,
      schedule: this.#schedule,
      epoch: this.#epoch,
      session: number,
      onOverflow: () => this.#end(session),
    });
    // Not now: the world is just sending that room's frame.
    const wantKeyframe = (feed: FeedId): void => this.#schedule(() => this.#world?.wantKeyframe(id, feed));
    const outlet = new GatewaySender(outbox, this.counters, wantKeyframe);
    const session: Session = {
      id,
      session: number,
      pipe,
      outbox,
      outlet,
      received: 0,
      heard: true,
      heardAtMs: 0,
    };
    this.#byId.set(id, session);
    this.#bySession.set(number, session);
    pipe.send(makePacket(PacketKind.welcome, this.#epoch, number), forgotten);
  }

  #batch(session: Session, header: PacketHeader, packet: Uint8Array): void {
    const ahead = (header.number - session.received) | 0;
    if (ahead <= 0) {
      this.counters.replayed++;
      return;
    }
    session.heard = true;
    session.received = header.number;
    if (ahead !== 1) {
      this.counters.gaps++;
      this.#bye(session.pipe, session.session);
      this.#end(session);
      return;
    }
    if (this.#world === undefined) return;
    try {
      readWorldMessages(packet, PACKET_HEADER_BYTES, session.id, this.#world, (text) =>
        this.#onAside(session.id, text),
      );
    } catch (error) {
      if (error instanceof LinkError) {
        this.counters.malformed++;
        this.#bye(session.pipe, session.session);
        this.#end(session);
      }
      throw error;
    }
  }

  #remember(session: number): void {
    const [oldest] = this.#used;
    if (this.#used.size >= MAX_USED_SESSIONS && oldest !== undefined) this.#used.delete(oldest);
    this.#used.add(session);
  }

  #bye(pipe: Pipe, session: number): void {
    pipe.send(makePacket(PacketKind.bye, this.#epoch, session), forgotten);
  }

  #end(session: Session, cut = true): void {
    if (this.#bySession.get(session.session) !== session) return;
    this.#bySession.delete(session.session);
    this.#byId.delete(session.id);
    session.outbox.close();
    if (cut) session.pipe.cut();
    for (const listener of this.#goneListeners) listener(session.id);
  }
}
