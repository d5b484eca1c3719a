// Reads a world from its saved records. Every value is checked and derived data is rebuilt. A damaged record is
// replaced by the older one kept beside it, with a note; if there is none, reading fails with a SnapshotError.
import { MAX_MARKS_PER_CHUNK, Mark } from "@doubloon/shared/hunt/marks";
import { sumOfScores } from "../boards/awardTotals.ts";
import { ID_BYTES } from "../columns/accounts.ts";
import { Away } from "../hunts/hunters.ts";
import type { World, WorldOptions } from "../world.ts";
import { BASE_SLOTS, type BaseRecord, readBase } from "./baseRecord.ts";
import { checkBoards } from "./checkWorld.ts";
import { baseKey, VERSION } from "./record.ts";
import type { SaveState } from "./saveState.ts";
import { checkSides } from "./side/checkSides.ts";
import { leaveMap } from "./side/leaveMap.ts";
import { mendSides } from "./side/mendSides.ts";
import { readSides } from "./side/readSides.ts";
import { SnapshotError } from "./snapshotError.ts";
import { accountTable, checkRow, rowLimits } from "./tables/accountRow.ts";
import { checkHunters, hunterTable } from "./tables/hunterTable.ts";
import { readTable, trying } from "./tables/readTable.ts";

export interface ReadSave {
  readonly world: World;
  readonly state: SaveState;
  /** Whether the next save must write everything again. */
  readonly whole: boolean;
  /** What was damaged and what is used instead, one line each. */
  readonly notes: readonly string[];
  /** Numbers of the hunts that belong to another map: they stand still until a command cancels them. */
  readonly toCancel: readonly number[];
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
  const { world, state, sameMap, version } = base;
  const { accounts } = world;
  readSides(records, world, state.sides, notes);
  const read = readTable(records, accountTable(accounts), state.accounts.roundStarts[2], notes);
  let high = Math.max(base.rows, read);
  accounts.reserve(high);
  checkAccounts(world, high, sameMap, notes);
  while (high > base.rows && accounts.ids[(high - 1) * ID_BYTES] === 0) high--;
  accounts.rebuild(high, world.tick);
  if (notes.length === 0 && accounts.count !== base.players) {
    throw new SnapshotError(`saved accounts: ${accounts.count} players, expected ${base.players}`);
  }
  placePresent(base, notes);
  accounts.rebuild(high, world.tick);
  world.board.rebuild();
  world.season.rebuild();
  checkBoards(world);
  readHunters(records, base, notes);
  checkTotals(base, notes);
  const whole = !sameMap || notes.length > 0 || version < VERSION;
  return { world, state, whole, notes, toCancel: sameMap ? [] : openHunts(world) };
}

/**
 * Compares the scores with the awards that were counted. After damage, and in a world from before they were, the scores
 * are taken as they are.
 */
function checkTotals({ world, hasTotals }: BaseRecord, notes: string[]): void {
  const { awards, accounts } = world;
  const { before, treasure, hunts, own, sum } = awards;
  const scores = sumOfScores(accounts);
  if (hasTotals && notes.length === 0 && scores !== sum) {
    notes.push(
      `saved accounts: ${scores} points in all, expected the ${sum} that were won (treasure ${treasure}, hunts ${hunts}, ` +
        `caches of one's own ${own}, before these were counted ${before})`,
    );
  }
  awards.settle(accounts);
}

function openHunts({ hunts }: World): number[] {
  return hunts.list
    .filter(({ phase }) => phase !== "over" && phase !== "cancelled")
    .map(({ resolved }) => resolved.number);
}

/** Reads the hunters, and checks and rebuilds what belongs to hunts and teams. Nobody is online, so every hunter is away. */
function readHunters(
  records: ReadonlyMap<string, Uint8Array>,
  { world, state, sameMap, hunterRows }: BaseRecord,
  notes: string[],
): void {
  const { hunts, teams, tick } = world;
  const { hunters } = hunts;
  readTable(records, hunterTable(world), state.hunters.roundStarts[2], notes);
  hunters.reserve(Math.max(hunterRows, hunters.high));
  while (hunters.high > hunterRows && hunters.account[hunters.high - 1] === 0) hunters.high--;
  if (notes.length > 0) mendSides(world, notes);
  if (!sameMap) leaveMap(world);
  checkSides(world, sameMap);
  teams.reindex();
  checkHunters(world);
  hunters.reindex();
  hunts.countTuned();
  for (let row = 0; row < hunters.high; row++) {
    if (hunters.account[row] === 0) continue;
    if (hunters.away[row] === Away.no) hunters.setAway(row, Away.yes, tick);
    // The thread of a search for a cache of one's own, which is not saved.
    if (hunters.hunt[row] === 0 && hunters.thread[row] !== 0) hunters.untune(row);
  }
  for (const { struck } of hunts.list) {
    for (const { diggers, since } of struck) {
      diggers.length = 0;
      since.length = 0;
    }
  }
  hunts.boards.rebuild();
  dropStruckMarks(world);
}

/** A struck cache of one's own is no more: its player has left, and the search is not saved. Its mark goes too. */
function dropStruckMarks({ loot, hunts, grid, tick }: World): void {
  const struck = new Set(
    hunts.list.flatMap(({ struck, caches }) =>
      struck.map(({ cache }) => caches.tileY[cache] * grid.widthTiles + caches.tileX[cache]),
    ),
  );
  const { marks } = loot;
  for (let chunk = 0; chunk < marks.counts.length; chunk++) {
    const first = chunk * MAX_MARKS_PER_CHUNK;
    for (const tile of marks.tiles.slice(first, first + marks.counts[chunk])) {
      if (loot.at[tile] === Mark.struck && !struck.has(tile)) loot.unmark(tile, tick);
    }
  }
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
  const limits = rowLimits(world, sameMap, damaged);
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
