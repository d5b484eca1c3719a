// Turns one table into records, a little at a time: a delta of the rows that changed since the last save, and the next few
// pages of all rows. Changed rows may be copied over several turns; a row that changes again is copied again.
import { viewOf } from "@doubloon/shared/wire/dataView";
import { HEADER_BYTES, type SavedRecord, sealRecord, VERSION } from "../record.ts";
import { PAGE_SLOTS, pagesPerSave, type RoundState } from "../saveState.ts";
import { pagesOf, type RowTable } from "./rowTable.ts";

const DELTA_AT = HEADER_BYTES + 4;
const FIRST_ENTRIES = 64;

export type MakeBuffer = (bytes: number) => Uint8Array;

/** What one save writes of a table. */
export interface TableChanges {
  readonly puts: readonly SavedRecord[];
  readonly drops: readonly string[];
  /** The progress once this is saved. */
  readonly next: RoundState;
}

export class TableWriter {
  readonly #table: RowTable;
  readonly #makeBuffer: MakeBuffer;
  readonly #entryBytes: number;
  #delta: Uint8Array;
  #deltaView: DataView;
  #entries = 0;

  constructor(table: RowTable, makeBuffer: MakeBuffer) {
    this.#table = table;
    this.#makeBuffer = makeBuffer;
    this.#entryBytes = 4 + table.rowBytes(VERSION);
    this.#delta = makeBuffer(DELTA_AT + FIRST_ENTRIES * this.#entryBytes);
    this.#deltaView = viewOf(this.#delta);
  }

  /** Copies up to `limit` rows that changed since the last save. Returns how many more it could have copied. */
  copyChanged(limit: number): number {
    const { changes } = this.#table;
    let left = limit;
    for (; left > 0 && changes.count > 0; left--) this.#copy(changes.take());
    return left;
  }

  /** Returns what to save of the table as it is now; `allot` gives memory that stays unchanged until `settle`. */
  take(save: number, state: RoundState, whole: boolean, allot: MakeBuffer): TableChanges {
    const table = this.#table;
    this.copyChanged(Number.POSITIVE_INFINITY);
    const { round, nextPage, roundStarts } = state;
    const pages = pagesOf(table, table.high);
    const first = whole ? 0 : Math.min(nextPage, pages);
    const last = whole ? pages : Math.min(pages, first + pagesPerSave(pages));
    const puts: SavedRecord[] = [];
    for (let page = first; page < last; page++) {
      const bytes = this.#page(page, save, allot);
      puts.push({ key: table.pageKey(page, round % PAGE_SLOTS), bytes });
    }
    if (this.#entries > 0 && !whole) puts.push(this.#sealDelta(save));
    const next: RoundState =
      last < pages
        ? { round, nextPage: last, roundStarts }
        : {
            round: round + 1,
            nextPage: 0,
            roundStarts: whole ? [save + 1, save + 1, save + 1] : [save + 1, roundStarts[0], roundStarts[1]],
          };
    const drops: string[] = [];
    if (!whole)
      for (let old = roundStarts[2]; old < next.roundStarts[2]; old++) drops.push(table.deltaKey(old));
    return { puts, drops, next };
  }

  /** Ends the save that `take` began. If it is not durable, its rows count as changed again. */
  settle(durable: boolean): void {
    if (!durable) {
      for (let i = 0; i < this.#entries; i++) {
        this.#table.changes.add(this.#deltaView.getUint32(DELTA_AT + i * this.#entryBytes, true));
      }
      // A failed ledger may still be reading the old memory.
      this.#delta = this.#makeBuffer(this.#delta.length);
      this.#deltaView = viewOf(this.#delta);
    }
    this.#entries = 0;
  }

  #copy(row: number): void {
    const at = DELTA_AT + this.#entries * this.#entryBytes;
    if (at + this.#entryBytes > this.#delta.length) {
      const longer = this.#makeBuffer(this.#delta.length * 2);
      longer.set(this.#delta.subarray(0, at));
      this.#delta = longer;
      this.#deltaView = viewOf(longer);
    }
    this.#deltaView.setUint32(at, row, true);
    this.#table.write(row, this.#delta, this.#deltaView, at + 4);
    this.#entries++;
  }

  #sealDelta(save: number): SavedRecord {
    this.#deltaView.setUint32(HEADER_BYTES, this.#entries, true);
    const bytes = this.#delta.subarray(0, DELTA_AT + this.#entries * this.#entryBytes);
    sealRecord(bytes, this.#table.deltaKind, 0, save);
    return { key: this.#table.deltaKey(save), bytes };
  }

  #page(page: number, save: number, allot: MakeBuffer): Uint8Array {
    const { pageRows, pageKind, high } = this.#table;
    const rowBytes = this.#table.rowBytes(VERSION);
    const first = page * pageRows;
    const rows = Math.min(pageRows, high - first);
    const bytes = allot(HEADER_BYTES + rows * rowBytes);
    const view = viewOf(bytes);
    for (let i = 0; i < rows; i++) {
      this.#table.write(first + i, bytes, view, HEADER_BYTES + i * rowBytes);
    }
    sealRecord(bytes, pageKind, page, save);
    return bytes;
  }
}
