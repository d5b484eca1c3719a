// How many places of a zone look alike: counts the windows of 3x3 cells by a coarse signature. Built row by row, since a zone
// may have ten thousand windows.
import type { TileRect } from "../../hunt/definition.ts";
import { CELL_TILES } from "../../hunt/rules.ts";

/** Side of a window, in cells: a piece of chart of 12x12 tiles. */
export const WINDOW_CELLS = 3;
/** The quarter turns of a window's cells, as indexes into its rows. */
const QUARTER_TURN = [6, 3, 0, 7, 4, 1, 8, 5, 2];

export class LookTable {
  /** Column and row of the first cell; a cell is CELL_TILES tiles wide, counted from the map's corner. */
  readonly firstColumn: number;
  readonly firstRow: number;
  /** The windows that lie inside the zone, at least one. */
  readonly windowsWide: number;
  readonly windowsHigh: number;
  readonly #cellsWide: number;
  readonly #cellsHigh: number;
  readonly #classOf: (cellColumn: number, cellRow: number) => number;
  readonly #turned: boolean;
  readonly #classes: Uint16Array;
  readonly #signatures: Int32Array;
  readonly #counts = new Map<number, number>();
  readonly #cells = new Array<number>(WINDOW_CELLS * WINDOW_CELLS).fill(0);
  #rows = 0;

  /**
   * @param classOf the look of a cell, 0 to 65,535; called once for each cell that touches the zone
   * @param turned whether windows that differ by quarter turns look alike
   */
  constructor(zone: TileRect, classOf: (cellColumn: number, cellRow: number) => number, turned: boolean) {
    this.firstColumn = Math.floor(zone.x / CELL_TILES);
    this.firstRow = Math.floor(zone.y / CELL_TILES);
    this.#cellsWide = Math.ceil((zone.x + zone.width) / CELL_TILES) - this.firstColumn;
    this.#cellsHigh = Math.ceil((zone.y + zone.height) / CELL_TILES) - this.firstRow;
    this.windowsWide = Math.max(1, this.#cellsWide - WINDOW_CELLS + 1);
    this.windowsHigh = Math.max(1, this.#cellsHigh - WINDOW_CELLS + 1);
    this.#classOf = classOf;
    this.#turned = turned;
    this.#classes = new Uint16Array(this.#cellsWide * this.#cellsHigh);
    this.#signatures = new Int32Array(this.windowsWide * this.windowsHigh);
  }

  get complete(): boolean {
    return this.#rows === this.#cellsHigh + this.windowsHigh;
  }

  /** Does the next row's work: of cells first, then of windows. Does nothing when complete. */
  buildRow(): void {
    if (this.complete) return;
    if (this.#rows < this.#cellsHigh) this.#classify(this.#rows);
    else this.#sign(this.#rows - this.#cellsHigh);
    this.#rows++;
  }

  /** How many other windows look like the one whose north-west cell this is; it must be one of the table's windows. */
  lookAlikes(cellColumn: number, cellRow: number): number {
    const at = (cellRow - this.firstRow) * this.windowsWide + (cellColumn - this.firstColumn);
    return (this.#counts.get(this.#signatures[at]) ?? 1) - 1;
  }

  #classify(row: number): void {
    const at = row * this.#cellsWide;
    for (let x = 0; x < this.#cellsWide; x++)
      this.#classes[at + x] = this.#classOf(this.firstColumn + x, this.firstRow + row);
  }

  #sign(row: number): void {
    for (let x = 0; x < this.windowsWide; x++) {
      for (let i = 0; i < this.#cells.length; i++)
        this.#cells[i] = this.#classAt(x + (i % 3), row + Math.floor(i / 3));
      const signature = this.#signature();
      this.#signatures[row * this.windowsWide + x] = signature;
      this.#counts.set(signature, (this.#counts.get(signature) ?? 0) + 1);
    }
  }

  /** 0 outside the zone, which happens in zones of less than a window. */
  #classAt(x: number, y: number): number {
    return x < this.#cellsWide && y < this.#cellsHigh ? this.#classes[y * this.#cellsWide + x] : 0;
  }

  /** The smallest hash of the window's turns, so that the way it is turned does not matter. */
  #signature(): number {
    let order = QUARTER_TURN.map((_, i) => i);
    let least = this.#hash(order);
    for (let turns = 1; this.#turned && turns < 4; turns++) {
      order = QUARTER_TURN.map((from) => order[from]);
      least = Math.min(least, this.#hash(order));
    }
    return least;
  }

  /** FNV-1a over the cells in an order. Windows that collide only count as alike. */
  #hash(order: readonly number[]): number {
    let hash = 0x811c9dc5;
    for (const i of order) hash = Math.imul(hash ^ this.#cells[i], 0x01000193);
    return hash;
  }
}
