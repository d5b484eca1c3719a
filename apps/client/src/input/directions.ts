// Turns held directions into a heading. Pure.
import { HEADINGS } from "@doubloon/shared/heading";

export type Direction = "east" | "south" | "west" | "north";

/** The heading of the held directions together, one of eight; undefined if none is held or they cancel out. */
export function headingOfDirections(held: ReadonlySet<Direction>): number | undefined {
  const dx = Number(held.has("east")) - Number(held.has("west"));
  const dy = Number(held.has("south")) - Number(held.has("north"));
  if (dx === 0 && dy === 0) return undefined;
  const eighths = [
    [5, 6, 7],
    [4, 0, 0],
    [3, 2, 1],
  ];
  return (eighths[dy + 1][dx + 1] * HEADINGS) / 8;
}
