// Where a load player goes: mostly a turn of up to 90 degrees, now and then to a point near by, now and then a stop.
// It steers by numbers handed in and sends nothing.
import { HEADINGS } from "@doubloon/shared/heading";
import type { RoomId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { CHUNK_SUB, type ChunkGrid, roomColumn, roomRow, TILE_SUB } from "@doubloon/shared/space";

const TURN_SHARE = 0.85;
const POINT_SHARE = 0.1;
const MAX_TURN = HEADINGS / 4;

/** A place in sub-tile units. */
export interface Waypoint {
  readonly x: number;
  readonly y: number;
}

export class Course {
  /** What the player wants next; `heading` or `x` and `y` say where. */
  intent: Intent = Intent.stop;
  heading: number;
  x = 0;
  y = 0;

  constructor(random: () => number) {
    this.heading = Math.floor(random() * HEADINGS);
  }

  /** Makes for a place. */
  head({ x, y }: Waypoint): void {
    this.intent = Intent.point;
    this.x = x;
    this.y = y;
  }

  /** Chooses anew, for a player in `room`. */
  wander(random: () => number, grid: ChunkGrid, room: RoomId): void {
    const die = random();
    if (die < TURN_SHARE) this.#turn(random);
    else if (die < TURN_SHARE + POINT_SHARE) {
      this.intent = Intent.point;
      this.x = Math.min(roomColumn(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), eastOf(grid));
      this.y = Math.min(roomRow(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), southOf(grid));
    } else this.intent = Intent.stop;
  }

  #turn(random: () => number): void {
    this.intent = Intent.heading;
    const by = Math.floor((random() * 2 - 1) * MAX_TURN);
    this.heading = (this.heading + by + HEADINGS) % HEADINGS;
  }
}

function eastOf(grid: ChunkGrid): number {
  return grid.widthTiles * TILE_SUB - 1;
}

function southOf(grid: ChunkGrid): number {
  return grid.heightTiles * TILE_SUB - 1;
}
