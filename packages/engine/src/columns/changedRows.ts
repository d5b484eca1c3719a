// Which rows of a table changed since they were last saved, each once. Not part of the world's state: what it holds
// decides nothing in the world.

export class ChangedRows {
  /** Rows that changed, `count` of them, in no order that means anything. */
  #rows: Uint32Array<ArrayBuffer> = new Uint32Array(256);
  /** 1 for each row among them. */
  #marks: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  count = 0;

  /** Notes a row; one noted already stays noted once. */
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

  /** Takes one row out. There must be one. */
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
