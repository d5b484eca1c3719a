// The way from a tile to a hunt's zone: distance and direction. Pure.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import type { HuntSummary } from "@doubloon/shared/protocol/huntEvents";
import { isLive, type ZoneWay } from "./huntStore.ts";

/** Names of the eight directions, from east clockwise. */
export const octantNames = [
  "east",
  "southeast",
  "south",
  "southwest",
  "west",
  "northwest",
  "north",
  "northeast",
];

/** Distance to the nearest tile of a rectangle, in tiles, and its direction as an octant. */
export function wayTo(
  zone: TileRect,
  tileX: number,
  tileY: number,
): { readonly octant: number; readonly tiles: number } {
  const dx = Math.min(Math.max(tileX, zone.x), zone.x + zone.width - 1) - tileX;
  const dy = Math.min(Math.max(tileY, zone.y), zone.y + zone.height - 1) - tileY;
  return { octant: octantOf(dx, dy), tiles: Math.round(Math.hypot(dx, dy)) };
}

/** The octant of a direction; 0 for none. */
export function octantOf(dx: number, dy: number): number {
  if (dx === 0 && dy === 0) return 0;
  return (Math.round((Math.atan2(dy, dx) * 4) / Math.PI) + 8) % 8;
}

/** The way to the nearest hunt that can be entered; undefined if there is none. */
export function wayToNearest(
  hunts: readonly HuntSummary[],
  tileX: number,
  tileY: number,
): ZoneWay | undefined {
  let nearest: ZoneWay | undefined;
  for (const hunt of hunts) {
    if (!isLive(hunt)) continue;
    const way = { hunt: hunt.hunt, ...wayTo(hunt.zone, tileX, tileY) };
    if (nearest === undefined || way.tiles < nearest.tiles) nearest = way;
  }
  return nearest;
}
