// Sends a room's frame to everyone in it: one write of one shared Buffer each. Dense arrays, nothing allocated per
// connection and frame. Who is in which room is told by Socket.IO's own rooms (the adapter's public events).
import type { RoomId, Tick } from "@doubloon/shared/ids";
import { binaryFrame } from "./binaryFrame.ts";
import type { GatewayObserver } from "./gatewayObserver.ts";
import type { Session } from "./session.ts";

export interface RoomLanesOptions {
  /** A connection whose oldest unacknowledged frame is older than this is sent nothing, in ticks. */
  readonly maxBehindTicks: number;
  readonly observer: GatewayObserver;
  /** Somebody in the room waits for a keyframe. */
  readonly wantKeyframe: (room: RoomId) => void;
}

const ROOM_PREFIX = "room:";

/** The Socket.IO room that carries a chunk room's frames. */
export function roomName(room: RoomId): string {
  return ROOM_PREFIX + room;
}

/** The chunk room of a Socket.IO room; undefined if it is another sort of room. */
export function roomOfName(name: string): RoomId | undefined {
  return name.startsWith(ROOM_PREFIX) ? (Number(name.slice(ROOM_PREFIX.length)) as RoomId) : undefined;
}

/** A frame and what rode on it last. */
interface Load {
  readonly riding: Buffer;
  readonly frame: Buffer;
  readonly both: Buffer;
}

const NOTHING = Buffer.alloc(0);
const noLoad: Load = { riding: NOTHING, frame: NOTHING, both: NOTHING };

export class RoomLanes {
  readonly #rooms = new Map<RoomId, Session[]>();
  #load = noLoad;
  readonly #options: RoomLanesOptions;

  constructor(options: RoomLanesOptions) {
    this.#options = options;
  }

  /** Puts a session in a room; it gets the room's frames from now on, beginning with a keyframe. */
  join(session: Session, room: RoomId): void {
    if (session.placeInRoom >= 0) this.leave(session);
    let members = this.#rooms.get(room);
    if (members === undefined) {
      members = [];
      this.#rooms.set(room, members);
    }
    session.room = room;
    session.placeInRoom = members.length;
    session.needsKeyframe = true;
    members.push(session);
    this.#options.wantKeyframe(room);
  }

  /** Takes a session out of its room, if it is in one; the last of the room takes its place. */
  leave(session: Session): void {
    const members = this.#rooms.get(session.room);
    if (session.placeInRoom < 0 || members === undefined) return;
    const last = members.pop()!;
    if (last !== session) {
      members[session.placeInRoom] = last;
      last.placeInRoom = session.placeInRoom;
    }
    session.placeInRoom = -1;
    if (members.length === 0) this.#rooms.delete(session.room);
  }

  /** Sends a room's frame: the delta to those who hold the previous one, the keyframe to the others. */
  send(room: RoomId, tick: Tick, delta: Uint8Array, keyframe: Uint8Array | undefined): void {
    const members = this.#rooms.get(room);
    if (members === undefined) return;
    const { observer, maxBehindTicks } = this.#options;
    let deltaFrame: Buffer | undefined;
    let keyFrame: Buffer | undefined;
    let deltas = 0;
    let keyframes = 0;
    let waiting = false;
    for (let i = 0; i < members.length; i++) {
      const session = members[i];
      const { connection } = session;
      const { lane } = connection;
      if (!lane.clear) {
        this.#drop(session, "backlog");
      } else if (session.behindTicks(tick) > maxBehindTicks) {
        this.#drop(session, "behind");
      } else if (!session.needsKeyframe) {
        deltaFrame ??= binaryFrame(delta);
        lane.write(session.riding === undefined ? deltaFrame : this.#laden(session, deltaFrame));
        session.sent(tick);
        deltas++;
      } else if (keyframe !== undefined && connection.queuedPackets === 0) {
        // What Socket.IO still holds comes first: nobody sees a frame before the welcome.
        keyFrame ??= binaryFrame(keyframe);
        lane.write(session.riding === undefined ? keyFrame : this.#laden(session, keyFrame));
        session.sent(tick);
        session.needsKeyframe = false;
        keyframes++;
      } else {
        waiting = true;
      }
    }
    this.#load = noLoad;
    if (waiting) this.#options.wantKeyframe(room);
    if (deltas > 0) observer.framesSent(deltas, deltas * deltaFrame!.length);
    if (keyframes > 0) {
      observer.framesSent(keyframes, keyframes * keyFrame!.length);
      observer.keyframesSent(keyframes);
    }
  }

  /** A frame behind what rides on it: one Buffer for all with whom the same rides, as the board does. */
  #laden(session: Session, frame: Buffer): Buffer {
    const { riding } = session;
    session.riding = undefined;
    if (riding === undefined) return frame;
    if (this.#load.riding !== riding || this.#load.frame !== frame) {
      this.#load = { riding, frame, both: Buffer.concat([riding, frame]) };
    }
    return this.#load.both;
  }

  #drop(session: Session, reason: "backlog" | "behind"): void {
    session.needsKeyframe = true;
    session.droppedFrames++;
    this.#options.observer.frameDropped(reason);
  }
}
