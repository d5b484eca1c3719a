// Finds the way for somebody who walks to a tile over the ground that the page has drawn: the next straight leg for the arrow keys,
// or the tiles of the way to which a tap or a click leads straight.
import type { Page } from "@playwright/test";
import type { Tile } from "./tile.ts";

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

interface DrawnPage {
  readonly doubloon: {
    readonly position: Tile | null;
    blocked(tileX: number, tileY: number): boolean;
  };
}

/** The ground around the player. */
interface Ground {
  /** Where the player is, in fractional tiles, and the tile of it. */
  readonly position: Tile;
  readonly here: Tile;
  isFree(tileX: number, tileY: number): boolean;
}

/** Tiles around the player over which ways are looked for. */
const REACH = 20;
/** Half of a body's width in tiles (BODY_HALF_SUB), and a little more. */
const BODY_HALF = 0.33;
/** A straight line is looked at in steps of so many tiles. */
const LINE_STEP = 0.1;
const STEPS = [
  ["north", 0, -1],
  ["west", -1, 0],
  ["south", 0, 1],
  ["east", 1, 0],
] as const;

/** The next leg; undefined if no way is known, or the player is there. */
export async function nextLeg(page: Page, goal: Tile): Promise<Leg | undefined> {
  const way = await wayTo(page, goal);
  if (way === undefined) return undefined;
  const { position, here, isFree, far } = way;
  const left = far(here.x, here.y);
  for (const [direction, dx, dy] of STEPS) {
    let length = 0;
    while (far(here.x + dx * (length + 1), here.y + dy * (length + 1)) === left - length - 1) length++;
    if (length === 0) continue;
    const across = dx === 0 ? position.x - here.x - 0.5 : position.y - here.y - 0.5;
    const besideX = here.x + dx + (dx === 0 ? Math.sign(across) : 0);
    const besideY = here.y + dy + (dy === 0 ? Math.sign(across) : 0);
    // Too near to a corner to pass it: first to the middle of the own tile.
    if (Math.abs(across) > 0.15 && !isFree(besideX, besideY)) {
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
}

/** The tiles to point at next on the way to a goal, the farthest first; the goal itself if no way is known. */
export async function nextStops(page: Page, goal: Tile): Promise<Tile[]> {
  const way = await wayTo(page, goal);
  if (way === undefined) return [goal];
  const { here, far } = way;
  const stops: Tile[] = [];
  let tile = here;
  for (let left = far(here.x, here.y); left > 0; left--) {
    const step = STEPS.find(([, dx, dy]) => far(tile.x + dx, tile.y + dy) === left - 1)!;
    tile = { x: tile.x + step[1], y: tile.y + step[2] };
    if (leadsStraight(way, tile)) stops.unshift(tile);
  }
  return stops.length === 0 ? [goal] : stops;
}

/** The tile of these to which the way on foot is shortest, other than the player's own; undefined if there is none. */
export async function nearestOnFoot(page: Page, tiles: readonly Tile[]): Promise<Tile | undefined> {
  const ground = await groundAround(page);
  if (ground === undefined) return undefined;
  const far = stepsFrom(ground.here, ground);
  let [nearest, least]: [Tile | undefined, number] = [undefined, Number.POSITIVE_INFINITY];
  for (const tile of tiles) {
    const steps = far.get(`${tile.x},${tile.y}`) ?? 0;
    if (steps > 0 && steps < least) [nearest, least] = [tile, steps];
  }
  return nearest;
}

/** Whether a body gets from the player's position to the middle of a tile on a straight line. */
function leadsStraight({ position, isFree }: Ground, tile: Tile): boolean {
  const [dx, dy] = [tile.x + 0.5 - position.x, tile.y + 0.5 - position.y];
  const steps = Math.ceil(Math.hypot(dx, dy) / LINE_STEP);
  for (let i = 1; i <= steps; i++) {
    const [x, y] = [position.x + (dx * i) / steps, position.y + (dy * i) / steps];
    for (const [offX, offY] of [
      [-1, -1],
      [1, -1],
      [-1, 1],
      [1, 1],
    ])
      if (!isFree(Math.floor(x + offX * BODY_HALF), Math.floor(y + offY * BODY_HALF))) return false;
  }
  return true;
}

interface Way extends Ground {
  /** How many steps it is from a tile to the goal; NaN if that is not known. */
  far(tileX: number, tileY: number): number;
}

/** The way from the player to a goal; undefined if none is known. */
async function wayTo(page: Page, goal: Tile): Promise<Way | undefined> {
  const ground = await groundAround(page);
  if (ground === undefined) return undefined;
  const { here } = ground;
  const far = stepsFrom(goal, ground);
  if (!far.has(`${here.x},${here.y}`)) return undefined;
  return { ...ground, far: (tileX, tileY) => far.get(`${tileX},${tileY}`) ?? Number.NaN };
}

/** The steps to each tile that is reached from a tile, by the tile's column and row. */
function stepsFrom(start: Tile, { isFree }: Ground): ReadonlyMap<string, number> {
  const far = new Map<string, number>([[`${start.x},${start.y}`, 0]]);
  const open = [start];
  for (const tile of open) {
    for (const [, dx, dy] of STEPS) {
      const next = { x: tile.x + dx, y: tile.y + dy };
      const key = `${next.x},${next.y}`;
      if (far.has(key) || !isFree(next.x, next.y)) continue;
      far.set(key, far.get(`${tile.x},${tile.y}`)! + 1);
      open.push(next);
    }
  }
  return far;
}

async function groundAround(page: Page): Promise<Ground | undefined> {
  const drawn = await page.evaluate((reach) => {
    const { doubloon } = window as unknown as DrawnPage;
    const { position } = doubloon;
    if (position === null) return undefined;
    const [west, north] = [Math.floor(position.x) - reach, Math.floor(position.y) - reach];
    const rows = Array.from({ length: 2 * reach + 1 }, (_, y) =>
      Array.from({ length: 2 * reach + 1 }, (_, x) => !doubloon.blocked(west + x, north + y)),
    );
    return { position, west, north, rows };
  }, REACH);
  if (drawn === undefined) return undefined;
  const { position, west, north, rows } = drawn;
  return {
    position,
    here: { x: west + REACH, y: north + REACH },
    isFree: (tileX, tileY) => rows[tileY - north]?.[tileX - west] ?? false,
  };
}
