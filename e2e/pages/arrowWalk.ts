// Finds the way for somebody who walks with the arrow keys: the next straight leg to a tile over the ground that the page has drawn.
import type { Page } from "@playwright/test";
import type { Tile } from "./gamePage.ts";

export type Direction = "north" | "west" | "south" | "east";

export const ARROWS: Readonly<Record<Direction, string>> = {
  north: "ArrowUp",
  west: "ArrowLeft",
  south: "ArrowDown",
  east: "ArrowRight",
};

export interface Leg {
  readonly direction: Direction;
  /** Where it ends, in fractional tiles: the middle of a tile. */
  readonly x: number;
  readonly y: number;
  /** A walker who is not there by then stands at a corner, in ms. */
  readonly maxMs: number;
}

interface Ground {
  readonly doubloon: {
    readonly position: Tile | null;
    blocked(tileX: number, tileY: number): boolean;
  };
}

/** The next leg; undefined if no way is known within 20 tiles, or the player is there. */
export function nextLeg(page: Page, goal: Tile): Promise<Leg | undefined> {
  return page.evaluate((end) => {
    const { doubloon } = window as unknown as Ground;
    const { position } = doubloon;
    if (position === null) return undefined;
    const here = { x: Math.floor(position.x), y: Math.floor(position.y) };
    const steps = [
      ["north", 0, -1],
      ["west", -1, 0],
      ["south", 0, 1],
      ["east", 1, 0],
    ] as const;
    // From the goal backwards, so that each tile knows how far it still is.
    const far = new Map<string, number>([[`${end.x},${end.y}`, 0]]);
    const open = [end];
    for (const tile of open) {
      if (tile.x === here.x && tile.y === here.y) break;
      for (const [, dx, dy] of steps) {
        const next = { x: tile.x + dx, y: tile.y + dy };
        const key = `${next.x},${next.y}`;
        if (far.has(key) || Math.hypot(next.x - here.x, next.y - here.y) > 20) continue;
        if (doubloon.blocked(next.x, next.y)) continue;
        far.set(key, (far.get(`${tile.x},${tile.y}`) ?? 0) + 1);
        open.push(next);
      }
    }
    const left = far.get(`${here.x},${here.y}`);
    if (left === undefined || left === 0) return undefined;
    for (const [direction, dx, dy] of steps) {
      let length = 0;
      while (far.get(`${here.x + dx * (length + 1)},${here.y + dy * (length + 1)}`) === left - length - 1)
        length++;
      if (length === 0) continue;
      const across = dx === 0 ? position.x - here.x - 0.5 : position.y - here.y - 0.5;
      const besideX = here.x + dx + (dx === 0 ? Math.sign(across) : 0);
      const besideY = here.y + dy + (dy === 0 ? Math.sign(across) : 0);
      // Too near to a corner to pass it: first to the middle of the own tile.
      if (Math.abs(across) > 0.15 && doubloon.blocked(besideX, besideY)) {
        const back = dx === 0 ? (across > 0 ? "west" : "east") : across > 0 ? "north" : "south";
        return { direction: back, x: here.x + 0.5, y: here.y + 0.5, maxMs: 1_000 };
      }
      return {
        direction,
        x: here.x + dx * length + 0.5,
        y: here.y + dy * length + 0.5,
        maxMs: 1_000 + 500 * length,
      };
    }
    return undefined;
  }, goal);
}
