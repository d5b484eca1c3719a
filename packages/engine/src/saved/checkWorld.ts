// Checks a restored world: every column is in range and every list agrees with the columns it is derived from. Throws a
// SnapshotError for the first fault. It visits every row, so it is too slow for use in a step.
import { HEADINGS } from "@doubloon/shared/heading";
import { Gait, Intent } from "@doubloon/shared/movement";
import { roomCount, TILE_SUB } from "@doubloon/shared/space";
import type { RankedRows, RankValues } from "../boards/rankedRows.ts";
import { ID_BYTES, isNone } from "../columns/accounts.ts";
import type { World } from "../world.ts";
import { SnapshotError } from "./snapshotError.ts";
import { checkRow, rowLimits } from "./tables/accountRow.ts";

/**
 * Checks accounts, boards and movers. `sameMap` is false while positions still belong to another map.
 * @throws SnapshotError that names the place, the value found and the value expected
 */
export function checkWorld(world: World, sameMap = true): void {
  checkAccounts(world, sameMap);
  checkIdle(world);
  checkBoards(world);
  checkMovers(world, sameMap);
}

function fail(where: string, found: string | number, expected: string | number): never {
  throw new SnapshotError(`${where}: ${found}, expected ${expected}`);
}

function checkAccounts(world: World, sameMap: boolean): void {
  const { accounts, movers, board } = world;
  const limits = rowLimits(world, sameMap);
  if (!Number.isSafeInteger(board.serial) || board.serial < 0)
    fail("number of the last award", board.serial, "a whole number from 0");
  let used = 0;
  const isFree = new Uint8Array(accounts.high);
  for (let row = 0; row < accounts.high; row++) {
    if (!checkRow(accounts, row, limits)) {
      isFree[row] = 1;
      continue;
    }
    used++;
    if (accounts.find(accounts.idOf(row)) !== row) fail(`account ${row}`, "an id of two rows", "a unique id");
    const mover = accounts.mover[row];
    if (mover === 0) continue;
    if (mover > movers.high || movers.account[mover - 1] !== row + 1) {
      fail(`account ${row}`, `mover ${mover - 1} of another account`, "its own mover");
    }
  }
  if (used !== accounts.count) fail("accounts in use", used, accounts.count);
  let free = accounts.high - used;
  for (let row = accounts.freeFirst; !isNone(row); row = accounts.next[row]) {
    if (row >= accounts.high || isFree[row] === 0) fail("list of free accounts", row, "each free row once");
    isFree[row] = 0;
    free--;
  }
  if (free !== 0) fail("list of free accounts", `${free} rows missing`, "every free row");
}

function checkIdle({ accounts }: World): void {
  let expected = 0;
  for (let row = 0; row < accounts.high; row++) if (isIdle(row)) expected++;
  if (accounts.idleCount !== expected) fail("idle accounts", accounts.idleCount, expected);
  let last = 0xffffffff;
  let seen = 0;
  for (let row = accounts.idleFirst; !isNone(row); row = accounts.next[row]) {
    if (row >= accounts.high || !isIdle(row) || accounts.previous[row] !== last || ++seen > expected) {
      fail("list of idle accounts", row, "offline players without a score, linked both ways");
    }
    last = row;
  }
  if (seen !== expected || accounts.idleLast !== last) fail("list of idle accounts", seen, expected);

  function isIdle(row: number): boolean {
    return accounts.ids[row * ID_BYTES] !== 0 && accounts.mover[row] === 0 && accounts.score[row] === 0;
  }
}

/** Checks that every board lists whom it must, in the right order. */
export function checkBoards({ board, season, accounts }: World): void {
  const { bot, score, scoredAt, seasonAt } = accounts;
  const listed: { [board: string]: number } = { ever: 0, today: 0, season: 0 };
  for (let row = 0; row < accounts.high; row++) {
    if (accounts.ids[row * ID_BYTES] === 0 || bot[row] !== 0) continue;
    listed["ever"]++;
    if (board.pointsToday(row) > 0) listed["today"]++;
    if (season.pointsOf(row) > 0) listed["season"]++;
  }
  const check = (name: string, ranked: RankedRows, values: RankValues): void => {
    if (ranked.count !== listed[name]) fail(`players on the board ${name}`, ranked.count, listed[name]);
    for (let place = 0; place < ranked.count; place++) {
      const row = ranked.order[place];
      if (row >= accounts.high || accounts.ids[row * ID_BYTES] === 0 || bot[row] !== 0)
        fail(`board ${name} place ${place}`, row, "a player's row");
      if (place === 0) continue;
      const before = ranked.order[place - 1];
      const [more, less] = [values.points(before), values.points(row)];
      if (more < less || (more === less && values.at(before) >= values.at(row))) {
        fail(
          `board ${name} place ${place}`,
          `row ${row} with ${less}`,
          `less than, or later than, row ${before} with ${more}`,
        );
      }
    }
  };
  const byScore = (row: number): number => scoredAt[row];
  check("ever", board.ever, { points: (row) => score[row], at: byScore });
  check("today", board.today, { points: (row) => board.pointsToday(row), at: byScore });
  check("season", season.ranked, { points: (row) => season.pointsOf(row), at: (row) => seasonAt[row] });
}

function checkMovers({ movers, accounts, map, grid }: World, sameMap: boolean): void {
  const width = map.widthTiles * TILE_SUB;
  const height = map.heightTiles * TILE_SUB;
  const rooms = roomCount(grid);
  let present = 0;
  for (let id = 0; id < movers.high; id++) {
    if (movers.account[id] === 0) continue;
    present++;
    const row = movers.account[id] - 1;
    if (row >= accounts.high || accounts.mover[row] !== id + 1)
      fail(`mover ${id}`, `account ${row}`, "its own account");
    if (movers.heading[id] >= HEADINGS)
      fail(`mover ${id} heading`, movers.heading[id], `less than ${HEADINGS}`);
    if (movers.gait[id] > Gait.slidingY)
      fail(`mover ${id} gait`, movers.gait[id], `at most ${Gait.slidingY}`);
    if (movers.intent[id] > Intent.point)
      fail(`mover ${id} intent`, movers.intent[id], `at most ${Intent.point}`);
    if (!sameMap) continue;
    if (movers.crossFrom[id] >= rooms) fail(`mover ${id} chunk`, movers.crossFrom[id], `less than ${rooms}`);
    for (const [what, x, y] of [
      ["position", movers.x[id], movers.y[id]],
      ["target", movers.targetX[id], movers.targetY[id]],
    ] as const) {
      if (x < 0 || y < 0 || x >= width || y >= height) {
        fail(`mover ${id} ${what}`, `${x},${y}`, `within ${width} x ${height}`);
      }
    }
  }
  if (movers.count !== present) fail("movers present", present, movers.count);
  const seen = new Set<number>();
  for (let i = 0; i < movers.freeCount; i++) {
    const id = movers.free[(movers.freeHead + i) % movers.free.length];
    if (id >= movers.high || movers.account[id] !== 0 || seen.has(id))
      fail("free mover ids", id, "each free id once");
    seen.add(id);
  }
  if (seen.size !== movers.high - present) fail("free mover ids", seen.size, movers.high - present);
}
