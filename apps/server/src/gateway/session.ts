// One player's connection from its greeting to its end: what the gateway knows of it, and nothing of the game.
import type { MoverId, PlayerId, Tick } from "@doubloon/shared/ids";
import type { ClientToServerEvents, ServerToClientEvents } from "@doubloon/shared/protocol/events";
import { addTicks, since32 } from "@doubloon/shared/time";
import type { Server, Socket } from "socket.io";
import type { TokenBucket } from "../lib/tokenBucket.ts";
import type { FeedId } from "../link/feedId.ts";
import type { SessionKey } from "../link/port.ts";
import type { OrderEvents } from "./delivery/orders.ts";
import type { Connection } from "./transport/connection.ts";
import type { FrameLane } from "./transport/frameLane.ts";

/** What the greeting leaves on the Socket.IO socket for the session. */
export interface SocketData {
  playerId: PlayerId;
  name: string | undefined;
  token: string;
  session: Session;
}

export type GameServer = Server<ClientToServerEvents, ServerToClientEvents, OrderEvents, SocketData>;
export type GameSocket = Socket<ClientToServerEvents, ServerToClientEvents, OrderEvents, SocketData>;

/** Bytes that may wait for a session's next frame: dozens of events. */
const MAX_RIDING_BYTES = 8_192;

/** `entering`: the world has not answered yet. `over`: whatever still comes is ignored. */
export type SessionState = "entering" | "playing" | "over";

export class Session {
  // What every frame asks for stands first, so that it lies together in memory.
  readonly lane: FrameLane;
  /** True until a keyframe has been written: what the client holds is not what the next delta builds on. */
  needsKeyframe = true;
  /** Whole messages that go out in front of the next frame, in the same write. */
  piggybacked: Buffer | undefined;
  /** The newest board, whole and the same for all, which rides along; who gets no frames never sees the older ones. */
  board: Buffer | undefined;
  #sentTick = 0 as Tick;
  /** The first tick after the newest one acknowledged of which a frame was sent; meaningless if all are. */
  #waitingSince = 0 as Tick;
  #allSeen = true;
  readonly key: SessionKey;
  readonly socket: GameSocket;
  readonly connection: Connection;
  readonly bucket: TokenBucket;
  state: SessionState = "entering";
  name = "";
  /** Set with `playing`. */
  mover = 0 as MoverId;
  feed = 0 as FeedId;
  /** Place among those who get the feed; -1 if it gets none. */
  placeInFeed = -1;
  /** Number of the last input passed on; -1 before the first. */
  lastSeq = -1;
  droppedFrames = 0;
  resyncs = 0;
  /** When the player was last told of a refused message, in ms of the gateway's clock. */
  toldAtMs = Number.NEGATIVE_INFINITY;

  constructor(key: SessionKey, socket: GameSocket, connection: Connection, bucket: TokenBucket) {
    this.lane = connection.lane;
    this.key = key;
    this.socket = socket;
    this.connection = connection;
    this.bucket = bucket;
  }

  /** Lets a whole message ride on the next frame, for a write costs more than its bytes; false if too much rides already. */
  piggyback(message: Buffer): boolean {
    if (this.piggybacked === undefined) this.piggybacked = message;
    else if (this.piggybacked.length + message.length > MAX_RIDING_BYTES) return false;
    else this.piggybacked = Buffer.concat([this.piggybacked, message]);
    return true;
  }

  /** A frame of `tick` is written. */
  sent(tick: Tick): void {
    if (this.#allSeen) {
      this.#allSeen = false;
      this.#waitingSince = tick;
    }
    this.#sentTick = tick;
  }

  /** The client says it has applied the frame of `tick`; one that was never sent counts as the newest sent. */
  seen(tick: Tick): void {
    if (this.#allSeen) return;
    if (since32(tick, this.#sentTick) >= 0) this.#allSeen = true;
    else if (since32(tick, this.#waitingSince) >= 0) this.#waitingSince = addTicks(tick, 1);
  }

  /** The client found a gap, so it has read whatever was sent. */
  readAll(): void {
    this.#allSeen = true;
  }

  /** Age at `tick` of the oldest frame that the client has not acknowledged, in ticks; 0 if there is none. */
  behindTicks(tick: Tick): number {
    return this.#allSeen ? 0 : Math.max(0, since32(tick, this.#waitingSince));
  }

  /** The same at the newest frame sent. */
  get behindAtLastFrameTicks(): number {
    return this.behindTicks(this.#sentTick);
  }
}
