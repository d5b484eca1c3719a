// The newest frame of a player, and whether the next one follows it: the rule of shared/view/roomView.ts without the
// content of the room.
import type { Tick } from "@doubloon/shared/ids";
import { since32 } from "@doubloon/shared/time";

/** How a frame relates to the previous one. `healed`: a keyframe that closes a gap. */
export const Taken = { applied: 0, stale: 1, gap: 2, stillGap: 3, healed: 4 } as const;
export type Taken = (typeof Taken)[keyof typeof Taken];

const NO_ROOM = -1;

export class FrameCursor {
  room = NO_ROOM;
  /** Tick of the newest frame applied; 0 before the first. */
  tick = 0 as Tick;
  /** True from the first delta that does not follow, until the next keyframe. */
  hasGap = false;

  /** Takes a keyframe. */
  takeKeyframe(room: number, tick: Tick): Taken {
    if (this.room !== NO_ROOM && since32(tick, this.tick) < 0) return Taken.stale;
    const healed = this.hasGap;
    this.hasGap = false;
    this.room = room;
    this.tick = tick;
    return healed ? Taken.healed : Taken.applied;
  }

  /** Takes a delta that builds on the frame `sinceTicks` before it. */
  takeDelta(room: number, tick: Tick, sinceTicks: number): Taken {
    const ageTicks = since32(tick, this.tick);
    if (room === this.room && ageTicks <= 0) return Taken.stale;
    if (room !== this.room || ageTicks > sinceTicks) {
      if (this.hasGap) return Taken.stillGap;
      this.hasGap = true;
      return Taken.gap;
    }
    this.tick = tick;
    return Taken.applied;
  }

  /** Forgets the frame, for a new connection. */
  reset(): void {
    this.room = NO_ROOM;
    this.tick = 0 as Tick;
    this.hasGap = false;
  }
}
