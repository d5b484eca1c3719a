// One account as 110 bytes, in the pages and deltas of a saved world. Derived data (who is online, the idle and free
// lists, the leaderboard's order) is not saved. Little-endian:
//
//   0  22 B  player id, all zero for a free row      22  64 B  name, UTF-8, zero-filled
//  86  u32  score      90  i32  x      94  i32  y      98  u32  tick of leaving
// 102  f64  number of the award that made the score
import { TILE_SUB } from "@doubloon/shared/space";
import { type Accounts, ID_BYTES, NAME_BYTES } from "../columns/accounts.ts";
import { readText, writeText } from "../columns/textColumn.ts";
import type { World } from "../world.ts";
import { SnapshotError } from "./snapshotError.ts";

export const ROW_BYTES = ID_BYTES + NAME_BYTES + 24;
const NAME_AT = ID_BYTES;
const SCORE_AT = NAME_AT + NAME_BYTES;
const ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

/** Copies an account into `bytes` at `at`. `view` covers the same bytes. */
export function writeRow(
  accounts: Accounts,
  row: number,
  bytes: Uint8Array,
  view: DataView,
  at: number,
): void {
  const { ids, names } = accounts;
  for (let i = 0, from = row * ID_BYTES; i < ID_BYTES; i++) bytes[at + i] = ids[from + i];
  for (let i = 0, from = row * NAME_BYTES; i < NAME_BYTES; i++) bytes[at + NAME_AT + i] = names[from + i];
  view.setUint32(at + SCORE_AT, accounts.score[row], true);
  view.setInt32(at + SCORE_AT + 4, accounts.x[row], true);
  view.setInt32(at + SCORE_AT + 8, accounts.y[row], true);
  view.setUint32(at + SCORE_AT + 12, accounts.leftTick[row], true);
  view.setFloat64(at + SCORE_AT + 16, accounts.scoredAt[row], true);
}

/** Copies an account from `bytes` at `at` into its row, unchecked. `checkRow` checks it once all rows are read. */
export function readRow(
  accounts: Accounts,
  row: number,
  bytes: Uint8Array,
  view: DataView,
  at: number,
): void {
  accounts.ids.set(bytes.subarray(at, at + ID_BYTES), row * ID_BYTES);
  accounts.names.set(bytes.subarray(at + NAME_AT, at + NAME_AT + NAME_BYTES), row * NAME_BYTES);
  accounts.score[row] = view.getUint32(at + SCORE_AT, true);
  accounts.x[row] = view.getInt32(at + SCORE_AT + 4, true);
  accounts.y[row] = view.getInt32(at + SCORE_AT + 8, true);
  accounts.leftTick[row] = view.getUint32(at + SCORE_AT + 12, true);
  accounts.scoredAt[row] = view.getFloat64(at + SCORE_AT + 16, true);
}

/** The upper limits of an account's values. */
interface RowLimits {
  /** Number of the last award. */
  readonly serial: number;
  /** Sides of the map that positions belong to, in sub-tile units. */
  readonly widthSub: number;
  readonly heightSub: number;
}

/** Returns the limits for accounts of `world`. `sameMap` is false while positions still belong to another map. */
export function rowLimits({ board, map }: World, sameMap: boolean): RowLimits {
  const side = (tiles: number): number => (sameMap ? tiles * TILE_SUB : 0x8000_0000);
  return { serial: board.serial, widthSub: side(map.widthTiles), heightSub: side(map.heightTiles) };
}

const nameScratch = new Uint8Array(NAME_BYTES);

/**
 * Checks the values of one row. Returns true if it belongs to a player, false if it is free.
 * @throws SnapshotError for a value out of range
 */
export function checkRow(accounts: Accounts, row: number, limits: RowLimits): boolean {
  const id = accounts.ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES);
  const fail = (what: string, found: string, expected: string): never => {
    throw new SnapshotError(`saved account ${row}: ${what} ${found}, expected ${expected}`);
  };
  if (id[0] === 0) {
    if (id.some((byte) => byte !== 0)) fail("id", "with a leading zero byte", "an id or all zeros");
    return false;
  }
  const text = String.fromCharCode(...id);
  if (!ID_PATTERN.test(text)) fail("id", JSON.stringify(text), "22 characters of base64url");
  writeText(nameScratch, 0, NAME_BYTES, readText(accounts.names, row * NAME_BYTES, NAME_BYTES));
  for (let i = 0; i < NAME_BYTES; i++) {
    if (nameScratch[i] !== accounts.names[row * NAME_BYTES + i]) fail("name", `with bad byte ${i}`, "UTF-8");
  }
  const serial = accounts.scoredAt[row];
  if (!Number.isSafeInteger(serial) || serial < 1 || serial > limits.serial) {
    fail("award number", `${serial}`, `1 to ${limits.serial}`);
  }
  const x = accounts.x[row];
  const y = accounts.y[row];
  const nowhere = x === -1;
  if (!nowhere && (x < 0 || y < 0 || x >= limits.widthSub || y >= limits.heightSub)) {
    fail("position", `${x},${y}`, `-1 or within ${limits.widthSub} x ${limits.heightSub}`);
  }
  return true;
}
