// One Engine.IO connection, whatever it is for: how it answers heartbeats, how much it sends, how much waits for it.
// Knows neither players nor namespaces.
import type { Socket } from "socket.io";
import type { MonotonicClock } from "../../lib/monotonicClock.ts";
import { TokenBucket } from "../../lib/tokenBucket.ts";
import type { Origin } from "../admission/addressRules.ts";
import type { GatewayLimits } from "../gatewayLimits.ts";
import type { GatewayObserver } from "../gatewayObserver.ts";
import type { FrameLane } from "./frameLane.ts";

export type EngineSocket = Socket["conn"];

/** Why the edge ends a connection that no longer follows the rules. */
export type Breach = "flooding" | "unresponsive";

/** `silent` until a first message, `greeting` until it has joined a namespace or been `refused`. */
export type ConnectionPhase = "silent" | "greeting" | "joined" | "refused";

export interface EnginePacket {
  readonly type: string;
}

export class Connection {
  readonly engine: EngineSocket;
  readonly lane: FrameLane;
  readonly origin: Origin;
  /** Round trip of the last heartbeat in ms; -1 before the first. */
  rttMs = -1;
  missedHeartbeats = 0;
  phase: ConnectionPhase = "silent";
  /** True once it has said hello to the game; a second hello is refused, whatever became of the first. */
  greeted = false;
  readonly #clock: MonotonicClock;
  readonly #limits: GatewayLimits;
  readonly #observer: GatewayObserver;
  readonly #onBreach: (connection: Connection, breach: Breach) => void;
  readonly #flood: TokenBucket;
  #pingSentMs = -1;
  #queuedPackets = 0;
  #greetingMessages = 0;
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

  /** A message or control frame came; false if the connection is ended for sending too many. */
  count(): boolean {
    if (this.#ended) return false;
    const tooMany =
      !this.#flood.take(this.#clock.nowMs()) ||
      (this.phase !== "joined" && ++this.#greetingMessages > this.#limits.maxGreetingMessages);
    if (tooMany) this.#breach("flooding");
    return !tooMany;
  }

  /** Packets that Socket.IO holds until the transport is ready for more. */
  get queuedPackets(): number {
    return this.#queuedPackets;
  }

  /** Called when the connection has closed, with Engine.IO's reason. */
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

  /** Engine.IO has put a packet into its queue. */
  queued(packet: EnginePacket): void {
    if (packet.type === "ping") this.#pingSentMs = this.#clock.nowMs();
    if (++this.#queuedPackets > this.#limits.maxQueuedPackets) this.#breach("unresponsive");
  }

  /** Engine.IO has handed its whole queue to the transport. */
  drained(): void {
    this.#queuedPackets = 0;
  }

  /** Once: what is on its way when the connection breaks a rule breaks no second one. */
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
