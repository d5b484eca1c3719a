// The frames of a room whose view fits one frame. They need no state between frames but the previous frame's tick.
import type { Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { isAfter, since32 } from "@doubloon/shared/time";
import {
  FRAME_HEADER_BYTES,
  LOOT_BYTES,
  MAX_TICKS_AGO,
  MOTION_CHANGE_BYTES,
  REMOVAL_BYTES,
  STATE_BYTES,
} from "@doubloon/shared/wire/frameLayout";
import type { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { MAX_DELTA_BYTES, MAX_VISIBLE, MIN_MOVER_BYTES } from "./bounds.ts";
import type { RoomScope } from "./roomScope.ts";

const changes = new Uint16Array(MAX_VISIBLE);

/** The bytes left for mover records beside the removals and loot that the scope collected. */
export function moverBytes(scope: RoomScope): number {
  const others = FRAME_HEADER_BYTES + scope.removalCount * REMOVAL_BYTES + scope.tileCount * LOOT_BYTES;
  return Math.max(MIN_MOVER_BYTES, MAX_DELTA_BYTES - others);
}

/**
 * Writes what changed since then, with the removals and loot that the scope collected. Returns false, and writes no
 * usable frame, if the mover records exceed a delta's limit. At most MAX_VISIBLE movers are in view.
 */
export function writePlainDelta(
  scope: RoomScope,
  since: Tick,
  timeMs: WorldTimeMs,
  writer: FrameWriter,
): boolean {
  const { world, chunks, chunkCount } = scope;
  const { movers, members, tick } = world;
  const { touchTick, changeTick, previousChangeTick, jumpTick } = movers;
  let left = moverBytes(scope);
  let changeCount = 0;
  writer.begin(WireKind.delta, scope.room, tick, timeMs, since32(tick, since), 0);
  for (let c = 0; c < chunkCount; c++) {
    const list = members.lists[chunks[c]];
    const count = members.counts[chunks[c]];
    for (let i = 0; i < count; i++) {
      const mover = list[i];
      if (!isAfter(touchTick[mover], since)) continue;
      const entered = scope.enteredSince(mover, since);
      if (!entered && !isAfter(changeTick[mover], since)) continue;
      if (
        !entered &&
        !isAfter(previousChangeTick[mover], since) &&
        !isAfter(jumpTick[mover], since) &&
        since32(tick, changeTick[mover] as Tick) <= MAX_TICKS_AGO
      ) {
        changes[changeCount++] = mover;
        left -= MOTION_CHANGE_BYTES;
      } else {
        scope.writeState(writer, mover);
        left -= STATE_BYTES;
      }
      if (left < 0) return false;
    }
  }
  for (let i = 0; i < changeCount; i++) scope.writeMotionChange(writer, changes[i]);
  scope.writeRemovals(writer);
  scope.writeTiles(writer);
  return true;
}

/** Writes everything in view. At most MAX_VISIBLE movers are in view. */
export function writePlainKeyframe(scope: RoomScope, timeMs: WorldTimeMs, writer: FrameWriter): void {
  const { members, tick } = scope.world;
  writer.begin(WireKind.keyframe, scope.room, tick, timeMs, 0, 0);
  for (let c = 0; c < scope.chunkCount; c++) {
    const list = members.lists[scope.chunks[c]];
    const count = members.counts[scope.chunks[c]];
    for (let i = 0; i < count; i++) scope.writeState(writer, list[i]);
  }
  scope.writeAllLoot(writer);
}
