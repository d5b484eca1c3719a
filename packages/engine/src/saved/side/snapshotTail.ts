// The second part of a whole snapshot, which version 1 did not have: what bodies do, the boards' columns of accounts,
// hunters, side records and marks. Unlike saves it has the movers, so that a restored world steps on exactly like the original.

import { POSES } from "@doubloon/shared/hunt/pose";
import { MAX_MOVERS, type MoverId, type Tick } from "@doubloon/shared/ids";
import { viewOf } from "@doubloon/shared/wire/dataView";
import { MAX_ACCOUNTS } from "../../columns/accounts.ts";
import type { SoloSearch } from "../../solo/solo.ts";
import type { Newcomer, World } from "../../world.ts";
import { MARK_BYTES, markColumns, restoreMarks } from "../markColumns.ts";
import { checkHunters } from "../tables/hunterTable.ts";
import { type ByteReader, ByteWriter } from "./bytes.ts";
import { checkSides } from "./checkSides.ts";
import {
  bool,
  type Codec,
  fixed,
  i32,
  list,
  oneOf,
  readColumns,
  struct,
  tileRect,
  u32,
  writeColumns,
} from "./codec.ts";
import { leaveMap } from "./leaveMap.ts";
import { sideRecords } from "./sideRecords.ts";

const search = struct<SoloSearch>({
  kind: oneOf(["tutorial", "daily"] as const),
  zone: tileRect,
  tileX: u32,
  tileY: u32,
  phantomX: i32,
  phantomY: i32,
  noiseKey: fixed(32),
  struck: bool,
  work: u32,
});
const searches: Codec<[number, SoloSearch][]> = list(
  {
    write(writer, [account, value]) {
      u32.write(writer, account);
      search.write(writer, value);
    },
    read: (reader, what) => [u32.read(reader, what), search.read(reader, what)],
  },
  MAX_MOVERS,
);
const running = list(u32, MAX_MOVERS);
const newcomers: Codec<Newcomer[]> = list(
  {
    write(writer, { mover, account, since }) {
      for (const value of [mover, account, since]) u32.write(writer, value);
    },
    read: (reader, what) => ({
      mover: u32.read(reader, what) as MoverId,
      account: u32.read(reader, what),
      since: u32.read(reader, what) as Tick,
    }),
  },
  MAX_MOVERS,
);

export function writeTail(world: World): Uint8Array {
  const { movers, actors, accounts, hunts, loot } = world;
  const writer = new ByteWriter();
  writeColumns(writer, bodyColumns(world));
  writer.u32(actors.count);
  writeColumns(writer, [
    actors.list.subarray(0, actors.count),
    actors.since.subarray(0, movers.high),
    actors.taken.subarray(0, movers.high),
  ]);
  writeColumns(writer, [...accounts.boardColumns(), ...accounts.soloColumns()]);
  writer.u32(hunts.hunters.high);
  writeColumns(writer, hunts.hunters.columns());
  for (const { part } of sideRecords) part.codec.write(writer, part.take(world));
  searches.write(writer, [...world.solo.searches]);
  running.write(writer, world.running);
  newcomers.write(writer, world.newcomers);
  writer.u32(loot.marks.total);
  writeColumns(writer, markColumns(world));
  return writer.bytes;
}

/** What of a tail can be applied only once the movers are in their places and the loot lies. */
export type FinishTail = () => void;

/**
 * Reads a tail into a world whose movers and accounts have their columns, before these are checked.
 * @throws SnapshotError for a value out of range
 */
export function readTail(world: World, reader: ByteReader, sameMap: boolean): FinishTail {
  const { movers, actors, accounts, hunts, teams, season, board } = world;
  const { hunters } = hunts;
  const { high } = movers;
  readColumns(reader, bodyColumns(world), "bodies");
  const acting = reader.u32("actors");
  if (acting > high) reader.fail("actors", `${acting}`, `at most ${high}`);
  const list = new Uint16Array(acting);
  const since = new Uint32Array(high);
  const taken = new Uint8Array(high);
  readColumns(reader, [list, since, taken], "actors");
  readColumns(reader, [...accounts.boardColumns(), ...accounts.soloColumns()], "boards");
  const rows = reader.u32("hunters");
  if (rows > MAX_ACCOUNTS) reader.fail("hunters", `${rows}`, `at most ${MAX_ACCOUNTS}`);
  hunters.reserve(rows);
  readColumns(reader, hunters.columns(), "hunters");
  for (const { name, part } of sideRecords) part.apply(world, part.codec.read(reader, name));
  const found = searches.read(reader, "searches");
  world.running.push(...running.read(reader, "running"));
  world.newcomers.push(...newcomers.read(reader, "newcomers"));
  const marks = reader.u32("marks");
  const markBytes = reader.raw(marks * MARK_BYTES, "marks");
  reader.end();
  board.rebuild();
  season.rebuild();
  if (!sameMap) leaveMap(world);
  checkSides(world, sameMap);
  teams.reindex();
  checkHunters(world);
  hunters.reindex();
  hunts.boards.rebuild();
  const poses = movers.pose.slice(0, high);
  return () => {
    if (!sameMap) {
      world.running.length = 0;
      world.newcomers.length = 0;
      return;
    }
    for (const [account, search] of found) world.solo.searches.set(account, search);
    restoreMarks(world, viewOf(markBytes), 0, marks);
    movers.pose.set(poses);
    for (let mover = 0; mover < high; mover++) {
      if (poses[mover] >= POSES)
        reader.fail(`pose of mover ${mover}`, `${poses[mover]}`, `less than ${POSES}`);
    }
    for (const mover of list) {
      if (!movers.has(mover) || actors.has(mover)) reader.fail("actors", `${mover}`, "each mover once");
      actors.add(mover, world.tick);
    }
    actors.since.set(since);
    actors.taken.set(taken);
  };
}

function bodyColumns({ movers }: World): (Uint8Array | Uint32Array)[] {
  const { high } = movers;
  return [
    movers.pose.subarray(0, high),
    movers.fast.subarray(0, high),
    movers.stoodTick.subarray(0, high),
    movers.emoteTick.subarray(0, high),
  ];
}
