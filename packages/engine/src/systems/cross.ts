// Moves each mover that entered another chunk to that chunk's member list, and logs its departure from the old one.
import type { MoverId, RoomId } from "@doubloon/shared/ids";
import { roomAt } from "@doubloon/shared/space";
import type { World } from "../world.ts";

export function cross(world: World): void {
  const { crossing, crossingCount } = world;
  for (let i = 0; i < crossingCount; i++) crossOne(world, crossing[i] as MoverId);
}

/** Moves one mover to the list of the chunk that it stands in, if that is another. */
export function crossOne(world: World, mover: MoverId): void {
  const { movers, grid, tick } = world;
  const from = movers.room[mover] as RoomId;
  const to = roomAt(grid, movers.x[mover], movers.y[mover]);
  if (from === to) return;
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
