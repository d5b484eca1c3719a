// Records and a whole snapshot that a world of version 1 wrote: both are read, and the first save writes everything anew.
import { expect, test } from "vitest";
import { makeMap, testLoot } from "../testing/testWorld.ts";
import type { World } from "../world.ts";
import { checkWorld } from "./checkWorld.ts";
import { readSave } from "./readSave.ts";
import { openRecord, RecordKind, VERSION } from "./record.ts";
import { SaveWriter } from "./saveWriter.ts";
import { restoreWorld } from "./snapshot.ts";
import fixture from "./testing/version1.json" with { type: "json" };

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const options = { map: makeMap(48, 40, 11, "fixture"), loot: testLoot, seed: 12 };
const { expected } = fixture;
const records = new Map(Object.entries(fixture.records).map(([key, text]) => [key, decoded(text)]));

/** Bytes of base64 text. */
function decoded(text: string): Uint8Array {
  const digits = [...text.replaceAll("=", "")].map((digit) => DIGITS.indexOf(digit));
  return Uint8Array.from({ length: Math.floor((digits.length * 3) / 4) }, (_, i) => {
    const first = Math.floor((i * 4) / 3);
    const bits = (digits[first] << 6) | (digits[first + 1] ?? 0);
    return (bits >> (4 - 2 * (i % 3))) & 255;
  });
}

function playersOf({ accounts, board, movers }: World): unknown[] {
  return Array.from(board.order.subarray(0, board.count), (row) => {
    const mover = accounts.mover[row];
    const [x, y] =
      mover > 0 ? [movers.x[mover - 1], movers.y[mover - 1]] : [accounts.x[row], accounts.y[row]];
    return { id: accounts.idOf(row), name: accounts.nameOf(row), score: accounts.score[row], x, y };
  });
}

function lootSum({ loot }: World): number {
  let sum = 0;
  for (const [tile, kind] of loot.at.entries()) {
    if (kind !== 0) sum = (sum * 31 + tile * 7 + kind) >>> 0;
  }
  return sum;
}

test("records of version 1 give the players, scores, places and loot that they were written with", () => {
  const { world, state, whole, notes } = readSave(records, options);
  expect(notes).toEqual([]);
  expect(whole).toBe(true);
  expect([world.tick, state.save, state.lineage]).toEqual([expected.tick, expected.save, expected.lineage]);
  expect(playersOf(world)).toEqual(expected.players);
  expect([world.loot.total, lootSum(world)]).toEqual([expected.loot, expected.lootSum]);
  expect([world.board.day, world.board.today.count, world.season.number]).toEqual([0, 0, 0]);
  expect([world.hunts.list, world.teams.slots, world.loot.marks.total]).toEqual([[], [], 0]);
  checkWorld(world);
});

test("the first save of such a world drops every record of version 1 and reads back the same", () => {
  const { world, state, whole } = readSave(records, options);
  const writer = new SaveWriter(world, { state, whole, makeBuffer: (bytes) => new Uint8Array(bytes) });
  const { clear, puts } = writer.take();
  expect(clear).toBe(true);
  const saved = new Map(puts.map(({ key, bytes }) => [key, bytes]));
  for (const [key, bytes] of saved) expect([key, bytes[4]]).toEqual([key, VERSION]);
  const again = readSave(saved, options);
  expect([again.notes, again.whole]).toEqual([[], false]);
  expect(playersOf(again.world)).toEqual(expected.players);
  expect(again.state.save).toBe(expected.save + 1);
});

test("a whole snapshot of version 1 is restored", () => {
  const world = restoreWorld(decoded(fixture.snapshot), options);
  expect(playersOf(world)).toEqual(expected.players);
  expect(lootSum(world)).toBe(expected.lootSum);
  checkWorld(world);
});

test("a record of a newer version is refused with the reason", () => {
  const bytes = decoded(fixture.records["base:0"]);
  bytes[4] = VERSION + 1;
  expect(() => openRecord("base:0", bytes, RecordKind.base, 0)).toThrow(
    `saved record base:0: version ${VERSION + 1}, of a newer Doubloon, expected at most ${VERSION}`,
  );
});
