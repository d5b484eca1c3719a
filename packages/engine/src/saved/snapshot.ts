// A whole world as one byte string, little-endian. Earlier versions saved worlds in this format, and the determinism
// tests hash it; the current format is in record.ts. Reading checks every value and throws a SnapshotError.
//
//   0  u32  magic "DBLN"        4  u32  version of this layout
//   8  u32  length in bytes    12  u32  hash of everything after this field
//  16  64 B version of the map
//  80  f64  number of the last award
//  88  u32  tick
//  92  u32  movers: highest id + 1     96  u32  movers: free ids
// 100  u32  accounts: rows used       104  u32  accounts: players    108  u32  accounts: first free row
// 112  u32  accounts: first, last and number of idle rows (three words)
// 124  u32  players on the leaderboard
// 128  u32  loot: next chunk to visit     132  u32  loot: pieces
// 136  4 x u32 random state
// 152  mover columns, account columns (see columns() of each), leaderboard order, loot (see lootColumns.ts)
//      then, from version 2 on, the tail, see side/snapshotTail.ts
import { facingOf } from "@doubloon/shared/hunt/pose";
import type { Tick } from "@doubloon/shared/ids";
import { MAX_MOVERS, type RoomId } from "@doubloon/shared/ids";
import { roomAt } from "@doubloon/shared/space";
import { viewOf } from "@doubloon/shared/wire/dataView";
import { ID_BYTES, MAX_ACCOUNTS, NAME_BYTES } from "../columns/accounts.ts";
import { placeMover } from "../spawn.ts";
import { createWorld, emptyWorld, type World, type WorldOptions } from "../world.ts";
import { checkWorld } from "./checkWorld.ts";
import { hashBytes } from "./hash.ts";
import { lootColumns, restoreLoot } from "./lootColumns.ts";
import { isMapVersion, writeMapVersion } from "./mapVersion.ts";
import { ByteReader } from "./side/bytes.ts";
import { readTail, writeTail } from "./side/snapshotTail.ts";
import { SnapshotError } from "./snapshotError.ts";

const MAGIC = 0x4e4c4244;
const VERSION = 2;
const HASHED_FROM = 16;
const MAP_VERSION_AT = 16;
const SERIAL_AT = 80;
const WORDS_AT = 88;
const COLUMNS_AT = 152;
const MOVER_BYTES = 65;
const ACCOUNT_BYTES = ID_BYTES + NAME_BYTES + 36;

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Encodes the world. */
export function snapshotWorld(world: World): Uint8Array {
  const { movers, accounts, board, loot } = world;
  const columns: Column[] = [
    ...movers.columns(),
    ...accounts.columns(),
    board.order.subarray(0, board.count),
    ...lootColumns(world),
    writeTail(world),
  ];
  let length = COLUMNS_AT;
  for (const column of columns) length += column.byteLength;
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, length, true);
  writeMapVersion(bytes, MAP_VERSION_AT, world.map.version);
  view.setFloat64(SERIAL_AT, board.serial, true);
  const words = [
    world.tick,
    movers.high,
    movers.freeCount,
    accounts.high,
    accounts.count,
    accounts.freeFirst,
    accounts.idleFirst,
    accounts.idleLast,
    accounts.idleCount,
    board.count,
    loot.cursor,
    loot.total,
    ...world.random,
  ];
  for (const [i, word] of words.entries()) view.setUint32(WORDS_AT + 4 * i, word, true);
  let at = COLUMNS_AT;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  view.setUint32(12, hashBytes(bytes.subarray(HASHED_FROM), VERSION), true);
  return bytes;
}

/**
 * Restores a world. On another version of the map players and scores are kept, movers start at spawn points and loot is
 * placed again. Loot that the current table does not allow is dropped.
 * @throws SnapshotError for damaged bytes or values out of range
 */
export function restoreWorld(bytes: Uint8Array, options: WorldOptions): World {
  const { view, tailAt, version } = checked(bytes);
  const word = (index: number): number => view.getUint32(WORDS_AT + 4 * index, true);
  const sameMap = isMapVersion(bytes, MAP_VERSION_AT, options.map.version);
  const world = sameMap ? emptyWorld(options) : createWorld(options);
  const { movers, accounts, board } = world;
  world.tick = word(0) as Tick;
  board.serial = view.getFloat64(SERIAL_AT, true);
  movers.high = word(1);
  movers.freeCount = word(2);
  accounts.reserve(word(3));
  accounts.high = word(3);
  accounts.count = word(4);
  accounts.freeFirst = word(5);
  accounts.idleFirst = word(6);
  accounts.idleLast = word(7);
  accounts.idleCount = word(8);
  board.ever.reserve(word(9));
  board.ever.count = word(9);
  let at = COLUMNS_AT;
  for (const column of [
    ...movers.columns(),
    ...accounts.columns(),
    board.order.subarray(0, board.count),
  ] as Column[]) {
    const into = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    into.set(bytes.subarray(at, at + into.length));
    at += into.length;
  }
  movers.count = movers.high - movers.freeCount;
  accounts.reindex();
  const tail = version === 1 ? undefined : new ByteReader(bytes.subarray(tailAt), "snapshot");
  const finishTail = tail === undefined ? undefined : readTail(world, tail, sameMap);
  checkWorld(world, sameMap);
  if (sameMap) {
    const random = Array.from(world.random, (_, i) => word(12 + i));
    if (random.every((part) => part === 0))
      throw new SnapshotError("random state: zeros, expected a non-zero word");
    world.random.set(random);
    restoreLoot(world, view, at, word(11));
    const chunks = world.loot.targets.length;
    if (word(10) >= chunks) throw new SnapshotError(`next chunk: ${word(10)}, expected less than ${chunks}`);
    world.loot.cursor = word(10);
  } else accounts.x.fill(-1, 0, accounts.high);
  seatMovers(world, sameMap);
  finishTail?.();
  world.awards.settle(accounts);
  return world;
}

/** Adds every mover to its chunk's list. On another map it stops and starts at a spawn point. */
function seatMovers(world: World, sameMap: boolean): void {
  const { movers, members, grid, tick } = world;
  for (let mover = 0; mover < movers.high; mover++) {
    if (movers.account[mover] === 0) continue;
    if (sameMap) {
      const room: RoomId = roomAt(grid, movers.x[mover], movers.y[mover]);
      movers.room[mover] = room;
      members.add(room, mover);
      movers.pose[mover] = movers.gait[mover] === 0 ? facingOf(movers.heading[mover]) : 0;
      continue;
    }
    movers.intent[mover] = 0;
    movers.gait[mover] = 0;
    movers.pose[mover] = facingOf(movers.heading[mover]);
    movers.jumpTick[mover] = tick;
    // Places of the other map, which this one may not have.
    movers.crossFrom[mover] = 0;
    movers.targetX[mover] = 0;
    movers.targetY[mover] = 0;
    movers.markChanged(mover, tick);
    placeMover(world, mover, movers.account[mover] - 1);
  }
}

function checked(bytes: Uint8Array): { view: DataView; version: number; tailAt: number } {
  if (bytes.length < COLUMNS_AT) {
    throw new SnapshotError(`snapshot of ${bytes.length} bytes, expected at least ${COLUMNS_AT}`);
  }
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== MAGIC) throw new SnapshotError("not a snapshot of a world");
  const version = view.getUint32(4, true);
  if (version < 1 || version > VERSION) {
    throw new SnapshotError(`snapshot of version ${version}, expected 1 to ${VERSION}`);
  }
  if (view.getUint32(8, true) !== bytes.length) {
    throw new SnapshotError(`snapshot of ${bytes.length} bytes, its header says ${view.getUint32(8, true)}`);
  }
  if (view.getUint32(12, true) !== hashBytes(bytes.subarray(HASHED_FROM), version)) {
    throw new SnapshotError("damaged snapshot: its hash does not match its bytes");
  }
  const [high, free, rows, players, board, pieces] = [1, 2, 3, 4, 9, 11].map((i) =>
    view.getUint32(WORDS_AT + 4 * i, true),
  );
  if (high > MAX_MOVERS || free > high || rows > MAX_ACCOUNTS || players > rows || board > players) {
    throw new SnapshotError("snapshot with impossible counts");
  }
  const tailAt = COLUMNS_AT + high * MOVER_BYTES + free * 2 + rows * ACCOUNT_BYTES + board * 4 + pieces * 5;
  if (version === 1 ? tailAt !== bytes.length : tailAt > bytes.length) {
    throw new SnapshotError(`snapshot of ${bytes.length} bytes, its counts require ${tailAt}`);
  }
  return { view, version, tailAt };
}
