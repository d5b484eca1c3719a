// Where the world and the gateways meet. Three implementations (inline, ipc, redis) and one contract suite.
// Each side hands the other a set of handlers; neither waits for the other, and neither knows how messages travel.
//
// A session is named by its gateway and its key, and every message about one player names the session: messages cross on
// their way, so a mover alone may belong to somebody else by the time that a message about it arrives.
//
//   of a session at its gateway:  entering --entered--> playing --closed: leave / takenOver / world down--> over
//                                 entering --refused / closed--> over (an `entered` that still comes is answered by leave)
//                                 entering --world down, up--> entering (enter is said again, with the same key)
//   of a mover in the world:      controlled by one session --leave, gateway gone--> leaving --step--> out of the world
//                                 controlled or leaving --enter of its player, step--> controlled by the new session
//   of an enter in the world:     waiting --step--> answered;  waiting --gateway gone--> withdrawn, never answered
//
// A mover that is leaving has no session any more: nothing is told of it to a session, and nothing taken from one.
import type { MoverId, PlayerId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import type { Award, Board, Standing } from "@doubloon/shared/protocol/events";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import type { SelfState } from "@doubloon/shared/wire/self";
import type { FeedId } from "./feedId.ts";

/** Names one gateway among all. */
export type GatewayId = string;

/**
 * Names one connection at its gateway from `enter` to its end; an unsigned 32-bit number, not used twice at a time.
 * The world forgets the sessions of a gateway that is gone, so one that begins anew may begin its keys anew.
 */
export type SessionKey = number;

/** What a gateway tells the world. */
export interface WorldPort {
  /** A checked player wants in. Answered by `entered` or `refused`. A player who is in already is taken over. */
  enter(gateway: GatewayId, session: SessionKey, playerId: PlayerId, name: string | undefined): void;
  /** The session is over. Ignored and counted unless the session controls the mover. */
  leave(gateway: GatewayId, session: SessionKey, mover: MoverId): void;
  /**
   * Row by row as decoded and checked; the world answers each seq in a frame or a `self`. Ignored and counted unless the
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
  /** Somebody needs a keyframe with the feed's next frame. */
  wantKeyframe(gateway: GatewayId, feed: FeedId): void;
  /** Once a second: how the gateway fares; the governor listens. */
  health(gateway: GatewayId, health: GatewayHealth): void;
}

/** What the world tells one gateway. Byte arrays are valid only during the call: copy what must outlive it. */
export interface GatewayPort {
  entered(entry: Entered): void;
  refused(session: SessionKey, code: RefusalCode): void;
  /** The player entered again elsewhere: this session is over. */
  takenOver(session: SessionKey): void;
  /** From now on the session gets the frames of `feed`, beginning with a keyframe. */
  crossed(session: SessionKey, feed: FeedId): void;
  /** A feed's frame: `delta` for those who hold the previous one, `keyframe` (if anybody waits) for the others. */
  frame(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void;
  /** A mover's own answer that the frame of its full room left out. */
  self(session: SessionKey, self: SelfState): void;
  /** Durable by now. */
  award(session: SessionKey, award: Award): void;
  standing(session: SessionKey, standing: Standing): void;
  /** For everybody, about once a second when changed. */
  board(board: Board): void;
  /** Names of movers that came in and movers that left, for answering `who`. */
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
  /** Event-loop delay that most of the last second kept below, in ms; 0 if it was not the gateway's own doing. */
  readonly lagMs: number;
  /** Part of the last second in which its event loop was busy, 0 to 1. */
  readonly busy: number;
  readonly droppedFrames: number;
}

/** The world's side of a link. */
export interface WorldLink {
  /** Starts handing over what gateways say. */
  serve(world: WorldPort): void;
  /** The gateway of that id, to tell it something; messages to one that is gone are dropped. */
  gateway(id: GatewayId): GatewayPort;
  readonly gateways: Iterable<GatewayId>;
  /** Sends what gateways have been told by now, instead of at the end of the event loop's turn. */
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
   * Whether the world can be reached; players are told when it cannot. It counts as reachable until the listener is
   * told otherwise, which may be at once. When it is back it knows nobody here: every player has to enter again.
   */
  onWorldState(listener: (up: boolean) => void): void;
  close(): Promise<void>;
}
