// The frames of a room whose view fits one frame. They need no state between frames but the previous frame's tick.
import type { Tick, WorldTimeMs } from "@doubloon/shared/ids";
import {
  FRAME_HEADER_BYTES,
  FULL_BYTES,
  GONE_BYTES,
  LOOT_BYTES,
  MAX_TICKS_AGO,
  TURN_BYTES,
} from "@doubloon/shared/wire/frameLayout";
import type { FrameWriter } from "@doubloon/shared/wire/frameWriter";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { MAX_DELTA_BYTES, MAX_VISIBLE, MIN_MOVER_BYTES } from "./bounds.ts";
import type { RoomScope } from "./roomScope.ts";

const turns = new Uint16Array(MAX_VISIBLE);

/** The bytes left for mover records beside the removals and loot that the scope collected. */
export function moverBytes(scope: RoomScope): number {
  const others = FRAME_HEADER_BYTES + scope.goneCount * GONE_BYTES + scope.tileCount * LOOT_BYTES;
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
  const { touchTick, changeTick, formerChangeTick, jumpTick } = movers;
  let left = moverBytes(scope);
  let turnCount = 0;
  writer.begin(WireKind.delta, scope.room, tick, timeMs, tick - since, 0);
  for (let c = 0; c < chunkCount; c++) {
    const list = members.lists[chunks[c]];
    const count = members.counts[chunks[c]];
    for (let i = 0; i < count; i++) {
      const mover = list[i];
      if (((touchTick[mover] - since) | 0) <= 0) continue;
      const entered = scope.enteredSince(mover, since);
      if (!entered && ((changeTick[mover] - since) | 0) <= 0) continue;
      if (
        !entered &&
        ((formerChangeTick[mover] - since) | 0) <= 0 &&
        ((jumpTick[mover] - since) | 0) <= 0 &&
        ((tick - changeTick[mover]) | 0) <= MAX_TICKS_AGO
      ) {
        turns[turnCount++] = mover;
        left -= TURN_BYTES;
      } else {
        scope.writeFull(writer, mover);
        left -= FULL_BYTES;
      }
      if (left < 0) return false;
    }
  }
  for (let i = 0; i < turnCount; i++) scope.writeTurn(writer, turns[i]);
  scope.writeGones(writer);
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
    for (let i = 0; i < count; i++) scope.writeFull(writer, list[i]);
  }
  scope.writeAllLoot(writer);
}
