// Reads a table from its pages and deltas. A damaged page is replaced by its previous version and the deltas since, with a
// note; if there is none, reading fails with a SnapshotError. The values of the rows are not checked here.
import { openRecord, type RecordBody } from "../record.ts";
import { PAGE_SLOTS } from "../saveState.ts";
import { SnapshotError } from "../snapshotError.ts";
import type { RowTable } from "./rowTable.ts";

type Records = ReadonlyMap<string, Uint8Array>;

/** Fills the table. Returns the highest row read, plus one. `oldestDelta` is the first save whose delta is kept. */
export function readTable(records: Records, table: RowTable, oldestDelta: number, notes: string[]): number {
  const versions = readPages(records, table, oldestDelta, notes);
  const high = versions.length * table.pageRows;
  return Math.max(high, applyDeltas(records, table, versions, notes));
}

/** Reads the newest usable version of each page. Returns the number of the save that wrote each one. */
function readPages(records: Records, table: RowTable, oldestDelta: number, notes: string[]): number[] {
  const versions: number[] = [];
  for (let page = 0; page < table.maxRows / table.pageRows; page++) {
    const found: RecordBody[] = [];
    const damage: string[] = [];
    for (let slot = 0; slot < PAGE_SLOTS; slot++) {
      const key = table.pageKey(page, slot);
      const bytes = records.get(key);
      if (bytes !== undefined) trying(damage, () => found.push(openPage(table, key, bytes, page)));
    }
    if (found.length === 0 && damage.length === 0) break;
    const [newest] = found.sort((a, b) => b.save - a.save);
    if (newest === undefined || (damage.length > 0 && newest.save + 1 < oldestDelta)) {
      throw new SnapshotError(`${damage.join("; ")}; no older version is usable`);
    }
    if (damage.length > 0) notes.push(...damage, `its version of save ${newest.save} is used`);
    table.reserve((page + 1) * table.pageRows);
    const { bytes, view, version } = newest;
    const rowBytes = table.rowBytes(version);
    for (let i = 0; i * rowBytes < bytes.length; i++) {
      table.read(page * table.pageRows + i, bytes, view, i * rowBytes, version);
    }
    versions.push(newest.save);
  }
  return versions;
}

function openPage(table: RowTable, key: string, bytes: Uint8Array, page: number): RecordBody {
  const body = openRecord(key, bytes, table.pageKind, page);
  const { length } = body.bytes;
  const rowBytes = table.rowBytes(body.version);
  if (length === 0 || length % rowBytes !== 0 || length > table.pageRows * rowBytes) {
    throw new SnapshotError(
      `saved record ${key}: ${length} bytes, expected 1 to ${table.pageRows} rows of ${rowBytes} bytes`,
    );
  }
  return body;
}

/** Applies the deltas since each page was written, oldest first. Returns the highest row in them, plus one. */
function applyDeltas(
  records: Records,
  table: RowTable,
  versions: readonly number[],
  notes: string[],
): number {
  const prefix = table.deltaKey(0).slice(0, -1);
  const deltas: RecordBody[] = [];
  for (const [key, bytes] of records) {
    if (!key.startsWith(prefix)) continue;
    const damaged = trying(notes, () => deltas.push(openDelta(table, key, bytes)));
    if (damaged) {
      notes.push(`changes in ${key} are lost: its ${table.name} rows are as they were before that save`);
    }
  }
  deltas.sort((a, b) => a.save - b.save);
  let high = 0;
  for (const { save, bytes, view, version } of deltas) {
    const entryBytes = 4 + table.rowBytes(version);
    for (let at = 4; at < bytes.length; at += entryBytes) {
      const row = view.getUint32(at, true);
      if (save <= (versions[Math.floor(row / table.pageRows)] ?? 0)) continue;
      high = Math.max(high, row + 1);
      table.reserve(high);
      table.read(row, bytes, view, at + 4, version);
    }
  }
  return high;
}

function openDelta(table: RowTable, key: string, bytes: Uint8Array): RecordBody {
  const body = openRecord(key, bytes, table.deltaKind, 0);
  const fail = (found: string, expected: string): never => {
    throw new SnapshotError(`saved record ${key}: ${found}, expected ${expected}`);
  };
  if (key !== table.deltaKey(body.save)) fail(`save ${body.save}`, "the number in its key");
  if (body.bytes.length < 4) fail(`${body.bytes.length} bytes`, "4 or more");
  const entryBytes = 4 + table.rowBytes(body.version);
  const entries = body.view.getUint32(0, true);
  const expected = 4 + entries * entryBytes;
  if (body.bytes.length !== expected) fail(`${body.bytes.length} bytes`, `${expected} for ${entries} rows`);
  for (let at = 4; at < expected; at += entryBytes) {
    const row = body.view.getUint32(at, true);
    if (row >= table.maxRows) fail(`row ${row}`, `less than ${table.maxRows}`);
  }
  return body;
}

/** Runs `read`. Returns true and adds a note if it failed because of damage. */
export function trying(notes: string[], read: () => void): boolean {
  try {
    read();
    return false;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    notes.push(error.message);
    return true;
  }
}
