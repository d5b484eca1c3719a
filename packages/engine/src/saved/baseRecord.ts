// The base record of a saved world: what is neither a row of a table nor a side record, and the progress of the saves. Every
// save writes it whole, alternating between two slots. Body, little-endian:
//
//   0  64 B version of the map        64  22 B lineage      86  u16  bytes of the award totals: 32, or 0 without
//  88  f64  number of the last award
//  96  u32  tick                     100  u32  accounts: rows used      104  u32  accounts: players
// 108  u32  accounts: round of page writes     112  u32  accounts: next page to write
// 116  u32  accounts: first saves of the current round, the previous one and the one before that (three words)
// 128  u32  loot: next chunk to visit       132  u32  loot: pieces     136  u32  players online
// 140  4 x u32 random state
// 156  u32  hunters: rows used      160  5 x u32  hunters: round, next page, first saves, as for accounts
// 180  4 x (u32 save, u32 slot)  newest version of hunts, season, teams and solo
// 212  u32  marks
// 216  online players: u32 row each, i32 x each, i32 y each; then loot, see lootColumns.ts; then marks, see markColumns.ts
// then 4 x f64 award totals: before, treasure, hunts, own
//
// Version 1 had no words from 156 on, and no marks. The first worlds of version 2 had no award totals.
import { MAX_MOVERS, type Tick } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { viewOf } from "@doubloon/shared/wire/dataView";
import { MAX_ACCOUNTS } from "../columns/accounts.ts";
import { readText, writeText } from "../columns/textColumn.ts";
import { createWorld, emptyWorld, type World, type WorldOptions } from "../world.ts";
import { lootColumns, PIECE_BYTES, restoreLoot } from "./lootColumns.ts";
import { isMapVersion, MAP_VERSION_BYTES, writeMapVersion } from "./mapVersion.ts";
import { MARK_BYTES, markColumns, restoreMarks } from "./markColumns.ts";
import { baseKey, HEADER_BYTES, openRecord, type RecordBody, RecordKind, sealRecord } from "./record.ts";
import {
  firstSaveState,
  PAGE_SLOTS,
  type RoundState,
  type SaveState,
  type SideVersion,
} from "./saveState.ts";
import { SnapshotError } from "./snapshotError.ts";
import { PAGE_ROWS } from "./tables/accountRow.ts";
import { pagesOf } from "./tables/rowTable.ts";

/** Bytes of a lineage: 16 random bytes as 22 base64url characters. */
const LINEAGE_BYTES = 22;
const WORDS_AT = 96;
const FIXED_BYTES_1 = 156;
const FIXED_BYTES = 216;
const PRESENT_BYTES = 12;
const TOTALS_BYTES_AT = 86;
const TOTALS_BYTES = 32;
/** Saves alternate between this many base records. */
export const BASE_SLOTS = 2;

/** Encodes the base record of `world`. `state` is the progress once this record is saved. */
export function writeBase(world: World, state: SaveState, buffer: (bytes: number) => Uint8Array): Uint8Array {
  const { accounts, loot, movers, hunts } = world;
  const present = movers.count;
  const marks = loot.marks.total;
  const length =
    HEADER_BYTES +
    FIXED_BYTES +
    present * PRESENT_BYTES +
    loot.total * PIECE_BYTES +
    marks * MARK_BYTES +
    TOTALS_BYTES;
  const record = buffer(length);
  const bytes = record.subarray(HEADER_BYTES);
  const view = viewOf(bytes);
  writeMapVersion(bytes, 0, world.map.version);
  writeText(bytes, MAP_VERSION_BYTES, LINEAGE_BYTES, state.lineage);
  view.setUint16(TOTALS_BYTES_AT, TOTALS_BYTES, true);
  view.setFloat64(88, world.board.serial, true);
  const words = [
    world.tick,
    accounts.high,
    accounts.count,
    ...roundWords(state.accounts),
    loot.cursor,
    loot.total,
    present,
    ...world.random,
    hunts.hunters.high,
    ...roundWords(state.hunters),
    ...sideNames.flatMap((name) => [state.sides[name].save, state.sides[name].slot]),
    marks,
  ];
  for (const [i, word] of words.entries()) view.setUint32(WORDS_AT + 4 * i, word, true);
  let at = FIXED_BYTES;
  for (let mover = 0; mover < movers.high; mover++) {
    if (movers.account[mover] === 0) continue;
    view.setUint32(at, movers.account[mover] - 1, true);
    view.setInt32(at + 4 * present, movers.x[mover], true);
    view.setInt32(at + 8 * present, movers.y[mover], true);
    at += 4;
  }
  at = FIXED_BYTES + present * PRESENT_BYTES;
  for (const column of [...lootColumns(world), ...markColumns(world)]) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  for (const name of totalNames) {
    view.setFloat64(at, world.awards[name], true);
    at += 8;
  }
  sealRecord(record, RecordKind.base, state.save % BASE_SLOTS, state.save);
  return record;
}

const totalNames = ["before", "treasure", "hunts", "own"] as const;
const sideNames = ["hunts", "season", "teams", "solo"] as const;

function roundWords({ round, nextPage, roundStarts }: RoundState): number[] {
  return [round, nextPage, ...roundStarts];
}

/** The content of a base record, before the accounts are read. */
export interface BaseRecord {
  /** Of the records that it belongs to. */
  readonly version: number;
  readonly world: World;
  readonly state: SaveState;
  readonly sameMap: boolean;
  readonly rows: number;
  readonly players: number;
  readonly hunterRows: number;
  /** Whether it has award totals, which are in the world then. */
  readonly hasTotals: boolean;
  /** Rows and positions of the players who were online, to be put into the accounts. */
  readonly present: { readonly row: number; readonly x: number; readonly y: number }[];
}

/**
 * Reads the base record of a slot into a world without accounts.
 * @throws SnapshotError if it is damaged or a value is out of range
 */
export function readBase(slot: number, record: Uint8Array, options: WorldOptions): BaseRecord {
  const body = openRecord(baseKey(slot), record, RecordKind.base, slot);
  const { bytes, view, save, version } = body;
  const check = checker(body);
  const fixed = version === 1 ? FIXED_BYTES_1 : FIXED_BYTES;
  check(bytes.length >= fixed, `${bytes.length} bytes`, `at least ${fixed}`);
  const word = (i: number): number => view.getUint32(WORDS_AT + 4 * i, true);
  const [tick, rows, players, cursor, pieces, count] = [0, 1, 2, 8, 9, 10].map(word);
  const marks = version === 1 ? 0 : word(29);
  check(rows <= MAX_ACCOUNTS, `${rows} account rows`, `at most ${MAX_ACCOUNTS}`);
  check(players <= rows, `${players} players`, `at most the ${rows} rows`);
  check(
    count <= MAX_MOVERS && count <= players,
    `${count} players online`,
    `at most ${Math.min(players, MAX_MOVERS)}`,
  );
  const totals = version === 1 ? 0 : view.getUint16(TOTALS_BYTES_AT, true);
  check(totals === 0 || totals === TOTALS_BYTES, `${totals} bytes of award totals`, `0 or ${TOTALS_BYTES}`);
  const totalsAt = fixed + count * PRESENT_BYTES + pieces * PIECE_BYTES + marks * MARK_BYTES;
  const expected = totalsAt + totals;
  check(bytes.length === expected, `${bytes.length} bytes`, `${expected} by its counts`);
  check(save % BASE_SLOTS === slot, `save ${save}`, `a save of slot ${slot}`);
  const accounts = readRound(word, 3, save, check);
  const pages = pagesOf({ pageRows: PAGE_ROWS }, rows);
  check(accounts.nextPage <= pages, `next page ${accounts.nextPage}`, `at most ${pages}`);
  const serial = view.getFloat64(88, true);
  check(
    Number.isSafeInteger(serial) && serial >= players,
    `${serial} awards`,
    "at least one for each player",
  );
  const random = Uint32Array.from({ length: 4 }, (_, i) => word(11 + i));
  check(
    random.some((part) => part !== 0),
    "a random state of zeros",
    "a non-zero word",
  );

  const sameMap = isMapVersion(bytes, 0, options.map.version);
  const world = sameMap ? emptyWorld(options) : createWorld(options);
  world.tick = tick as Tick;
  world.board.serial = serial;
  if (sameMap) {
    const chunks = world.loot.targets.length;
    check(cursor < chunks, `next chunk ${cursor}`, `less than ${chunks}`);
    world.random.set(random);
    world.loot.cursor = cursor;
    const lootAt = fixed + count * PRESENT_BYTES;
    restoreLoot(world, view, lootAt, pieces);
    restoreMarks(world, view, lootAt + pieces * PIECE_BYTES, marks);
  }
  for (const [i, name] of totals === 0 ? [] : totalNames.entries()) {
    const value = view.getFloat64(totalsAt + 8 * i, true);
    check(Number.isSafeInteger(value), `${value} points of ${name}`, "a whole number");
    world.awards[name] = value;
  }
  const lineage = readText(bytes, MAP_VERSION_BYTES, LINEAGE_BYTES);
  const first = firstSaveState(lineage, save);
  const state: SaveState =
    version === 1
      ? { ...first, accounts }
      : {
          ...first,
          accounts,
          hunters: readRound(word, 16, save, check),
          sides: { hunts: side(21), season: side(23), teams: side(25), solo: side(27) },
        };
  const hunterRows = version === 1 ? 0 : word(15);
  check(hunterRows <= MAX_ACCOUNTS, `${hunterRows} hunter rows`, `at most ${MAX_ACCOUNTS}`);
  return {
    version,
    world,
    state,
    sameMap,
    rows,
    players,
    hunterRows,
    hasTotals: totals > 0,
    present: readPresent(body, world, sameMap, rows, count, fixed),
  };

  function side(at: number): SideVersion {
    const [written, inSlot] = [word(at), word(at + 1)];
    check(written <= save && inSlot < PAGE_SLOTS, `side record ${written}:${inSlot}`, `at most save ${save}`);
    return { save: written, slot: inSlot };
  }
}

type Check = (holds: boolean, found: string, expected: string) => void;

function readRound(word: (i: number) => number, at: number, save: number, check: Check): RoundState {
  const [round, nextPage, roundStart, previous, oldest] = Array.from({ length: 5 }, (_, i) => word(at + i));
  check(
    oldest <= previous && previous <= roundStart && roundStart <= save + 1,
    `rounds that began at saves ${oldest}, ${previous}, ${roundStart}`,
    `ascending numbers up to ${save + 1}`,
  );
  return { round, nextPage, roundStarts: [roundStart, previous, oldest] };
}

/** The world and save that a base record belongs to. It is enough to compare two ledgers. */
export interface SavedHead {
  readonly lineage: string;
  readonly save: number;
  readonly tick: Tick;
}

/** Returns the head of the newest intact base record, or undefined if there is none. */
export function savedHead(records: ReadonlyMap<string, Uint8Array>): SavedHead | undefined {
  let newest: SavedHead | undefined;
  for (let slot = 0; slot < BASE_SLOTS; slot++) {
    const record = records.get(baseKey(slot));
    if (record === undefined) continue;
    try {
      const { bytes, view, save } = openRecord(baseKey(slot), record, RecordKind.base, slot);
      if (bytes.length < FIXED_BYTES_1 || save < (newest?.save ?? 0)) continue;
      const lineage = readText(bytes, MAP_VERSION_BYTES, LINEAGE_BYTES);
      newest = { lineage, save, tick: view.getUint32(WORDS_AT, true) as Tick };
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
    }
  }
  return newest;
}

function readPresent(
  body: RecordBody,
  world: World,
  sameMap: boolean,
  rows: number,
  count: number,
  fixed: number,
): BaseRecord["present"] {
  const { view } = body;
  const check = checker(body);
  const { widthTiles, heightTiles } = world.map;
  const seen = new Set<number>();
  return Array.from({ length: count }, (_, i) => {
    const at = fixed + 4 * i;
    const row = view.getUint32(at, true);
    const x = view.getInt32(at + 4 * count, true);
    const y = view.getInt32(at + 8 * count, true);
    check(row < rows && !seen.has(row), `online row ${row}`, `each row once, less than ${rows}`);
    seen.add(row);
    const inside = x >= 0 && y >= 0 && x < widthTiles * TILE_SUB && y < heightTiles * TILE_SUB;
    check(!sameMap || inside, `position ${x},${y} of row ${row}`, "a position on the map");
    return { row, x, y };
  });
}

function checker({ key }: RecordBody): Check {
  return (holds, found, expected) => {
    if (!holds) throw new SnapshotError(`saved record ${key}: ${found}, expected ${expected}`);
  };
}
