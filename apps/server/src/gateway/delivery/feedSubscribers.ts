// Sends a feed's frame to everyone who gets it: one write of one shared Buffer each. Dense arrays, nothing allocated per
// connection and frame. It knows feeds by number; the Socket.IO rooms beside them are in feedRooms.ts.
import type { Tick } from "@doubloon/shared/ids";
import type { FeedId } from "../../link/feedId.ts";
import type { GatewayObserver } from "../gatewayObserver.ts";
import type { Session } from "../session.ts";
import { binaryFrame } from "../transport/webSocketFrame.ts";

export interface FeedSubscribersOptions {
  /** A connection whose oldest unacknowledged frame is older than this is sent nothing, in ticks. */
  readonly maxBehindTicks: number;
  readonly observer: GatewayObserver;
  /** Somebody who gets the feed waits for a keyframe. */
  readonly wantKeyframe: (feed: FeedId) => void;
}

/** A frame and the board that it last went out with. */
interface Load {
  readonly board: Buffer;
  readonly frame: Buffer;
  readonly both: Buffer;
}

const NOTHING = Buffer.alloc(0);
const noLoad: Load = { board: NOTHING, frame: NOTHING, both: NOTHING };

export class FeedSubscribers {
  readonly #members = new Map<FeedId, Session[]>();
  #load = noLoad;
  readonly #options: FeedSubscribersOptions;

  constructor(options: FeedSubscribersOptions) {
    this.#options = options;
  }

  /** Gives a session a feed's frames from now on, beginning with a keyframe. */
  join(session: Session, feed: FeedId): void {
    if (session.placeInFeed >= 0) this.leave(session);
    let members = this.#members.get(feed);
    if (members === undefined) {
      members = [];
      this.#members.set(feed, members);
    }
    session.feed = feed;
    session.placeInFeed = members.length;
    session.needsKeyframe = true;
    members.push(session);
    this.#options.wantKeyframe(feed);
  }

  /** Takes a session out of its feed, if it is in one; the feed's last one takes its place. */
  leave(session: Session): void {
    const members = this.#members.get(session.feed);
    if (session.placeInFeed < 0 || members === undefined) return;
    const last = members.pop()!;
    if (last !== session) {
      members[session.placeInFeed] = last;
      last.placeInFeed = session.placeInFeed;
    }
    session.placeInFeed = -1;
    if (members.length === 0) this.#members.delete(session.feed);
  }

  /** Sends a feed's frame: the delta to those who hold the previous one, the keyframe to the others. */
  send(feed: FeedId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    const members = this.#members.get(feed);
    if (members === undefined) return;
    const { observer, maxBehindTicks } = this.#options;
    let deltaFrame: Buffer | undefined;
    let keyFrame: Buffer | undefined;
    let deltas = 0;
    let keyframes = 0;
    let waiting = false;
    for (let i = 0; i < members.length; i++) {
      const session = members[i];
      const { lane } = session;
      if (!lane.clear) {
        this.#drop(session, "backlog");
      } else if (session.behindTicks(tick) > maxBehindTicks) {
        this.#drop(session, "behind");
      } else if (!session.needsKeyframe) {
        deltaFrame ??= binaryFrame(delta);
        lane.write(this.#laden(session, deltaFrame));
        session.sent(tick);
        deltas++;
      } else if (keyframe !== undefined && session.connection.queuedPackets === 0) {
        // What Socket.IO still holds comes first: nobody sees a frame before the welcome.
        keyFrame ??= binaryFrame(keyframe);
        lane.write(this.#laden(session, keyFrame));
        session.sent(tick);
        session.needsKeyframe = false;
        keyframes++;
      } else {
        waiting = true;
      }
    }
    this.#load = noLoad;
    if (waiting) this.#options.wantKeyframe(feed);
    if (deltas > 0) observer.framesSent(deltas, deltas * deltaFrame!.length);
    if (keyframes > 0) {
      observer.framesSent(keyframes, keyframes * keyFrame!.length);
      observer.keyframesSent(keyframes);
    }
  }

  /** A frame behind what rides on it. */
  #laden(session: Session, frame: Buffer): Buffer {
    const { piggybacked, board } = session;
    if (piggybacked === undefined && board === undefined) return frame;
    session.piggybacked = undefined;
    session.board = undefined;
    if (piggybacked === undefined && board !== undefined) return this.#withBoard(board, frame);
    return Buffer.concat([board ?? NOTHING, piggybacked ?? NOTHING, frame]);
  }

  /** One Buffer for all to whom a frame brings the board. */
  #withBoard(board: Buffer, frame: Buffer): Buffer {
    if (this.#load.board !== board || this.#load.frame !== frame) {
      this.#load = { board, frame, both: Buffer.concat([board, frame]) };
    }
    return this.#load.both;
  }

  #drop(session: Session, reason: "backlog" | "behind"): void {
    session.needsKeyframe = true;
    session.droppedFrames++;
    this.#options.observer.frameDropped(reason);
  }
}
