// Reads a world from its saved records. Every value is checked and derived data is rebuilt. A damaged record is
// replaced by the older one kept beside it, with a note; if there is none, reading fails with a SnapshotError.
import { ID_BYTES, MAX_ACCOUNTS } from "../columns/accounts.ts";
import type { World, WorldOptions } from "../world.ts";
import { checkRow, ROW_BYTES, readRow, rowLimits } from "./accountRow.ts";
import { BASE_SLOTS, type BaseRecord, readBase } from "./baseRecord.ts";
import { baseKey, openRecord, pageKey, type RecordBody, RecordKind } from "./record.ts";
import { PAGE_ROWS, PAGE_SLOTS, type SaveState } from "./saveState.ts";
import { SnapshotError } from "./snapshotError.ts";

const ENTRY_BYTES = 4 + ROW_BYTES;

export interface ReadSave {
  readonly world: World;
  readonly state: SaveState;
  /** Whether the next save must write everything again. */
  readonly whole: boolean;
  /** What was damaged and what is used instead, one line each. */
  readonly notes: readonly string[];
}

/** Whether the records hold a world saved in this format. */
export function holdsSave(records: ReadonlyMap<string, Uint8Array>): boolean {
  return records.has(baseKey(0)) || records.has(baseKey(1));
}

/**
 * Reads the world of these records, with nobody online.
 * @throws SnapshotError if a record is damaged and no older one can replace it
 */
export function readSave(records: ReadonlyMap<string, Uint8Array>, options: WorldOptions): ReadSave {
  const notes: string[] = [];
  const base = newestBase(records, options, notes);
  const { world, state, sameMap } = base;
  const { accounts } = world;
  const versions = readPages(records, world, state.roundStarts[2], notes);
  let high = Math.max(base.rows, versions.length * PAGE_ROWS);
  accounts.reserve(high);
  high = Math.max(high, applyDeltas(records, world, versions, notes));
  checkAccounts(world, high, sameMap, notes);
  while (high > base.rows && accounts.ids[(high - 1) * ID_BYTES] === 0) high--;
  accounts.rebuild(high, world.tick);
  if (notes.length === 0 && accounts.count !== base.players) {
    throw new SnapshotError(`saved accounts: ${accounts.count} players, expected ${base.players}`);
  }
  placePresent(base, notes);
  accounts.rebuild(high, world.tick);
  world.board.rebuild();
  checkBoard(world);
  return { world, state, whole: !sameMap || notes.length > 0, notes };
}

function newestBase(
  records: ReadonlyMap<string, Uint8Array>,
  options: WorldOptions,
  notes: string[],
): BaseRecord {
  const bases: BaseRecord[] = [];
  for (let slot = 0; slot < BASE_SLOTS; slot++) {
    const bytes = records.get(baseKey(slot));
    if (bytes !== undefined) trying(notes, () => bases.push(readBase(slot, bytes, options)));
  }
  bases.sort((a, b) => b.state.save - a.state.save);
  if (bases.length === 0) {
    throw new SnapshotError(`no saved base record is intact: ${notes.join("; ") || "there is none"}`);
  }
  if (notes.length > 0) notes.push(`the base record of save ${bases[0].state.save} is used`);
  return bases[0];
}

/** Reads the newest usable version of each page. Returns the number of the save that wrote each one. */
function readPages(
  records: ReadonlyMap<string, Uint8Array>,
  world: World,
  oldestDelta: number,
  notes: string[],
): number[] {
  const { accounts } = world;
  const versions: number[] = [];
  for (let page = 0; page < MAX_ACCOUNTS / PAGE_ROWS; page++) {
    const found: RecordBody[] = [];
    const damage: string[] = [];
    for (let slot = 0; slot < PAGE_SLOTS; slot++) {
      const key = pageKey(page, slot);
      const bytes = records.get(key);
      if (bytes !== undefined) trying(damage, () => found.push(openPage(key, bytes, page)));
    }
    if (found.length === 0 && damage.length === 0) break;
    const [newest] = found.sort((a, b) => b.save - a.save);
    if (newest === undefined || (damage.length > 0 && newest.save + 1 < oldestDelta)) {
      throw new SnapshotError(`${damage.join("; ")}; no older version is usable`);
    }
    if (damage.length > 0) notes.push(...damage, `its version of save ${newest.save} is used`);
    accounts.reserve((page + 1) * PAGE_ROWS);
    for (let i = 0; i * ROW_BYTES < newest.bytes.length; i++) {
      readRow(accounts, page * PAGE_ROWS + i, newest.bytes, newest.view, i * ROW_BYTES);
    }
    versions.push(newest.save);
  }
  return versions;
}

function openPage(key: string, bytes: Uint8Array, page: number): RecordBody {
  const body = openRecord(key, bytes, RecordKind.page, page);
  const { length } = body.bytes;
  if (length === 0 || length % ROW_BYTES !== 0 || length > PAGE_ROWS * ROW_BYTES) {
    throw new SnapshotError(
      `saved record ${key}: ${length} bytes, expected 1 to ${PAGE_ROWS} rows of ${ROW_BYTES} bytes`,
    );
  }
  return body;
}

/** Applies the deltas since each page was written, oldest first. Returns the highest row in them, plus one. */
function applyDeltas(
  records: ReadonlyMap<string, Uint8Array>,
  world: World,
  versions: readonly number[],
  notes: string[],
): number {
  const { accounts } = world;
  const deltas: RecordBody[] = [];
  for (const [key, bytes] of records) {
    if (!key.startsWith("delta:")) continue;
    const damaged = trying(notes, () => deltas.push(openDelta(key, bytes)));
    if (damaged) notes.push(`changes in ${key} are lost: its players are as they were before that save`);
  }
  deltas.sort((a, b) => a.save - b.save);
  let high = 0;
  for (const { save, bytes, view } of deltas) {
    for (let at = 4; at < bytes.length; at += ENTRY_BYTES) {
      const row = view.getUint32(at, true);
      if (save <= (versions[Math.floor(row / PAGE_ROWS)] ?? 0)) continue;
      high = Math.max(high, row + 1);
      accounts.reserve(high);
      readRow(accounts, row, bytes, view, at + 4);
    }
  }
  return high;
}

function openDelta(key: string, bytes: Uint8Array): RecordBody {
  const body = openRecord(key, bytes, RecordKind.delta, 0);
  const fail = (found: string, expected: string): never => {
    throw new SnapshotError(`saved record ${key}: ${found}, expected ${expected}`);
  };
  if (key !== `delta:${body.save}`) fail(`save ${body.save}`, "the number in its key");
  if (body.bytes.length < 4) fail(`${body.bytes.length} bytes`, "4 or more");
  const entries = body.view.getUint32(0, true);
  const expected = 4 + entries * ENTRY_BYTES;
  if (body.bytes.length !== expected) fail(`${body.bytes.length} bytes`, `${expected} for ${entries} rows`);
  for (let at = 4; at < expected; at += ENTRY_BYTES) {
    const row = body.view.getUint32(at, true);
    if (row >= MAX_ACCOUNTS) fail(`row ${row}`, `less than ${MAX_ACCOUNTS}`);
  }
  return body;
}

/**
 * Checks every account. After damage the accounts may come from several saves: then award numbers may exceed the base
 * record's, and of two rows of one player the one with the later award is kept.
 */
function checkAccounts(world: World, high: number, sameMap: boolean, notes: string[]): void {
  const { accounts, board } = world;
  const damaged = notes.length > 0;
  if (damaged) {
    for (let row = 0; row < high; row++) {
      const serial = accounts.scoredAt[row];
      if (Number.isSafeInteger(serial)) board.serial = Math.max(board.serial, serial);
    }
  }
  const limits = rowLimits(world, sameMap);
  const rows = new Map<string, number>();
  for (let row = 0; row < high; row++) {
    if (!checkRow(accounts, row, limits)) continue;
    if (!sameMap) accounts.x[row] = -1;
    const id = accounts.idOf(row);
    const other = rows.get(id);
    rows.set(id, row);
    if (other === undefined) continue;
    if (!damaged)
      throw new SnapshotError(
        `saved accounts ${other} and ${row}: the same id, expected one row for each player`,
      );
    const [gone, kept] = accounts.scoredAt[other] > accounts.scoredAt[row] ? [row, other] : [other, row];
    accounts.ids.fill(0, gone * ID_BYTES, (gone + 1) * ID_BYTES);
    rows.set(id, kept);
    notes.push(`saved account ${gone} is an older row of the same player as ${kept} and is dropped`);
  }
}

/**
 * Stores the positions of the players who were online. Their connections ended with the process, so they are offline.
 */
function placePresent({ world, present, sameMap }: BaseRecord, notes: readonly string[]): void {
  const { accounts, tick } = world;
  for (const { row, x, y } of present) {
    if (accounts.ids[row * ID_BYTES] === 0) {
      if (notes.length > 0) continue;
      throw new SnapshotError(`saved account ${row}: free, expected an online player`);
    }
    if (sameMap) {
      accounts.x[row] = x;
      accounts.y[row] = y;
    }
    accounts.leftTick[row] = tick;
    accounts.changes.add(row);
  }
}

function checkBoard({ board, accounts }: World): void {
  for (let place = 1; place < board.count; place++) {
    const [before, row] = [board.order[place - 1], board.order[place]];
    if (
      accounts.score[before] === accounts.score[row] &&
      accounts.scoredAt[before] === accounts.scoredAt[row]
    ) {
      throw new SnapshotError(
        `saved accounts ${before} and ${row}: both have award number ${accounts.scoredAt[row]}, expected unique numbers`,
      );
    }
  }
}

/** Runs `read`. Returns true and adds a note if it failed because of damage. */
function trying(notes: string[], read: () => void): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    notes.push(error.message);
    return true;
  }
}
