// The board of each hunt: hunter rows with points, without bots. Every change of a hunter's points goes through here. Equal
// points keep the order of the rows.
import type { Hunters } from "../hunts/hunters.ts";
import { RankedRows } from "./rankedRows.ts";

export class HuntBoards {
  readonly #hunters: Hunters;
  readonly #boards = new Map<number, RankedRows>();

  constructor(hunters: Hunters) {
    this.#hunters = hunters;
  }

  /** The hunters with points in a hunt, in rank order. */
  of(hunt: number): RankedRows {
    let board = this.#boards.get(hunt);
    if (board === undefined) {
      board = new RankedRows({ points: (row) => this.#hunters.points[row], at: (row) => row });
      this.#boards.set(hunt, board);
    }
    return board;
  }

  /** Adds points to a hunter in the hunt that the row is in. */
  award(row: number, points: number): void {
    const hunters = this.#hunters;
    const after = hunters.points[row] + points;
    const write = (): void => {
      hunters.points[row] = after;
    };
    hunters.changes.add(row);
    const board = this.of(hunters.hunt[row]);
    if (hunters.bot[row] === 1 || hunters.hunt[row] === 0) write();
    else if (hunters.points[row] > 0) board.move(row, after, row, write);
    else {
      write();
      if (after > 0) board.insert(row);
    }
  }

  /** Takes a hunter off the board: before the row leaves its hunt or is released, and before it becomes a bot's. */
  remove(row: number): void {
    const { hunt, points, bot } = this.#hunters;
    if (hunt[row] !== 0 && points[row] > 0 && bot[row] === 0) this.of(hunt[row]).remove(row);
  }

  /** Forgets the board of a hunt that is archived. */
  close(hunt: number): void {
    this.#boards.delete(hunt);
  }

  /** Rebuilds the boards from the hunters' rows. */
  rebuild(): void {
    this.#boards.clear();
    const { high, account, hunt, points, bot } = this.#hunters;
    for (let row = 0; row < high; row++) {
      if (account[row] !== 0 && hunt[row] !== 0 && points[row] > 0 && bot[row] === 0) {
        this.of(hunt[row]).insert(row);
      }
    }
  }
}
