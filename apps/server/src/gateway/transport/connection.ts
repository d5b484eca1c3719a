// One Engine.IO connection, whatever its namespace: its heartbeats, message rate and queued packets. Knows neither players
// nor namespaces, and does not end itself: it reports a breach.
import type { Socket } from "socket.io";
import type { MonotonicClock } from "../../lib/clock.ts";
import { TokenBucket } from "../../lib/tokenBucket.ts";
import type { Origin } from "../admission/addressRules.ts";
import type { GatewayLimits } from "../gatewayLimits.ts";
import type { GatewayObserver } from "../gatewayObserver.ts";
import type { FrameLane } from "./frameLane.ts";

export type EngineSocket = Socket["conn"];

/** Why the gateway ends a connection that breaks a limit. */
export type Breach = "flooding" | "unresponsive";

/** `silent` until the first message, `handshake` until it has joined a namespace or been `refused`. */
export type ConnectionPhase = "silent" | "handshake" | "joined" | "refused";

export interface EnginePacket {
  readonly type: string;
}

export class Connection {
  readonly engine: EngineSocket;
  readonly lane: FrameLane;
  readonly origin: Origin;
  /** Round-trip time of the last heartbeat, in ms; -1 before the first. */
  rttMs = -1;
  missedHeartbeats = 0;
  phase: ConnectionPhase = "silent";
  /** Set by the first hello in the players' namespace; a second one is refused, even if the first was. */
  helloReceived = false;
  readonly #clock: MonotonicClock;
  readonly #limits: GatewayLimits;
  readonly #observer: GatewayObserver;
  readonly #onBreach: (connection: Connection, breach: Breach) => void;
  readonly #flood: TokenBucket;
  #pingSentMs = -1;
  #queuedPackets = 0;
  #handshakeMessages = 0;
  #ended = false;

  constructor(
    engine: EngineSocket,
    lane: FrameLane,
    origin: Origin,
    clock: MonotonicClock,
    limits: GatewayLimits,
    observer: GatewayObserver,
    onBreach: (connection: Connection, breach: Breach) => void,
  ) {
    this.engine = engine;
    this.lane = lane;
    this.origin = origin;
    this.#clock = clock;
    this.#limits = limits;
    this.#observer = observer;
    this.#onBreach = onBreach;
    this.#flood = new TokenBucket(limits.floodPerSecond, limits.floodBurst, clock.nowMs());
  }

  get isOpen(): boolean {
    return this.engine.readyState === "open";
  }

  /** Closes the connection once Engine.IO has sent the queued packets. */
  close(): void {
    this.engine.close();
  }

  /** Counts a message or control frame; false if the connection is ended for sending too many. */
  count(): boolean {
    if (this.#ended) return false;
    const tooMany =
      !this.#flood.take(this.#clock.nowMs()) ||
      (this.phase !== "joined" && ++this.#handshakeMessages > this.#limits.maxHandshakeMessages);
    if (tooMany) this.#breach("flooding");
    return !tooMany;
  }

  /** Packets that Engine.IO holds until the transport is writable. */
  get queuedPackets(): number {
    return this.#queuedPackets;
  }

  /** The connection has closed, for Engine.IO's reason. */
  closed(reason: string): void {
    if (reason === "ping timeout") this.#miss();
  }

  /** Engine.IO has received a packet. */
  received(packet: EnginePacket): void {
    if (!this.count() || packet.type !== "pong" || this.#pingSentMs < 0) return;
    this.rttMs = this.#clock.nowMs() - this.#pingSentMs;
    this.#pingSentMs = -1;
    this.#observer.heartbeat(this.rttMs);
    if (this.rttMs > this.#limits.lateHeartbeatMs) this.#miss();
  }

  /** Engine.IO has queued a packet. */
  queued(packet: EnginePacket): void {
    if (packet.type === "ping") this.#pingSentMs = this.#clock.nowMs();
    if (++this.#queuedPackets > this.#limits.maxQueuedPackets) this.#breach("unresponsive");
  }

  /** Engine.IO has passed its whole queue to the transport. */
  drained(): void {
    this.#queuedPackets = 0;
  }

  /** Reports the first breach only: data already in flight must not cause a second one. */
  #breach(breach: Breach): void {
    if (this.#ended) return;
    this.#ended = true;
    this.lane.stopReading();
    this.#onBreach(this, breach);
  }

  #miss(): void {
    this.missedHeartbeats++;
    this.#observer.missedHeartbeat();
  }
}
