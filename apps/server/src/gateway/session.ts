// One player's session, from the handshake to the end of the connection: the state the gateway keeps of it. Knows
// nothing of the game.
import type { MoverId, PlayerId, Tick } from "@doubloon/shared/ids";
import type { ClientToServerEvents, ServerToClientEvents } from "@doubloon/shared/protocol/events";
import { addTicks, since32 } from "@doubloon/shared/time";
import type { Server, Socket } from "socket.io";
import type { TokenBucket } from "../lib/tokenBucket.ts";
import type { FeedId } from "../link/feedId.ts";
import type { SessionKey } from "../link/port.ts";
import type { PendingBroadcasts } from "./delivery/broadcasts.ts";
import type { OrderEvents } from "./delivery/orderEvents.ts";
import type { HeldMessages, LastInput } from "./takeover/heldMessages.ts";
import type { Connection } from "./transport/connection.ts";
import type { FrameLane } from "./transport/frameLane.ts";

/** Set on the Socket.IO socket by the handshake; `session` once the socket is connected. */
export interface SocketData {
  playerId: PlayerId;
  name: string | undefined;
  /** Set for an automatic player. */
  bot: boolean;
  token: string;
  session: Session;
}

export type GameServer = Server<ClientToServerEvents, ServerToClientEvents, OrderEvents, SocketData>;
export type GameSocket = Socket<ClientToServerEvents, ServerToClientEvents, OrderEvents, SocketData>;

/** Limit of the bytes piggybacked on a session's next frame: dozens of events. */
const MAX_PIGGYBACKED_BYTES = 8_192;

/**
 * `entering`: the world has not answered yet, the first time or after a takeover. `over`: further messages are ignored.
 */
export type SessionState = "entering" | "playing" | "over";

export class Session {
  // The fields read for every frame come first, so that they share cache lines.
  readonly lane: FrameLane;
  /** True until a keyframe has been written: the client does not hold the frame that the next delta builds on. */
  needsKeyframe = true;
  /** Whole messages that are written together with the next frame, before it. */
  piggybacked: Buffer | undefined;
  /** Messages for all players that this one has not been sent, shared by sessions and piggybacked the same way. */
  broadcasts: PendingBroadcasts | undefined;
  #sentTick = 0 as Tick;
  /** Lower bound of the oldest unacknowledged frame's tick; meaningless if all frames are acknowledged. */
  #waitingSince = 0 as Tick;
  #allSeen = true;
  readonly key: SessionKey;
  readonly socket: GameSocket;
  readonly connection: Connection;
  readonly bucket: TokenBucket;
  /** Limits requests of the hunt; undefined before the first. */
  huntBucket: TokenBucket | undefined;
  state: SessionState = "entering";
  name = "";
  /** Valid while `playing`. */
  mover = 0 as MoverId;
  feed = 0 as FeedId;
  /** Index among the feed's subscribers; -1 without a feed. */
  indexInFeed = -1;
  /** Sequence number of the last input passed on; -1 before the first. */
  lastSeq = -1;
  /** What the client has sent since the world went away, while the session enters again; undefined otherwise. */
  held: HeldMessages | undefined;
  /** The last input that was passed on: a walk goes on after a takeover. */
  readonly lastInput: LastInput = { atMs: 0, intent: 0, heading: 0, x: 0, y: 0 };
  /** Added to the client's input numbers for the world: a multiple of 16, so that the low four bits of its answers fit. */
  seqOffset = 0;
  /** True after a takeover until input 1: what is in flight still has the previous numbers. */
  awaitsFirstInput = false;
  droppedFrames = 0;
  resyncs = 0;
  /** When the player was last notified of a refused message, in ms of the gateway's clock. */
  notifiedAtMs = Number.NEGATIVE_INFINITY;

  constructor(key: SessionKey, socket: GameSocket, connection: Connection, bucket: TokenBucket) {
    this.lane = connection.lane;
    this.key = key;
    this.socket = socket;
    this.connection = connection;
    this.bucket = bucket;
  }

  /**
   * Piggybacks a whole message on the next frame: a write costs more than its bytes. False if too much is
   * piggybacked already.
   */
  piggyback(message: Buffer): boolean {
    if (this.piggybacked === undefined) this.piggybacked = message;
    else if (this.piggybacked.length + message.length > MAX_PIGGYBACKED_BYTES) return false;
    else this.piggybacked = Buffer.concat([this.piggybacked, message]);
    return true;
  }

  /** Notes that the frame of `tick` was written. */
  sent(tick: Tick): void {
    if (this.#allSeen) {
      this.#allSeen = false;
      this.#waitingSince = tick;
    }
    this.#sentTick = tick;
  }

  /** Notes the client's acknowledgement of the frame of `tick`; a tick never sent counts as the newest sent. */
  seen(tick: Tick): void {
    if (this.#allSeen) return;
    if (since32(tick, this.#sentTick) >= 0) this.#allSeen = true;
    else if (since32(tick, this.#waitingSince) >= 0) this.#waitingSince = addTicks(tick, 1);
  }

  /** Treats all sent frames as acknowledged: a client that reports a gap has read them. */
  readAll(): void {
    this.#allSeen = true;
  }

  /** Age at `tick` of the oldest unacknowledged frame, in ticks; 0 if there is none. */
  behindTicks(tick: Tick): number {
    return this.#allSeen ? 0 : Math.max(0, since32(tick, this.#waitingSince));
  }

  /** `behindTicks` at the newest frame sent. */
  get behindAtLastFrameTicks(): number {
    return this.behindTicks(this.#sentTick);
  }
}
