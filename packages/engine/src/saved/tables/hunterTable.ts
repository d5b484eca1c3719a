// The hunters as a table to save. A row is the bytes that it has in each column of `Hunters.columns()`, one column after the
// other, so that a new column is saved without a word here. Once all rows are read, `checkHunters` checks them.
import { MAX_CHARGES } from "@doubloon/shared/hunt/rules";
import { MAX_ACCOUNTS } from "../../columns/accounts.ts";
import { Away, MAX_KEPT_READINGS, NO_CACHE } from "../../hunts/hunters.ts";
import type { World } from "../../world.ts";
import { RecordKind } from "../record.ts";
import { SnapshotError } from "../snapshotError.ts";
import type { RowTable } from "./rowTable.ts";

/** Hunters on a page: fewer than accounts, because their rows are longer. */
const PAGE_ROWS = 64;

interface ColumnBytes {
  readonly bytes: Uint8Array;
  /** Bytes of one row. */
  readonly width: number;
}

export function hunterTable({ hunts }: World): RowTable {
  const { hunters } = hunts;
  // Made again when the columns have grown; the columns of an empty table have no rows, so their widths come from one row.
  let columns: ColumnBytes[] = [];
  let made: Uint32Array | undefined;
  let madeHigh = 0;

  /** Every column with all rows up to `high`. */
  function columnsOf(): ColumnBytes[] {
    if (made === hunters.account && madeHigh >= hunters.high) return columns;
    const { high } = hunters;
    const rows = hunters.account.length;
    hunters.high = rows;
    columns = hunters.columns().map(({ buffer, byteOffset, byteLength }) => ({
      bytes: new Uint8Array(buffer, byteOffset, byteLength),
      width: byteLength / rows,
    }));
    hunters.high = high;
    made = hunters.account;
    madeHigh = rows;
    return columns;
  }

  const rowBytes = columnsOf().reduce((sum, { width }) => sum + width, 0);
  return {
    name: "hunter",
    pageKind: RecordKind.hunterPage,
    deltaKind: RecordKind.hunterDelta,
    pageRows: PAGE_ROWS,
    maxRows: MAX_ACCOUNTS,
    changes: hunters.changes,
    get high() {
      return hunters.high;
    },
    rowBytes: () => rowBytes,
    pageKey: (page, slot) => `hunterPage:${page}:${slot}`,
    deltaKey: (save) => `hunterDelta:${save}`,
    reserve(rows) {
      if (rows > hunters.high) hunters.reserve(rows);
    },
    write(row, into, _, at) {
      let to = at;
      for (const { bytes, width } of columnsOf()) {
        for (let i = 0, from = row * width; i < width; i++) into[to + i] = bytes[from + i];
        to += width;
      }
    },
    read(row, from, _, at) {
      let next = at;
      for (const { bytes, width } of columnsOf()) {
        bytes.set(from.subarray(next, next + width), row * width);
        next += width;
      }
    },
  };
}

/**
 * Checks the hunters' rows against accounts and hunts. Call it when all of these are read.
 * @throws SnapshotError for a value out of range
 */
export function checkHunters({ hunts, accounts }: World): void {
  const { hunters } = hunts;
  const seen = new Set<number>();
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.account[row] === 0) continue;
    const fail = (what: string, found: number, expected: string): never => {
      throw new SnapshotError(`saved hunter ${row}: ${what} ${found}, expected ${expected}`);
    };
    const account = hunters.account[row] - 1;
    if (account >= accounts.high || accounts.idOf(account) === "" || seen.has(account)) {
      fail("account", account, "a player's row, each once");
    }
    seen.add(account);
    const number = hunters.hunt[row];
    const hunt = hunts.find(number);
    if (number !== 0 && hunt === undefined) fail("hunt", number, "one of the hunts");
    const cache = hunters.cache[row];
    if (cache !== NO_CACHE && cache >= (hunt?.caches.count ?? 0)) fail("cache", cache, "one of its hunt's");
    if (hunters.away[row] > Away.dropped) fail("away", hunters.away[row], `at most ${Away.dropped}`);
    if (hunters.bot[row] > 1) fail("bot", hunters.bot[row], "0 or 1");
    if (hunters.charges[row] > MAX_CHARGES) fail("charges", hunters.charges[row], `at most ${MAX_CHARGES}`);
    if (hunters.readingCount[row] >= 2 * MAX_KEPT_READINGS) {
      fail("readings", hunters.readingCount[row], `less than ${2 * MAX_KEPT_READINGS}`);
    }
  }
}
