// The world's endpoint of a link between processes, over any transport: keeps one link session per gateway and ends it
// when a batch was lost or the gateway is silent. Owns no socket, no timer and no clock: the transports call it.

import {
  LINK_VERSION,
  makePacket,
  PACKET_HEADER_BYTES,
  type PacketHeader,
  PacketKind,
  readPacketHeader,
} from "../codec/packet.ts";
import type { WorldSideChannel } from "../codec/sideChannel.ts";
import { readWorldMessages } from "../codec/toWorld.ts";
import type { FeedId } from "../feedId.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId, GatewayPort, WorldPort } from "../port.ts";
import { GatewaySender } from "./gatewaySender.ts";
import { contentMismatch, type LinkContent, NO_CONTENT, readHello } from "./hello.ts";
import { Inbox } from "./inbox.ts";
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
  readonly sender: GatewaySender;
  readonly inbox: Inbox;
}

export interface WorldEndpointOptions {
  readonly epoch: number;
  readonly limits: LinkLimits;
  readonly schedule: Schedule;
  /** A gateway sent a packet in a link session that is over: its bye may have been lost. */
  readonly onUnknownSession?: (session: number) => void;
  /** What gateways must have in common with this world. */
  readonly content?: LinkContent;
  /** A gateway was refused; called for each of its hellos. */
  readonly onRefused?: (id: GatewayId, why: string) => void;
}

/** Session numbers of one epoch that are remembered, so that none opens twice. */
const MAX_USED_SESSIONS = 65_536;

const ignore = (): void => {};

export class WorldEndpoint {
  readonly counters = makeLinkCounters();
  readonly #limits: LinkLimits;
  readonly #schedule: Schedule;
  readonly #onUnknownSession: (session: number) => void;
  readonly #content: LinkContent;
  readonly #onRefused: (id: GatewayId, why: string) => void;
  /** Numbers of all sessions of this epoch, including those that are over: a replayed hello opens no session. */
  readonly #used = new Set<number>();
  readonly #byId = new Map<GatewayId, Session>();
  readonly #bySession = new Map<number, Session>();
  readonly #goneListeners: ((id: GatewayId) => void)[] = [];
  #world: WorldPort | undefined;
  #onSideMessage: (gateway: GatewayId, text: string) => void = ignore;
  readonly sideChannel: WorldSideChannel = {
    send: (id, text) => {
      this.#byId.get(id)?.outbox.sendText(text);
    },
    onMessage: (listener) => {
      this.#onSideMessage = listener;
    },
  };
  /** 0 while this process does not hold the lease. */
  #epoch: number;
  /** The last epoch that was not 0: it may come back. */
  #servedEpoch = 0;

  constructor(options: WorldEndpointOptions) {
    this.#epoch = options.epoch;
    this.#limits = options.limits;
    this.#schedule = options.schedule;
    this.#onUnknownSession = options.onUnknownSession ?? ignore;
    this.#content = options.content ?? NO_CONTENT;
    this.#onRefused = options.onRefused ?? ignore;
  }

  /** Starts accepting gateways. */
  serve(world: WorldPort): void {
    this.#world = world;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Changes the epoch and ends all sessions; with epoch 0 no gateway is accepted. */
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
    return this.#byId.get(id)?.sender ?? nullGateway;
  }

  /** Whether frames for the gateway are dropped; false if it is gone. */
  congested(id: GatewayId): boolean {
    return this.#byId.get(id)?.sender.dropsFrames ?? false;
  }

  /** Sends all queued messages now. */
  flush(): void {
    for (const { outbox } of this.#byId.values()) outbox.flush();
  }

  onGatewayGone(listener: (id: GatewayId) => void): void {
    this.#goneListeners.push(listener);
  }

  /**
   * Handles a packet. `pipeTo` returns a pipe back to the gateway that sent a hello.
   * @throws LinkError if it is malformed, after ending the link session it belongs to
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

  /** Ends the sessions that use a broken pipe. */
  lost(pipe: Pipe): void {
    for (const session of [...this.#byId.values()]) {
      if (session.pipe === pipe) this.#end(session);
    }
  }

  /** Ends every session; with `bye` the gateways are notified. */
  endAll(bye: boolean): void {
    for (const session of [...this.#byId.values()]) {
      if (bye) this.#bye(session.pipe, session.session);
      this.#end(session);
    }
  }

  /** Sends keepalives and ends sessions that timed out; call it several times per `keepaliveMs`. */
  housekeep(nowMs: number): void {
    for (const session of [...this.#byId.values()]) {
      if (session.inbox.timedOut(nowMs, this.#limits.timeoutMs)) {
        this.#bye(session.pipe, session.session);
        this.#end(session);
      } else {
        session.outbox.housekeep(nowMs);
      }
    }
  }

  #hello(
    { session: number, epoch, version }: PacketHeader,
    packet: Uint8Array,
    pipeTo: (id: GatewayId) => Pipe,
  ): void {
    const { id, content } = readHello(packet);
    if (this.#world === undefined || this.#epoch === 0 || number === 0) return;
    if (epoch !== this.#epoch) {
      // A higher epoch belongs to a later world: this one is about to lose the lease, and answers nothing.
      if (epoch < this.#epoch) pipeTo(id).send(makePacket(PacketKind.worldUp, this.#epoch, 0), ignore);
      return;
    }
    if (this.#used.has(number)) {
      this.counters.replayed++;
      return;
    }
    const why = contentMismatch(
      { ...content, link: version },
      { ...this.#content, link: LINK_VERSION },
      "the gateway",
    );
    if (why !== undefined) {
      this.counters.refused++;
      this.#onRefused(id, why);
      pipeTo(id).send(makePacket(PacketKind.refusal, this.#epoch, number, why), ignore);
      return;
    }
    const previous = this.#byId.get(id);
    if (previous === undefined && this.#byId.size >= this.#limits.maxGateways) return;
    this.#markUsed(number);
    const pipe = pipeTo(id);
    if (previous !== undefined) this.#end(previous, previous.pipe !== pipe);
    const outbox = new Outbox({
      pipe,
      limits: this.#limits,
      counters: this.counters,
      schedule: this.#schedule,
      epoch: this.#epoch,
      session: number,
      onOverflow: () => this.#end(session),
    });
    // Deferred: the world is sending a frame of that feed at this moment.
    const wantKeyframe = (feed: FeedId): void => this.#schedule(() => this.#world?.wantKeyframe(id, feed));
    const sender = new GatewaySender(outbox, this.counters, wantKeyframe);
    const inbox = new Inbox(this.counters);
    const session: Session = { id, session: number, pipe, outbox, sender, inbox };
    this.#byId.set(id, session);
    this.#bySession.set(number, session);
    pipe.send(makePacket(PacketKind.welcome, this.#epoch, number), ignore);
  }

  #batch(session: Session, header: PacketHeader, packet: Uint8Array): void {
    const order = session.inbox.accept(header.number);
    if (order === "replayed") return;
    if (order === "gap") {
      this.#bye(session.pipe, session.session);
      this.#end(session);
      return;
    }
    if (this.#world === undefined) return;
    try {
      readWorldMessages(packet, PACKET_HEADER_BYTES, session.id, this.#world, (text) =>
        this.#onSideMessage(session.id, text),
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

  #markUsed(session: number): void {
    const [oldest] = this.#used;
    if (this.#used.size >= MAX_USED_SESSIONS && oldest !== undefined) this.#used.delete(oldest);
    this.#used.add(session);
  }

  #bye(pipe: Pipe, session: number): void {
    pipe.send(makePacket(PacketKind.bye, this.#epoch, session), ignore);
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
