// What a player is told of their own body alone.
import type { InputSeq, MoverId, RoomId } from "@doubloon/shared/ids";
import { type Gait, packMotion } from "@doubloon/shared/movement";
import type { SelfState } from "@doubloon/shared/wire/self";
import type { World } from "./world.ts";

/** A present body as it is after the world's last step. */
export function selfState(world: World, mover: MoverId): SelfState {
  const { movers, tick } = world;
  return {
    motion: packMotion(movers.gait[mover] as Gait, movers.heading[mover]),
    mover,
    tick,
    ack: movers.lastSeq[mover] as InputSeq,
    room: movers.room[mover] as RoomId,
    x: movers.x[mover],
    y: movers.y[mover],
  };
}
