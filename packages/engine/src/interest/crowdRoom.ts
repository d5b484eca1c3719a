// The frames of a room with more movers, or more changes, than a frame can hold. It keeps the set of movers shown and
// the tick up to which clients know each one. Changes that do not fit are deferred; the longest deferred and those
// nearest to the room's centre go first. A deferred change is sent as a state record.
import type { Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { CHUNK_SUB, TILE_SUB, VIEW_SUB } from "@doubloon/shared/space";
import { isAfter, since32 } from "@doubloon/shared/time";
import { MAX_TICKS_AGO, MOTION_CHANGE_BYTES, STATE_BYTES } from "@doubloon/shared/wire/frameLayout";
import type { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { MAX_NEWCOMERS, MAX_VISIBLE } from "./bounds.ts";
import { moverBytes } from "./plainRoom.ts";
import type { RoomScope } from "./roomScope.ts";

const urgency = new Float64Array(MAX_VISIBLE);
const states = new Uint16Array(MAX_VISIBLE);
const changes = new Uint16Array(MAX_VISIBLE);

export class CrowdRoom {
  /** The movers shown; the first `count` entries are used. */
  readonly #movers: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_VISIBLE);
  /** The tick up to which clients know each shown mover exactly. */
  readonly #knownTick: Uint32Array<ArrayBuffer> = new Uint32Array(MAX_VISIBLE);
  /** 1 for a mover that clients do not know yet. */
  readonly #unknown: Uint8Array<ArrayBuffer> = new Uint8Array(MAX_VISIBLE);
  /** Rotates the first mover that a visit of a chunk begins with. */
  #cursor = 0;
  count = 0;
  /** Shown movers whose change is deferred to a later frame. */
  deferred = 0;

  /** Starts a stream with a keyframe: chooses the movers that it shows. */
  begin(scope: RoomScope): void {
    this.count = 0;
    this.#eachInView(scope, (mover) => {
      this.#add(mover, scope.world.tick, 0);
      return this.count < MAX_VISIBLE;
    });
  }

  /**
   * Starts from the movers that the plain frame of tick `since` showed. Adds to the scope's removals. Returns false if
   * there are too many removals for one frame.
   */
  beginFrom(scope: RoomScope, since: Tick): boolean {
    this.count = 0;
    this.#eachInView(scope, (mover) => {
      if (!scope.enteredSince(mover, since)) this.#add(mover, since, 0);
      return this.count < MAX_VISIBLE;
    });
    let fits = true;
    this.#eachInView(scope, (mover) => {
      if (!scope.enteredSince(mover, since)) return true;
      if (this.count < MAX_VISIBLE) this.#add(mover, scope.world.tick, 1);
      else if (scope.returnedSince(mover, since)) fits &&= scope.addRemoval(mover);
      return true;
    });
    return fits;
  }

  /** Whether no change is deferred, so that the room may return to plain frames. */
  get settled(): boolean {
    return this.deferred === 0;
  }

  /** Drops the movers that left the view and lists them as the scope's removals. They always fit one frame. */
  dropDepartures(scope: RoomScope): void {
    scope.removalCount = 0;
    const { enterTick } = scope.world.movers;
    for (let i = this.count - 1; i >= 0; i--) {
      const mover = this.#movers[i];
      if (scope.shows(mover) && !isAfter(enterTick[mover], this.#knownTick[i])) continue;
      scope.addRemoval(mover);
      this.#remove(i);
    }
  }

  /**
   * Writes the changes since the frame of tick `since`. Afterwards the scope's marks are on the movers that this frame
   * has a record of.
   */
  writeDelta(scope: RoomScope, since: Tick, timeMs: WorldTimeMs, writer: FrameWriter): void {
    const { tick } = scope.world;
    this.#addNewcomers(scope);
    scope.clearMarks();
    const changedCount = this.#rankChanges(scope);
    urgency.subarray(0, changedCount).sort();

    let left = moverBytes(scope);
    let stateCount = 0;
    let changeCount = 0;
    let written = 0;
    for (; written < changedCount; written++) {
      const i = urgency[changedCount - 1 - written] & 0xff;
      const isChange = this.#isMotionChange(scope, i, since);
      left -= isChange ? MOTION_CHANGE_BYTES : STATE_BYTES;
      if (left < 0) break;
      const mover = this.#movers[i];
      if (isChange) changes[changeCount++] = mover;
      else states[stateCount++] = mover;
      this.#knownTick[i] = tick;
      this.#unknown[i] = 0;
      scope.mark(mover);
    }
    this.deferred = changedCount - written;

    writer.begin(
      WireKind.delta,
      scope.room,
      tick,
      timeMs,
      since32(tick, since),
      scope.inView - this.#known(),
    );
    for (let i = 0; i < stateCount; i++) scope.writeState(writer, states[i]);
    for (let i = 0; i < changeCount; i++) scope.writeMotionChange(writer, changes[i]);
    scope.writeRemovals(writer);
    scope.writeTiles(writer);
  }

  /** Writes the state of every shown mover that clients know, and all loot in view. */
  writeKeyframe(scope: RoomScope, timeMs: WorldTimeMs, writer: FrameWriter): void {
    const known = this.#known();
    writer.begin(WireKind.keyframe, scope.room, scope.world.tick, timeMs, 0, scope.inView - known);
    for (let i = 0; i < this.count; i++) {
      if (this.#unknown[i] !== 0) continue;
      scope.writeState(writer, this.#movers[i]);
    }
    scope.writeAllLoot(writer);
  }

  /** Marks the movers that a keyframe has a record of. */
  markKnown(scope: RoomScope): void {
    for (let i = 0; i < this.count; i++) if (this.#unknown[i] === 0) scope.mark(this.#movers[i]);
  }

  /** Adds up to MAX_NEWCOMERS movers in view that are not shown yet, those in the room's own chunk first. */
  #addNewcomers(scope: RoomScope): void {
    const vacant = Math.min(MAX_NEWCOMERS, MAX_VISIBLE - this.count);
    if (vacant === 0 || this.count === scope.inView) return;
    scope.clearMarks();
    for (let i = 0; i < this.count; i++) scope.mark(this.#movers[i]);
    const limit = this.count + vacant;
    this.#eachInView(scope, (mover) => {
      if (!scope.isMarked(mover)) this.#add(mover, scope.world.tick, 1);
      return this.count < limit;
    });
  }

  /**
   * Fills `urgency` with an entry for each shown mover that changed: higher is more urgent, the low byte is its index.
   */
  #rankChanges(scope: RoomScope): number {
    const { movers, tick } = scope.world;
    const middleX = scope.originX + VIEW_SUB / 2;
    const middleY = scope.originY + VIEW_SUB / 2;
    let changed = 0;
    for (let i = 0; i < this.count; i++) {
      const mover = this.#movers[i];
      if (this.#unknown[i] === 0 && !isAfter(movers.changeTick[mover], this.#knownTick[i])) {
        this.#knownTick[i] = tick;
        continue;
      }
      const age = Math.min(since32(tick, this.#knownTick[i] as Tick), 0xffff);
      const distance = Math.max(Math.abs(movers.x[mover] - middleX), Math.abs(movers.y[mover] - middleY));
      // One tile of distance weighs as much as one tick of age. No mover in view is more than two chunks away.
      const rank = age + Math.floor((2 * CHUNK_SUB - distance) / TILE_SUB);
      urgency[changed++] = rank * 256 + i;
    }
    return changed;
  }

  /** Whether a motion change is enough to update a mover; otherwise it needs a state record. */
  #isMotionChange(scope: RoomScope, i: number, since: Tick): boolean {
    const { movers, tick } = scope.world;
    const mover = this.#movers[i];
    const known = this.#knownTick[i];
    return (
      this.#unknown[i] === 0 &&
      isAfter(movers.changeTick[mover], since) &&
      !isAfter(movers.previousChangeTick[mover], known) &&
      !isAfter(movers.jumpTick[mover], known) &&
      since32(tick, movers.changeTick[mover] as Tick) <= MAX_TICKS_AGO
    );
  }

  /** Visits the movers in view, the room's own chunk first, until `visit` returns false. The first index rotates. */
  #eachInView(scope: RoomScope, visit: (mover: number) => boolean): void {
    const { members } = scope.world;
    this.#cursor = (this.#cursor + 1) & 0xffff;
    for (let c = 0; c < scope.chunkCount; c++) {
      const list = members.lists[scope.chunks[c]];
      const count = members.counts[scope.chunks[c]];
      for (let i = 0; i < count; i++) if (!visit(list[(i + this.#cursor) % count])) return;
    }
  }

  /** The number of shown movers that clients know. */
  #known(): number {
    let known = 0;
    for (let i = 0; i < this.count; i++) known += 1 - this.#unknown[i];
    return known;
  }

  #add(mover: number, knownTick: Tick, unknown: number): void {
    this.#movers[this.count] = mover;
    this.#knownTick[this.count] = knownTick;
    this.#unknown[this.count] = unknown;
    this.count++;
  }

  #remove(i: number): void {
    const last = --this.count;
    this.#movers[i] = this.#movers[last];
    this.#knownTick[i] = this.#knownTick[last];
    this.#unknown[i] = this.#unknown[last];
  }
}
