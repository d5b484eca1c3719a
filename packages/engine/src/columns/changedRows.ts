// The set of table rows that changed since they were last saved. It is not part of the world's state: no rule of the
// world reads it.

export class ChangedRows {
  /** The changed rows, in no particular order; the first `count` entries are used. */
  #rows: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  /** 1 for each row in the set. */
  #marks: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  count = 0;

  /** Adds a row; does nothing if it is in the set already. */
  add(row: number): void {
    if (row >= this.#marks.length) this.#marks = longer(this.#marks, row + 1);
    if (this.#marks[row] === 1) return;
    this.#marks[row] = 1;
    if (this.count === this.#rows.length) {
      const rows = new Uint32Array(this.count * 2);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    this.#rows[this.count++] = row;
  }

  /** Removes and returns any row. The set must not be empty. */
  take(): number {
    const row = this.#rows[--this.count];
    this.#marks[row] = 0;
    return row;
  }
}

function longer(marks: Uint8Array<ArrayBuffer>, rows: number): Uint8Array<ArrayBuffer> {
  let length = marks.length;
  while (length < rows) length *= 2;
  const grown = new Uint8Array(length);
  grown.set(marks);
  return grown;
}
