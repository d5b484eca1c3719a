// Ground for tests, written as text: # is blocked, anything else is free, everything outside is blocked.
import type { Ground } from "@doubloon/shared/movement";
import { TILE_SUB } from "@doubloon/shared/space";

interface TextGround extends Ground {
  /** The center of the tile that a letter marks, in sub-tile units. */
  at(mark: string): { readonly x: number; readonly y: number };
}

export function textGround(...rows: readonly string[]): TextGround {
  return {
    blockedAt: (tileX, tileY) => (rows[tileY]?.[tileX] ?? "#") === "#",
    at: (mark) => {
      const tileY = rows.findIndex((row) => row.includes(mark));
      if (tileY < 0) throw new Error(`no ${mark} on the ground`);
      const center = (tile: number): number => tile * TILE_SUB + TILE_SUB / 2;
      return { x: center(rows[tileY].indexOf(mark)), y: center(tileY) };
    },
  };
}
