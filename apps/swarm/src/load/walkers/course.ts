// Chooses the next intent of a load player: mostly a turn of up to 90 degrees, sometimes a walk to a nearby point,
// sometimes a stop. Random numbers come from the caller; nothing is sent here.
import { HEADINGS } from "@doubloon/shared/heading";
import type { RoomId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { CHUNK_SUB, type ChunkGrid, roomColumn, roomRow, TILE_SUB } from "@doubloon/shared/space";
import type { Waypoint } from "../../walking/straightWalk.ts";

const TURN_SHARE = 0.85;
const POINT_SHARE = 0.1;
const MAX_TURN = HEADINGS / 4;

export class Course {
  /** The next intent; `heading`, or `x` and `y`, give its direction or target. */
  intent: Intent = Intent.stop;
  heading: number;
  x = 0;
  y = 0;

  constructor(random: () => number) {
    this.heading = Math.floor(random() * HEADINGS);
  }

  /** Walks to a position. */
  walkTo({ x, y }: Waypoint): void {
    this.intent = Intent.point;
    this.x = x;
    this.y = y;
  }

  /** Chooses the next intent, for a player in `room`. */
  wander(random: () => number, grid: ChunkGrid, room: RoomId): void {
    const roll = random();
    if (roll < TURN_SHARE) this.#turn(random);
    else if (roll < TURN_SHARE + POINT_SHARE) {
      this.intent = Intent.point;
      this.x = Math.min(roomColumn(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), maxX(grid));
      this.y = Math.min(roomRow(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), maxY(grid));
    } else this.intent = Intent.stop;
  }

  #turn(random: () => number): void {
    this.intent = Intent.heading;
    const by = Math.floor((random() * 2 - 1) * MAX_TURN);
    this.heading = (this.heading + by + HEADINGS) % HEADINGS;
  }
}

function maxX(grid: ChunkGrid): number {
  return grid.widthTiles * TILE_SUB - 1;
}

function maxY(grid: ChunkGrid): number {
  return grid.heightTiles * TILE_SUB - 1;
}
