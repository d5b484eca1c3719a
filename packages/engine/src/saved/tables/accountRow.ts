// One account as a row of the saved accounts. Derived data (who is online, the idle and free lists, the boards' orders) is
// not saved. Little-endian:
//
//   0  22 B  player id, all zero for a free row      22  64 B  name, UTF-8, zero-filled
//  86  u32  score      90  i32  x      94  i32  y      98  u32  tick of leaving
// 102  f64  number of the award that made the score
// 110  u8   1 for a bot      111  u32  points of the day      115  u32  the day
// 119  u32  number of the season      123  10 x u32  points of its best hunts
// 163  f64  number of the season's last award
// 171  u8   1 if the tutorial's cache was found      172  u32  the day on which the daily one was
//
// Version 1 ended at 110.
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";
import { TILE_SUB } from "@doubloon/shared/space";
import { type Accounts, ID_BYTES, MAX_ACCOUNTS, NAME_BYTES } from "../../columns/accounts.ts";
import { readText, writeText } from "../../columns/textColumn.ts";
import type { World } from "../../world.ts";
import { RecordKind } from "../record.ts";
import { SnapshotError } from "../snapshotError.ts";
import type { RowTable } from "./rowTable.ts";

const ROW_BYTES_1 = ID_BYTES + NAME_BYTES + 24;
const BOT_AT = ROW_BYTES_1;
const BEST_AT = BOT_AT + 13;
const SEASON_AT_AT = BEST_AT + 4 * SEASON_HUNTS;
const SOLO_AT = SEASON_AT_AT + 8;
const ROW_BYTES = SOLO_AT + 5;
/** Accounts on a page. */
export const PAGE_ROWS = 256;
const NAME_AT = ID_BYTES;
const SCORE_AT = NAME_AT + NAME_BYTES;
const ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

/** The accounts as a table to save. */
export function accountTable(accounts: Accounts): RowTable {
  return {
    name: "account",
    pageKind: RecordKind.page,
    deltaKind: RecordKind.delta,
    pageRows: PAGE_ROWS,
    maxRows: MAX_ACCOUNTS,
    changes: accounts.changes,
    get high() {
      return accounts.high;
    },
    rowBytes: (version) => (version === 1 ? ROW_BYTES_1 : ROW_BYTES),
    pageKey: (page, slot) => `page:${page}:${slot}`,
    deltaKey: (save) => `delta:${save}`,
    reserve: (rows) => accounts.reserve(rows),
    write: (row, bytes, view, at) => writeRow(accounts, row, bytes, view, at),
    read: (row, bytes, view, at, version) => readRow(accounts, row, bytes, view, at, version),
  };
}

function writeRow(accounts: Accounts, row: number, bytes: Uint8Array, view: DataView, at: number): void {
  const { ids, names } = accounts;
  for (let i = 0, from = row * ID_BYTES; i < ID_BYTES; i++) bytes[at + i] = ids[from + i];
  for (let i = 0, from = row * NAME_BYTES; i < NAME_BYTES; i++) bytes[at + NAME_AT + i] = names[from + i];
  view.setUint32(at + SCORE_AT, accounts.score[row], true);
  view.setInt32(at + SCORE_AT + 4, accounts.x[row], true);
  view.setInt32(at + SCORE_AT + 8, accounts.y[row], true);
  view.setUint32(at + SCORE_AT + 12, accounts.leftTick[row], true);
  view.setFloat64(at + SCORE_AT + 16, accounts.scoredAt[row], true);
  bytes[at + BOT_AT] = accounts.bot[row];
  view.setUint32(at + BOT_AT + 1, accounts.today[row], true);
  view.setUint32(at + BOT_AT + 5, accounts.day[row], true);
  view.setUint32(at + BOT_AT + 9, accounts.season[row], true);
  for (let i = 0, from = row * SEASON_HUNTS; i < SEASON_HUNTS; i++) {
    view.setUint32(at + BEST_AT + 4 * i, accounts.best[from + i], true);
  }
  view.setFloat64(at + SEASON_AT_AT, accounts.seasonAt[row], true);
  bytes[at + SOLO_AT] = accounts.tutorialDone[row];
  view.setUint32(at + SOLO_AT + 1, accounts.dailyDay[row], true);
}

function readRow(
  accounts: Accounts,
  row: number,
  bytes: Uint8Array,
  view: DataView,
  at: number,
  version: number,
): void {
  accounts.ids.set(bytes.subarray(at, at + ID_BYTES), row * ID_BYTES);
  accounts.names.set(bytes.subarray(at + NAME_AT, at + NAME_AT + NAME_BYTES), row * NAME_BYTES);
  accounts.score[row] = view.getUint32(at + SCORE_AT, true);
  accounts.x[row] = view.getInt32(at + SCORE_AT + 4, true);
  accounts.y[row] = view.getInt32(at + SCORE_AT + 8, true);
  accounts.leftTick[row] = view.getUint32(at + SCORE_AT + 12, true);
  accounts.scoredAt[row] = view.getFloat64(at + SCORE_AT + 16, true);
  const boards = version > 1;
  accounts.bot[row] = boards ? bytes[at + BOT_AT] : 0;
  accounts.today[row] = boards ? view.getUint32(at + BOT_AT + 1, true) : 0;
  accounts.day[row] = boards ? view.getUint32(at + BOT_AT + 5, true) : 0;
  accounts.season[row] = boards ? view.getUint32(at + BOT_AT + 9, true) : 0;
  for (let i = 0, into = row * SEASON_HUNTS; i < SEASON_HUNTS; i++) {
    accounts.best[into + i] = boards ? view.getUint32(at + BEST_AT + 4 * i, true) : 0;
  }
  accounts.seasonAt[row] = boards ? view.getFloat64(at + SEASON_AT_AT, true) : 0;
  accounts.tutorialDone[row] = boards ? bytes[at + SOLO_AT] : 0;
  accounts.dailyDay[row] = boards ? view.getUint32(at + SOLO_AT + 1, true) : 0;
}

/** The upper limits of an account's values. */
interface RowLimits {
  /** Number of the last award. */
  readonly serial: number;
  /** The calendar day. */
  readonly day: number;
  /** Sides of the map that positions belong to, in sub-tile units. */
  readonly widthSub: number;
  readonly heightSub: number;
}

/**
 * Returns the limits for accounts of `world`. `sameMap` is false while positions still belong to another map; `mixed` is
 * true if the accounts may be of later saves than the calendar.
 */
export function rowLimits({ board, map }: World, sameMap: boolean, mixed = false): RowLimits {
  const side = (tiles: number): number => (sameMap ? tiles * TILE_SUB : 0x8000_0000);
  return {
    serial: board.serial,
    day: mixed ? 0xffffffff : board.day,
    widthSub: side(map.widthTiles),
    heightSub: side(map.heightTiles),
  };
}

const nameScratch = new Uint8Array(NAME_BYTES);

/**
 * Checks the values of one row. Returns true if it belongs to a player, false if it is free.
 * @throws SnapshotError for a value out of range
 */
export function checkRow(accounts: Accounts, row: number, limits: RowLimits): boolean {
  const id = accounts.ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES);
  const fail: Fail = (what, found, expected) => {
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
  checkBoardValues(accounts, row, limits, fail);
  const x = accounts.x[row];
  const y = accounts.y[row];
  const nowhere = x === -1;
  if (!nowhere && (x < 0 || y < 0 || x >= limits.widthSub || y >= limits.heightSub)) {
    fail("position", `${x},${y}`, `-1 or within ${limits.widthSub} x ${limits.heightSub}`);
  }
  return true;
}

type Fail = (what: string, found: string, expected: string) => never;

function checkBoardValues(accounts: Accounts, row: number, limits: RowLimits, fail: Fail): void {
  const { bot, today, day, score, best, seasonAt } = accounts;
  if (bot[row] > 1) fail("bot flag", `${bot[row]}`, "0 or 1");
  if (today[row] > score[row]) fail("points of the day", `${today[row]}`, `at most its score ${score[row]}`);
  if (accounts.tutorialDone[row] > 1) fail("tutorial flag", `${accounts.tutorialDone[row]}`, "0 or 1");
  if (accounts.dailyDay[row] > limits.day) {
    fail("day of the daily cache", `${accounts.dailyDay[row]}`, `at most ${limits.day}`);
  }
  if (day[row] > limits.day) fail("day", `${day[row]}`, `at most ${limits.day}`);
  const first = row * SEASON_HUNTS;
  for (let i = first + 1; i < first + SEASON_HUNTS; i++) {
    if (best[i] > best[i - 1]) fail("best hunts", `${best[i - 1]} before ${best[i]}`, "the best first");
  }
  const serial = seasonAt[row];
  if (!Number.isSafeInteger(serial) || serial < 0 || serial > limits.serial) {
    fail("award number of the season", `${serial}`, `0 to ${limits.serial}`);
  }
  if (best[first] > 0 && serial === 0) fail("award number of the season", "0", "at least 1 with best hunts");
}
