// The interface between the world and the gateways: three implementations (inline, stream, redis) and one contract suite.
// Each side gives the other a set of handlers. Neither side waits for the other or knows how messages are carried.
//
// A session is identified by its gateway and its key, and every message about one player names the session. Messages cross
// on the way, so a mover may already belong to another session when a message about it arrives.
//
//   session at its gateway:  entering --entered--> playing --closed: leave / takenOver--> over
//                            playing --moved: leave, unless takenOver comes within 3 s--> over
//                            playing --world down--> entering (the connection stays, at most 30 s)
//                            entering --refused / closed--> over (a late `entered` is answered by leave)
//                            entering --world down, up--> entering (enter is sent again, with the same key)
//   mover in the world:      controlled by one session --leave, gateway gone--> leaving --step--> out of the world
//                            controlled or leaving --enter of its player, step--> controlled by the new session
//   enter in the world:      waiting --step--> answered;  waiting --gateway gone--> withdrawn, never answered
//
// A leaving mover has no session: no session gets messages about it, and none may send any.
import type { MoverId, PlayerId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { Award, Board, Notice, Standing } from "@doubloon/shared/protocol/events";
import type { HuntBroadcasts, HuntEvents, HuntRequest, Reading } from "@doubloon/shared/protocol/huntEvents";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { SelfState } from "@doubloon/shared/wire/self";
import type { FeedId } from "./feedId.ts";

/** The id of a gateway, unique among all gateways. */
export type GatewayId = string;

/**
 * Identifies one player's session at its gateway from `enter` to its end: an unsigned 32-bit number, unique while in use.
 * The world forgets the sessions of a gateway that is gone, so a restarted gateway may reuse its keys.
 */
export type SessionKey = number;

/**
 * What the world tells one player, by event: its name, then its payload. `finds` go to all players, and to one only if they
 * missed them, see `undelivered`.
 */
type TellEvents = HuntEvents & Pick<HuntBroadcasts, "finds"> & { readonly notice: (notice: Notice) => void };
export type TellMessage = {
  [Event in keyof TellEvents]: [event: Event, payload: Parameters<TellEvents[Event]>[0]];
}[keyof TellEvents];

/** What the world tells all players, by event. */
export type BroadcastMessage = {
  [Event in keyof HuntBroadcasts]: [event: Event, payload: Parameters<HuntBroadcasts[Event]>[0]];
}[keyof HuntBroadcasts];

/** A message to a player that nothing repeats: what else they missed, they are told again when they enter. */
export type UndeliveredMessage =
  | [event: "award", payload: Award]
  | Extract<TellMessage, [event: "podium" | "notice" | "finds", payload: unknown]>;

/** Messages from a gateway to the world. */
export interface WorldPort {
  /**
   * An authenticated player enters, a person or a `bot`. The answer is `entered` or `refused`. A player already present is
   * taken over.
   */
  enter(
    gateway: GatewayId,
    session: SessionKey,
    playerId: PlayerId,
    name: string | undefined,
    bot?: boolean,
  ): void;
  /** The session is over. Ignored and counted unless the session controls the mover. */
  leave(gateway: GatewayId, session: SessionKey, mover: MoverId): void;
  /**
   * One decoded and checked input; the world answers each `seq` in a frame or a `self`. Ignored and counted unless the
   * session controls the mover.
   */
  input(
    gateway: GatewayId,
    session: SessionKey,
    mover: MoverId,
    seq: number,
    intent: number,
    heading: number,
    x: number,
    y: number,
  ): void;
  /** A checked request of the hunt. Ignored and counted unless the session controls the mover. */
  hunting(gateway: GatewayId, session: SessionKey, mover: MoverId, request: HuntRequest): void;
  /**
   * A message came for a player who was on the way to another gateway, and who has entered there by now: the world sends it
   * to the player's present session, if there is one.
   */
  undelivered(gateway: GatewayId, playerId: PlayerId, ...message: UndeliveredMessage): void;
  /** A player needs a keyframe with the feed's next frame. */
  wantKeyframe(gateway: GatewayId, feed: FeedId): void;
  /** The gateway's health, once a second, for the governor. */
  health(gateway: GatewayId, health: GatewayHealth): void;
}

/** Messages from the world to one gateway. Byte arrays are valid only during the call: copy what must outlive it. */
export interface GatewayPort {
  entered(entry: Entered): void;
  refused(session: SessionKey, code: RefusalCode): void;
  /** The player entered in another session: this one is over. */
  takenOver(session: SessionKey): void;
  /** The session gets the frames of `feed` from now on, starting with a keyframe. */
  crossed(session: SessionKey, feed: FeedId): void;
  /** A feed's frame: `delta` for players who have the previous one, `keyframe` (if any player waits) for the others. */
  frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void;
  /** The answer to an input of a mover that the frame of its crowded room omitted. */
  self(session: SessionKey, self: SelfState): void;
  /** An award that is durable. */
  award(session: SessionKey, award: Award): void;
  standing(session: SessionKey, standing: Standing): void;
  /** The board for all players, sent when it has changed, at most about once a second. */
  board(board: Board): void;
  /** A message of the hunt to one player. */
  tell(session: SessionKey, ...message: TellMessage): void;
  /** A reading of the detector for one player. */
  reading(session: SessionKey, reading: Reading): void;
  /** A message of the hunt to all players; newcomers get the newest `hunts`. */
  broadcast(...message: BroadcastMessage): void;
  /**
   * Entries of the public log, the first of which has the index `from`, each as its text. A gateway that meets the world
   * gets the whole log in order, from index 0, a long one in many messages over many steps.
   */
  fairEntries(from: number, entries: readonly string[]): void;
  /** Names of movers that entered, and movers that left, so that the gateway can answer its clients' `who`. */
  named(mover: MoverId, name: string): void;
  unnamed(mover: MoverId): void;
}

/** The answer to `enter`. */
export interface Entered {
  readonly session: SessionKey;
  readonly playerId: PlayerId;
  readonly mover: MoverId;
  readonly feed: FeedId;
  readonly name: string;
  readonly returning: boolean;
  readonly tick: Tick;
  readonly timeMs: WorldTimeMs;
  readonly standing: Standing;
  readonly self: SelfState;
}

export interface GatewayHealth {
  readonly connections: number;
  /** A high percentile of the last second's event-loop delay, in ms; 0 if another process caused it. */
  readonly lagMs: number;
  /** Event-loop utilization of the last second, 0 to 1. */
  readonly busy: number;
  readonly droppedFrames: number;
}

/** The world's side of a link. */
export interface WorldLink {
  /** Starts delivering the gateways' messages to `world`. */
  serve(world: WorldPort): void;
  /** The port of a gateway; messages to a gateway that is gone are dropped. */
  gateway(id: GatewayId): GatewayPort;
  readonly gateways: Iterable<GatewayId>;
  /** Whether frames for a gateway are dropped, because it does not keep up: what can wait should. */
  congested(id: GatewayId): boolean;
  /** Sends all queued messages now instead of at the end of the event loop's turn. */
  flush(): void;
  onGatewayGone(listener: (id: GatewayId) => void): void;
  close(): Promise<void>;
}

/** A gateway's side of a link. */
export interface GatewayLink {
  readonly id: GatewayId;
  serve(gateway: GatewayPort): void;
  readonly world: WorldPort;
  /**
   * Reports whether the world can be reached. It counts as reachable until the listener gets false, which may be at once.
   * A world that is back does not know this gateway's players: each has to enter again.
   */
  onWorldState(listener: (up: boolean) => void): void;
  close(): Promise<void>;
}
