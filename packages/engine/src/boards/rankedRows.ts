// Rows of a table in rank order: by points, then by who reached them first. A change costs one binary search and one
// memory move; everything is sorted only when saved data is read. It knows nothing of names or of what the points are for.

/** Where a board reads what it ranks by. No two rows may have equal points and an equal `at`. */
export interface RankValues {
  points(row: number): number;
  /** When the row reached its points, as a number that grows. */
  at(row: number): number;
}

const MIN_CAPACITY = 64;

export class RankedRows {
  /** Rows in rank order; the first `count` entries are used. */
  order: Uint32Array<ArrayBuffer> = new Uint32Array(MIN_CAPACITY);
  count = 0;
  readonly #values: RankValues;

  constructor(values: RankValues) {
    this.#values = values;
  }

  /** Adds a row that is not listed, with the values it has. */
  insert(row: number): void {
    this.reserve(this.count + 1);
    const at = this.indexOf(row);
    this.order.copyWithin(at + 1, at, this.count);
    this.order[at] = row;
    this.count++;
  }

  /** Removes a listed row; its values must still be those by which it is listed. */
  remove(row: number): void {
    const at = this.indexOf(row);
    this.order.copyWithin(at, at + 1, this.count);
    this.count--;
  }

  /** Moves a listed row to where its new points and `at` rank it. `write` stores the new values. */
  move(row: number, points: number, at: number, write: () => void): void {
    const from = this.indexOf(row);
    // The target is searched before the values change, while the order is still sorted.
    const to = this.#firstNotBefore(points, at);
    write();
    if (to <= from) {
      this.order.copyWithin(to + 1, to, from);
      this.order[to] = row;
    } else {
      this.order.copyWithin(from, from + 1, to);
      this.order[to - 1] = row;
    }
  }

  clear(): void {
    this.count = 0;
  }

  /** Replaces the list by these rows, and sorts it. */
  fill(rows: readonly number[]): void {
    const { points, at } = this.#values;
    this.reserve(rows.length);
    this.order.set(rows);
    this.count = rows.length;
    this.order.subarray(0, this.count).sort((a, b) => points(b) - points(a) || at(a) - at(b));
  }

  /** Index of a row in `order`, from 0; of a row that is not listed, where it would be. */
  indexOf(row: number): number {
    return this.#firstNotBefore(this.#values.points(row), this.#values.at(row));
  }

  /** Whether a row is listed. */
  has(row: number): boolean {
    const index = this.indexOf(row);
    return index < this.count && this.order[index] === row;
  }

  /** Rank of a number of points: one more than the number of rows with more, so equal points share a rank. */
  rankOf(points: number): number {
    return this.#firstNotBefore(points, Number.NEGATIVE_INFINITY) + 1;
  }

  reserve(rows: number): void {
    if (rows <= this.order.length) return;
    const longer = new Uint32Array(Math.max(rows, this.order.length * 2));
    longer.set(this.order);
    this.order = longer;
  }

  /** The first index whose row does not rank before the given points and `at`. */
  #firstNotBefore(points: number, at: number): number {
    const values = this.#values;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = this.order[middle];
      const other = values.points(row);
      if (other > points || (other === points && values.at(row) < at)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
