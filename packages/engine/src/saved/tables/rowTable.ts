// A table whose rows are saved in parts: each save writes the rows that changed and the next few pages of all rows. What a
// row consists of is the table's matter.
import type { ChangedRows } from "../../columns/changedRows.ts";
import type { RecordKind } from "../record.ts";

export interface RowTable {
  /** How messages name it. */
  readonly name: string;
  readonly pageKind: RecordKind;
  readonly deltaKind: RecordKind;
  /** Rows on a page, and the most rows of the table. */
  readonly pageRows: number;
  readonly maxRows: number;
  /** Rows whose saved values changed since they were last copied. */
  readonly changes: ChangedRows;
  /** Rows from here on were never used. */
  readonly high: number;
  /** Bytes of a row in records of a version. */
  rowBytes(version: number): number;
  pageKey(page: number, slot: number): string;
  deltaKey(save: number): string;
  /** Makes room for rows that are about to be read. */
  reserve(rows: number): void;
  /** Copies a row into `bytes` at `at`. `view` covers the same bytes. */
  write(row: number, bytes: Uint8Array, view: DataView, at: number): void;
  /** Copies a row from `bytes` at `at`, unchecked: the table is checked once all rows are there. */
  read(row: number, bytes: Uint8Array, view: DataView, at: number, version: number): void;
}

export function pagesOf({ pageRows }: Pick<RowTable, "pageRows">, rows: number): number {
  return Math.ceil(rows / pageRows);
}
