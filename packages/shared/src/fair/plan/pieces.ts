// Chooses the piece of chart that shows a cache's surroundings: one of the nine windows that contain its cell, one with
// look-alikes if there is any, and how it is turned.
import type { TileRect } from "../../hunt/definition.ts";
import { CELL_TILES } from "../../hunt/rules.ts";
import type { Ground } from "../../movement.ts";
import type { KeyedStreams } from "../streams.ts";
import { blockedClass, MIN_LOOK_ALIKES, WINDOW_TILES } from "./cachePlaces.ts";
import { LookTable, WINDOW_CELLS } from "./lookTable.ts";

/** What a plan needs to know of a map. */
export interface PlanGround extends Ground {
  /** A number for the kind of ground, 0 to 255; 0 outside the map. Only pieces of chart depend on it. */
  terrainAt?(tileX: number, tileY: number): number;
}

export interface Piece {
  readonly pieceX: number;
  readonly pieceY: number;
  readonly turns: number;
}

export class Pieces {
  readonly #zone: TileRect;
  readonly #turned: boolean;
  readonly #streams: KeyedStreams;
  readonly #looks: LookTable;

  constructor(zone: TileRect, ground: PlanGround, turned: boolean, streams: KeyedStreams) {
    this.#zone = zone;
    this.#turned = turned;
    this.#streams = streams;
    this.#looks = new LookTable(zone, (column, row) => lookOf(ground, column, row), turned);
  }

  /** False while `prepare` must be called. */
  get ready(): boolean {
    return this.#looks.complete;
  }

  prepare(): void {
    this.#looks.buildRow();
  }

  pieceOf(index: number, tileX: number, tileY: number): Piece {
    const stream = this.#streams.stream(index);
    const columns = windowsWith(
      Math.floor(tileX / CELL_TILES),
      this.#looks.firstColumn,
      this.#looks.windowsWide,
    );
    const rows = windowsWith(Math.floor(tileY / CELL_TILES), this.#looks.firstRow, this.#looks.windowsHigh);
    const windows = rows.flatMap((row) => columns.map((column) => ({ column, row })));
    const first = stream.below(windows.length);
    let chosen = windows[first];
    let most = -1;
    for (let i = 0; i < windows.length && most < MIN_LOOK_ALIKES; i++) {
      const candidate = windows[(first + i) % windows.length];
      const alike = this.#looks.lookAlikes(candidate.column, candidate.row);
      if (alike <= most) continue;
      chosen = candidate;
      most = alike;
    }
    const { x, y, width, height } = this.#zone;
    return {
      pieceX: Math.max(0, Math.min(chosen.column * CELL_TILES, x + width - WINDOW_TILES)),
      pieceY: Math.max(0, Math.min(chosen.row * CELL_TILES, y + height - WINDOW_TILES)),
      turns: this.#turned ? stream.below(4) : 0,
    };
  }
}

/** The first columns (or rows) of the windows that contain a cell. */
function windowsWith(cell: number, first: number, count: number): number[] {
  const from = Math.max(first, cell - WINDOW_CELLS + 1);
  const to = Math.min(first + count - 1, cell);
  return to < from ? [Math.max(first, to)] : Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** The commonest terrain of a cell, and how blocked it is. */
function lookOf(ground: PlanGround, column: number, row: number): number {
  const counts = new Map<number, number>();
  let blocked = 0;
  let commonest = 0;
  let most = 0;
  for (let y = row * CELL_TILES; y < (row + 1) * CELL_TILES; y++) {
    for (let x = column * CELL_TILES; x < (column + 1) * CELL_TILES; x++) {
      if (ground.blockedAt(x, y)) blocked++;
      const terrain = ground.terrainAt?.(x, y) ?? 0;
      const count = (counts.get(terrain) ?? 0) + 1;
      counts.set(terrain, count);
      if (count > most || (count === most && terrain < commonest)) {
        commonest = terrain;
        most = count;
      }
    }
  }
  return commonest * 4 + blockedClass(blocked);
}
