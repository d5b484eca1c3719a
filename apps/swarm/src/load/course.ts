// Where a load player goes: mostly a turn of up to 90 degrees, now and then to a point near by, now and then a stop.
// It steers by numbers handed in and sends nothing.
import { HEADINGS } from "@doubloon/shared/heading";
import type { RoomId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import { CHUNK_SUB, type ChunkGrid, roomColumn, roomRow, TILE_SUB } from "@doubloon/shared/space";

const TURN_SHARE = 0.85;
const POINT_SHARE = 0.1;
const MAX_TURN = HEADINGS / 4;
/** How often someone who walks to a goal and has not left their chunk since the last time tries another way. */
const DETOUR_SHARE = 0.4;

/** A place in sub-tile units. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export class Course {
  /** What the player wants next; `heading` or `x` and `y` say where. */
  intent: Intent = Intent.stop;
  heading: number;
  x = 0;
  y = 0;
  #lastRoom = -1;

  constructor(random: () => number) {
    this.heading = Math.floor(random() * HEADINGS);
  }

  /** Chooses anew, for a player in `room`. */
  wander(random: () => number, grid: ChunkGrid, room: RoomId): void {
    const die = random();
    if (die < TURN_SHARE) this.#turn(random, MAX_TURN);
    else if (die < TURN_SHARE + POINT_SHARE) {
      this.intent = Intent.point;
      this.x = Math.min(roomColumn(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), eastOf(grid));
      this.y = Math.min(roomRow(grid, room) * CHUNK_SUB + Math.floor(random() * CHUNK_SUB), southOf(grid));
    } else this.intent = Intent.stop;
  }

  /** Makes for `goal`; who is held up on the way turns aside from time to time. */
  seek(random: () => number, goal: Place, room: RoomId): void {
    const heldUp = room === this.#lastRoom;
    this.#lastRoom = room;
    if (heldUp && random() < DETOUR_SHARE) this.#turn(random, HEADINGS / 2);
    else {
      this.intent = Intent.point;
      this.x = goal.x;
      this.y = goal.y;
    }
  }

  #turn(random: () => number, most: number): void {
    this.intent = Intent.heading;
    const by = Math.floor((random() * 2 - 1) * most);
    this.heading = (this.heading + by + HEADINGS) % HEADINGS;
  }
}

function eastOf(grid: ChunkGrid): number {
  return grid.widthTiles * TILE_SUB - 1;
}

function southOf(grid: ChunkGrid): number {
  return grid.heightTiles * TILE_SUB - 1;
}
