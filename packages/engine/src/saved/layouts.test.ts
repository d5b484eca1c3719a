// The bytes of saved rows and records, pinned: a change of one of these needs a new version in record.ts, or a tag of its
// own, and the bytes from before are still read.
import { SEASON_HUNTS } from "@doubloon/shared/hunt/rules";
import { expect, test } from "vitest";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, testLoot } from "../testing/testWorld.ts";
import { createWorld } from "../world.ts";
import { RecordKind, VERSION } from "./record.ts";
import { ByteReader, ByteWriter } from "./side/bytes.ts";
import { bool, i32, list, maybe, natural, oneOf, struct, text, u8, u16, u32 } from "./side/codec.ts";
import { sideRecords } from "./side/sideRecords.ts";
import { accountTable } from "./tables/accountRow.ts";
import { hunterTable } from "./tables/hunterTable.ts";

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

test("the version and the kinds of records", () => {
  expect(VERSION).toBe(2);
  expect(RecordKind).toEqual({
    base: 1,
    page: 2,
    delta: 3,
    hunterPage: 4,
    hunterDelta: 5,
    hunts: 6,
    season: 7,
    teams: 8,
    solo: 9,
  });
});

test("an account's row", () => {
  const world = createWorld({ map: makeMap(32, 32, 0), loot: testLoot, seed: 1 });
  stepWorld(world, { commands: [enter(1, "Zoë")], inputs: noInputs() });
  const { accounts } = world;
  accounts.score[0] = 0x01020304;
  accounts.scoredAt[0] = 2;
  accounts.x[0] = 0x0506;
  accounts.y[0] = 0x0708;
  accounts.leftTick[0] = 0x090a0b0c;
  accounts.bot[0] = 1;
  accounts.today[0] = 0x11;
  accounts.day[0] = 0x4e20;
  accounts.season[0] = 3;
  for (let i = 0; i < SEASON_HUNTS; i++) accounts.best[i] = SEASON_HUNTS - i;
  accounts.seasonAt[0] = 4;
  accounts.tutorialDone[0] = 1;
  accounts.dailyDay[0] = 0x4e1f;
  const table = accountTable(accounts);
  const bytes = new Uint8Array(table.rowBytes(VERSION));
  table.write(0, bytes, new DataView(bytes.buffer), 0);
  expect([table.rowBytes(1), bytes.length]).toEqual([110, 176]);
  expect(hex(bytes.subarray(0, 22))).toBe("706c617965722d315f5f5f5f5f5f5f5f5f5f5f5f5f5f");
  expect(hex(bytes.subarray(22, 28))).toBe("5a6fc3ab0000");
  expect(hex(bytes.subarray(86, 123))).toBe(
    "04030201" +
      "06050000" +
      "08070000" +
      "0c0b0a09" +
      "0000000000000040" +
      "01" +
      "11000000" +
      "204e0000" +
      "03000000",
  );
  expect(hex(bytes.subarray(123, 163))).toBe(
    "0a000000" +
      "09000000" +
      "08000000" +
      "07000000" +
      "06000000" +
      "05000000" +
      "04000000" +
      "03000000" +
      "02000000" +
      "01000000",
  );
  expect(hex(bytes.subarray(163))).toBe("0000000000001040" + "01" + "1f4e0000");
});

test("a hunter's row: the columns in order, with their bytes", () => {
  const world = createWorld({ map: makeMap(32, 32, 0), loot: testLoot, seed: 1 });
  const { hunters } = world.hunts;
  hunters.take(0, world.tick);
  const widths = hunters.columns().map(({ byteLength }) => byteLength);
  expect(widths).toEqual([4, 4, 4, 2, 2, 4, 1, 4, 4, 4, 1, 4, 4, 1, 4, 4, 1, 1, 2, 2, 1, 1, 2, 256]);
  expect(hunterTable(world).rowBytes(VERSION)).toBe(widths.reduce((sum, width) => sum + width, 0));
});

test("the side records of a world without hunts", () => {
  const world = createWorld({ map: makeMap(32, 32, 0), loot: testLoot, seed: 1 });
  world.hunts.lastNumber = 5;
  world.hunts.lastThread = 6;
  world.board.day = 7;
  world.season.begin(8);
  world.season.keepGreatFind({ hunt: 5, tile: 9, name: "Al" });
  world.teams.create("AB", 3);
  world.solo.glintDay = 7;
  const bytesOf = Object.fromEntries(
    sideRecords.map(({ name, part }) => {
      const writer = new ByteWriter();
      part.codec.write(writer, part.take(world));
      return [name, hex(writer.bytes)];
    }),
  );
  expect(bytesOf).toEqual({
    hunts: "06000000" + "05000000" + "00000000",
    season:
      "07000000" + "08000000" + "00000000" + "00000000" + "01000000" + "05000000" + "09000000" + "0200416c",
    teams: "01000000" + "02" + "02004142" + "01000000" + "03000000" + "00000000",
    solo: "00" + "07000000" + "00000000",
  });
});

test("a team that was saved with points in one hunt at a time is read", () => {
  const world = createWorld({ map: makeMap(32, 32, 0), loot: testLoot, seed: 1 });
  const teams = sideRecords.find(({ name }) => name === "teams");
  const saved = (hunt: number, points: number): Uint8Array => {
    const writer = new ByteWriter();
    writer.u32(2);
    for (const tag of [0, 1]) writer.u8(tag);
    writer.text("AB");
    for (const value of [1, 3, hunt, points]) writer.u32(value);
    writer.f64(1);
    return writer.bytes;
  };
  const read = (bytes: Uint8Array): unknown => {
    teams?.part.apply(world, teams.part.codec.read(new ByteReader(bytes, "teams"), "teams"));
    return world.teams.slots;
  };
  const team = { code: "AB", members: [3] };
  expect(read(saved(7, 5))).toEqual([undefined, { ...team, scores: [{ hunt: 7, points: 5, at: 1 }] }]);
  expect(read(saved(0, 0))).toEqual([undefined, { ...team, scores: [] }]);
});

test("codecs write little-endian, one value after the other", () => {
  const codec = struct({
    a: u8,
    b: u16,
    c: u32,
    d: i32,
    e: natural,
    f: bool,
    g: oneOf(["x", "y"]),
    h: text(9),
    i: list(u8, 3),
    j: maybe(u8),
  });
  const writer = new ByteWriter();
  codec.write(writer, {
    a: 1,
    b: 2,
    c: 3,
    d: -1,
    e: 2 ** 40,
    f: true,
    g: "y",
    h: "é!",
    i: [7, 8],
    j: undefined,
  });
  expect(hex(writer.bytes)).toBe(
    "01" +
      "0200" +
      "03000000" +
      "ffffffff" +
      "0000000000007042" +
      "01" +
      "01" +
      "0300c3a921" +
      "020000000708" +
      "00",
  );
});
