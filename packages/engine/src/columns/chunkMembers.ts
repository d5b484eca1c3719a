// The movers in each map chunk: for each chunk, one dense array of mover ids in no particular order.
import { MAX_MOVERS } from "@doubloon/shared/ids";

const NO_MOVERS = new Uint16Array(0);

export class ChunkMembers {
  /** Ids of a chunk's movers: the first `counts[chunk]` of `lists[chunk]`. */
  readonly lists: Uint16Array[];
  readonly counts: Uint16Array<ArrayBuffer>;
  /** Index of each mover in its chunk's list. */
  readonly #index: Uint16Array<ArrayBuffer> = new Uint16Array(MAX_MOVERS);

  constructor(chunks: number) {
    this.lists = Array.from({ length: chunks }, () => NO_MOVERS);
    this.counts = new Uint16Array(chunks);
  }

  add(chunk: number, mover: number): void {
    const count = this.counts[chunk];
    let list = this.lists[chunk];
    if (count === list.length) {
      const longer = new Uint16Array(Math.max(8, list.length * 2));
      longer.set(list);
      list = longer;
      this.lists[chunk] = list;
    }
    list[count] = mover;
    this.#index[mover] = count;
    this.counts[chunk] = count + 1;
  }

  remove(chunk: number, mover: number): void {
    const list = this.lists[chunk];
    const last = list[this.counts[chunk] - 1];
    const index = this.#index[mover];
    list[index] = last;
    this.#index[last] = index;
    this.counts[chunk]--;
  }
}
