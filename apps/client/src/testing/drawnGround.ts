// Ground for tests, drawn as text: # is blocked, anything else is free, all outside is blocked.
import type { Ground } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";

export interface DrawnGround extends Ground {
  /** The middle of the tile that a letter marks, in sub-tile units. */
  at(mark: string): { readonly x: number; readonly y: number };
}

export function drawGround(...rows: readonly string[]): DrawnGround {
  return {
    blockedAt: (tileX, tileY) => (rows[tileY]?.[tileX] ?? "#") === "#",
    at: (mark) => {
      const tileY = rows.findIndex((row) => row.includes(mark));
      if (tileY < 0) throw new Error(`no ${mark} on the ground`);
      const middle = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
      return { x: middle(rows[tileY].indexOf(mark)), y: middle(tileY) };
    },
  };
}
