// Encodes a room's frames: a delta for clients that hold the previous frame, a keyframe for those that do not. Each is
// encoded once for all its receivers. What clients hold is tracked in the stream and is not part of the world's state.
import { MAX_MOVERS, type RoomId, type Tick, type WorldTimeMs } from "@doubloon/shared/ids";
import { isAfter, since32 } from "@doubloon/shared/time";
import { MAX_SINCE_TICKS } from "@doubloon/shared/wire/frameLayout";
import { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import type { World } from "../world.ts";
import { MAX_VISIBLE } from "./bounds.ts";
import { CrowdRoom } from "./crowdRoom.ts";
import { writePlainDelta, writePlainKeyframe } from "./plainRoom.ts";
import { RoomScope } from "./roomScope.ts";

/** A stream's frame. The object is reused: its bytes are valid until the next `encode`. */
export interface RoomFrame {
  /** For clients that hold the stream's previous frame. It is a keyframe if no delta can follow that frame. */
  readonly delta: Uint8Array<ArrayBuffer>;
  /** Undefined if none was requested. */
  readonly keyframe: Uint8Array<ArrayBuffer> | undefined;
  /** Mover records in the delta. */
  readonly records: number;
  /** Movers in view, shown or omitted. */
  readonly inView: number;
  /** Movers in view that the frame omits, because of its size limit. */
  readonly omitted: number;
  /** Shown movers whose change is deferred to a later frame. */
  readonly deferred: number;
  /** Movers in the room whose answer the delta omits; the first `unansweredCount` entries are used. */
  readonly unanswered: Uint16Array<ArrayBuffer>;
  readonly unansweredCount: number;
}

/** One stream of a room's frames, each a continuation of the previous one, and what its receivers hold. */
export class RoomStream {
  readonly room: RoomId;
  /** Tick of the previous frame; undefined before the first. */
  tick: Tick | undefined;
  crowd: CrowdRoom | undefined;

  constructor(room: RoomId) {
    this.room = room;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A crowded room returns to plain frames once no more movers than this are in view. */
const UNCROWDED_VISIBLE = MAX_VISIBLE - 40;

export class RoomFrames {
  readonly #world: World;
  readonly #scope: RoomScope;
  readonly #deltaWriter = new FrameWriter();
  readonly #keyframeWriter = new FrameWriter();
  readonly #frame: Writable<RoomFrame> = {
    delta: this.#deltaWriter.bytes.subarray(0, 0),
    keyframe: undefined,
    records: 0,
    inView: 0,
    omitted: 0,
    deferred: 0,
    unanswered: new Uint16Array(MAX_MOVERS),
    unansweredCount: 0,
  };

  constructor(world: World) {
    this.#world = world;
    this.#scope = new RoomScope(world);
  }

  /** Encodes the stream's frame of the current tick, which must be after the previous frame's. */
  encode(stream: RoomStream, timeMs: WorldTimeMs, keyframeWanted: boolean): RoomFrame {
    const scope = this.#scope;
    const frame = this.#frame;
    scope.open(stream.room);
    frame.keyframe = undefined;
    frame.unansweredCount = 0;
    frame.inView = scope.inView;
    const since = stream.tick;
    if (since === undefined || !this.#writeDelta(stream, since, timeMs)) {
      this.#restart(stream, timeMs);
      this.#takeDelta(this.#keyframeWriter);
      if (keyframeWanted) frame.keyframe = frame.delta;
    } else {
      this.#takeDelta(this.#deltaWriter);
      if (keyframeWanted) {
        if (stream.crowd === undefined) writePlainKeyframe(scope, timeMs, this.#keyframeWriter);
        else stream.crowd.writeKeyframe(scope, timeMs, this.#keyframeWriter);
        frame.keyframe = this.#keyframeWriter.bytes.subarray(0, this.#keyframeWriter.end());
      }
    }
    if (stream.crowd !== undefined) this.#findUnanswered(since);
    frame.deferred = stream.crowd?.deferred ?? 0;
    if (stream.crowd?.settled && frame.omitted === 0 && scope.inView <= UNCROWDED_VISIBLE)
      stream.crowd = undefined;
    stream.tick = this.#world.tick;
    return frame;
  }

  #takeDelta(writer: FrameWriter): void {
    this.#frame.delta = writer.bytes.subarray(0, writer.end());
    this.#frame.records = writer.moverRecords;
    this.#frame.omitted = writer.omitted;
  }

  /** Returns false if no delta can follow the previous frame. */
  #writeDelta(stream: RoomStream, since: Tick, timeMs: WorldTimeMs): boolean {
    const scope = this.#scope;
    if (since32(this.#world.tick, since) > MAX_SINCE_TICKS) return false;
    if (!scope.collectTiles(since)) return false;
    if (stream.crowd === undefined) {
      if (!scope.collectRemovals(since)) return false;
      if (scope.inView <= MAX_VISIBLE && writePlainDelta(scope, since, timeMs, this.#deltaWriter))
        return true;
      stream.crowd = new CrowdRoom();
      if (!stream.crowd.beginFrom(scope, since)) return false;
    } else stream.crowd.dropDepartures(scope);
    stream.crowd.writeDelta(scope, since, timeMs, this.#deltaWriter);
    return true;
  }

  /** Writes a keyframe for every receiver of the stream. */
  #restart(stream: RoomStream, timeMs: WorldTimeMs): void {
    const scope = this.#scope;
    scope.clearMarks();
    if (scope.inView <= MAX_VISIBLE) {
      stream.crowd = undefined;
      writePlainKeyframe(scope, timeMs, this.#keyframeWriter);
      return;
    }
    stream.crowd = new CrowdRoom();
    stream.crowd.begin(scope);
    stream.crowd.writeKeyframe(scope, timeMs, this.#keyframeWriter);
    stream.crowd.markKnown(scope);
  }

  /** Collects the movers in the room that acted or arrived since then and have no record in this frame. */
  #findUnanswered(since: Tick | undefined): void {
    const { members, movers } = this.#world;
    const scope = this.#scope;
    const list = members.lists[scope.room];
    for (let i = 0; i < members.counts[scope.room]; i++) {
      const mover = list[i];
      if (scope.isMarked(mover)) continue;
      const quiet =
        since !== undefined &&
        !isAfter(movers.inputTick[mover], since) &&
        !isAfter(movers.crossTick[mover], since) &&
        !isAfter(movers.enterTick[mover], since);
      if (!quiet) this.#frame.unanswered[this.#frame.unansweredCount++] = mover;
    }
  }
}
