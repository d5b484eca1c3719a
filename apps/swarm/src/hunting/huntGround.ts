// The ground of a hunt for all hunters of a process: where its zone can be walked, the way into it, and short paths inside.
// It is made once for each zone.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { tileCentre, tileOf } from "../lib/tiles.ts";
import { PathFinder } from "../walking/pathFinder.ts";
import { Route } from "../walking/route.ts";
import type { Waypoint } from "../walking/straightWalk.ts";
import type { WalkableMap } from "../walking/walkableMap.ts";
import { SolverGround } from "./coarseSolver.ts";

/** Zones that are kept: those of hunts that run or are announced. */
const MAX_ZONES = 8;
const MAX_TRIES = 40;

export class HuntGround {
  readonly map: WalkableMap;
  readonly zone: TileRect;
  readonly solver: SolverGround;
  /** To a tile in the middle of the zone. */
  readonly wayIn: Route;
  readonly paths: PathFinder;

  constructor(map: WalkableMap, zone: TileRect, paths: PathFinder) {
    this.map = map;
    this.zone = zone;
    this.paths = paths;
    this.solver = new SolverGround(zone, (tileX, tileY) => !map.blockedAt(tileX, tileY));
    this.wayIn = new Route(map, middleOf(map, zone));
  }

  covers({ x, y }: Waypoint): boolean {
    const tileX = tileOf(x) - this.zone.x;
    const tileY = tileOf(y) - this.zone.y;
    return tileX >= 0 && tileY >= 0 && tileX < this.zone.width && tileY < this.zone.height;
  }

  /** A walkable tile of the zone within a rectangle, drawn at random; undefined after too many blocked ones. */
  drawTile(
    random: () => number,
    within: TileRect,
  ): { readonly tileX: number; readonly tileY: number } | undefined {
    const { x, y, width, height } = this.zone;
    for (let i = 0; i < MAX_TRIES; i++) {
      const tileX = within.x + Math.floor(random() * within.width);
      const tileY = within.y + Math.floor(random() * within.height);
      const isInside = tileX >= x && tileY >= y && tileX < x + width && tileY < y + height;
      if (isInside && !this.map.blockedAt(tileX, tileY)) return { tileX, tileY };
    }
    return undefined;
  }
}

/** The grounds of a map's zones. */
export class HuntGrounds {
  readonly map: WalkableMap;
  readonly #paths: PathFinder;
  readonly #known = new Map<string, HuntGround>();

  constructor(map: WalkableMap) {
    this.map = map;
    this.#paths = new PathFinder(map);
  }

  of(zone: TileRect): HuntGround {
    const key = `${zone.x} ${zone.y} ${zone.width} ${zone.height}`;
    let ground = this.#known.get(key);
    if (ground === undefined) {
      const [oldest] = this.#known.keys();
      if (this.#known.size === MAX_ZONES) this.#known.delete(oldest);
      ground = new HuntGround(this.map, zone, this.#paths);
      this.#known.set(key, ground);
    }
    return ground;
  }
}

/** The walkable tile of a zone that is nearest to its middle and has room around it. */
function middleOf(map: WalkableMap, { x, y, width, height }: TileRect): Waypoint {
  const centreX = x + Math.floor(width / 2);
  const centreY = y + Math.floor(height / 2);
  let best: { tileX: number; tileY: number; away: number } | undefined;
  for (let tileY = y; tileY < y + height; tileY++) {
    for (let tileX = x; tileX < x + width; tileX++) {
      const away = Math.abs(tileX - centreX) + Math.abs(tileY - centreY);
      if ((best !== undefined && away >= best.away) || !isOpen(map, tileX, tileY)) continue;
      best = { tileX, tileY, away };
    }
  }
  return { x: tileCentre(best?.tileX ?? centreX), y: tileCentre(best?.tileY ?? centreY) };
}

function isOpen(map: WalkableMap, tileX: number, tileY: number): boolean {
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) if (map.blockedAt(tileX + dx, tileY + dy)) return false;
  return true;
}
