// Moves each mover that entered another chunk to that chunk's member list, and logs its departure from the old one.
import type { MoverId, RoomId } from "@doubloon/shared/ids";
import { roomAt } from "@doubloon/shared/space";
import type { World } from "../world.ts";

export function cross(world: World): void {
  const { movers, crossing, crossingCount, grid, tick } = world;
  for (let i = 0; i < crossingCount; i++) {
    const mover = crossing[i] as MoverId;
    const from = movers.room[mover] as RoomId;
    const to = roomAt(grid, movers.x[mover], movers.y[mover]);
    movers.room[mover] = to;
    movers.crossFrom[mover] = from;
    movers.previousCrossTick[mover] = movers.crossTick[mover];
    movers.crossTick[mover] = tick;
    movers.touchTick[mover] = tick;
    world.members.remove(from, mover);
    world.members.add(to, mover);
    world.departures.push(from, tick, mover);
    world.facts.push({ type: "crossed", mover, from, to });
  }
}
