// Sends each feed's frames to its subscribers: one write of a shared Buffer per subscriber. Dense arrays; nothing is
// allocated per connection and frame. Does not touch the feeds' Socket.IO rooms: transport/feedRooms.ts does.
import type { Tick } from "@doubloon/shared/ids";
import type { FeedId } from "../../link/feedId.ts";
import type { DropReason, GatewayObserver } from "../gatewayObserver.ts";
import type { Session } from "../session.ts";
import { binaryFrame } from "../transport/webSocketFrame.ts";

export interface FeedSubscribersOptions {
  /** A session whose oldest unacknowledged frame is older than this gets no frames, in ticks. */
  readonly maxBehindTicks: number;
  readonly observer: GatewayObserver;
  /** Called when a subscriber of the feed needs a keyframe. */
  readonly wantKeyframe: (feed: FeedId) => void;
}

/** Messages for all players, a frame, and the two concatenated. */
interface BroadcastsAndFrame {
  readonly broadcasts: Buffer;
  readonly frame: Buffer;
  readonly both: Buffer;
}

const EMPTY = Buffer.alloc(0);
const NONE: BroadcastsAndFrame = { broadcasts: EMPTY, frame: EMPTY, both: EMPTY };

export class FeedSubscribers {
  readonly #members = new Map<FeedId, Session[]>();
  #lastWithBroadcasts = NONE;
  readonly #options: FeedSubscribersOptions;

  constructor(options: FeedSubscribersOptions) {
    this.#options = options;
  }

  /** Subscribes a session to a feed, starting with a keyframe, and unsubscribes it from its previous one. */
  join(session: Session, feed: FeedId): void {
    if (session.indexInFeed >= 0) this.leave(session);
    let members = this.#members.get(feed);
    if (members === undefined) {
      members = [];
      this.#members.set(feed, members);
    }
    session.feed = feed;
    session.indexInFeed = members.length;
    session.needsKeyframe = true;
    members.push(session);
    this.#options.wantKeyframe(feed);
  }

  /** Unsubscribes a session, if it has a feed; the feed's last subscriber moves to its index. */
  leave(session: Session): void {
    const members = this.#members.get(session.feed);
    if (session.indexInFeed < 0 || members === undefined) return;
    const last = members.pop()!;
    if (last !== session) {
      members[session.indexInFeed] = last;
      last.indexInFeed = session.indexInFeed;
    }
    session.indexInFeed = -1;
    if (members.length === 0) this.#members.delete(session.feed);
  }

  /** Sends a feed's frame: the delta to subscribers that hold the previous frame, the keyframe to the others. */
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
        lane.write(this.#withPiggybacked(session, deltaFrame));
        session.sent(tick);
        deltas++;
      } else if (keyframe !== undefined && session.connection.queuedPackets === 0) {
        // Packets queued in Socket.IO go first: no client may get a frame before its welcome.
        keyFrame ??= binaryFrame(keyframe);
        lane.write(this.#withPiggybacked(session, keyFrame));
        session.sent(tick);
        session.needsKeyframe = false;
        keyframes++;
      } else {
        waiting = true;
      }
    }
    this.#lastWithBroadcasts = NONE;
    if (waiting) this.#options.wantKeyframe(feed);
    if (deltas > 0) observer.framesSent(deltas, deltas * deltaFrame!.length);
    if (keyframes > 0) {
      observer.framesSent(keyframes, keyframes * keyFrame!.length);
      observer.keyframesSent(keyframes);
    }
  }

  /** The session's piggybacked messages followed by the frame. */
  #withPiggybacked(session: Session, frame: Buffer): Buffer {
    const { piggybacked, broadcasts } = session;
    if (piggybacked === undefined && broadcasts === undefined) return frame;
    session.piggybacked = undefined;
    session.broadcasts = undefined;
    if (piggybacked === undefined && broadcasts !== undefined)
      return this.#withBroadcasts(broadcasts.bytes, frame);
    return Buffer.concat([broadcasts?.bytes ?? EMPTY, piggybacked ?? EMPTY, frame]);
  }

  /** Messages for all players and a frame in one Buffer, shared by all sessions that are due both. */
  #withBroadcasts(broadcasts: Buffer, frame: Buffer): Buffer {
    if (this.#lastWithBroadcasts.broadcasts !== broadcasts || this.#lastWithBroadcasts.frame !== frame) {
      this.#lastWithBroadcasts = { broadcasts, frame, both: Buffer.concat([broadcasts, frame]) };
    }
    return this.#lastWithBroadcasts.both;
  }

  #drop(session: Session, reason: DropReason): void {
    session.needsKeyframe = true;
    session.droppedFrames++;
    this.#options.observer.frameDropped(reason);
  }
}
