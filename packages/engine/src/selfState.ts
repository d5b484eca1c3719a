// The content of a self message: the state of a player's own mover.
import type { InputSeq, MoverId, RoomId } from "@doubloon/shared/ids";
import type { SelfState } from "@doubloon/shared/wire/self";
import type { World } from "./world.ts";

/** Returns a mover's state after the world's last step. The mover must exist. */
export function selfState(world: World, mover: MoverId): SelfState {
  const { movers, tick } = world;
  return {
    motion: movers.motion(mover),
    mover,
    tick,
    ack: movers.lastSeq[mover] as InputSeq,
    room: movers.room[mover] as RoomId,
    x: movers.x[mover],
    y: movers.y[mover],
  };
}
