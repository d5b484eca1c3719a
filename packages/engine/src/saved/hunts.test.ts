// Saving in the middle of hunts: a restored world steps on like the original, a save holds hunts, hunters and teams of its
// tick, and damage is replaced by the version before or gives an error that says what.
import { isMark } from "@doubloon/shared/hunt/marks";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command } from "../commands.ts";
import { Away } from "../hunts/hunters.ts";
import { stepWorld } from "../stepWorld.ts";
import { disturbedHunt } from "../testing/disturbedHunt.ts";
import { hashHunts } from "../testing/hashHunts.ts";
import { hashWorld } from "../testing/hashWorld.ts";
import { huntMap, ScriptedHunt, shortHunt } from "../testing/scriptedHunt.ts";
import { makeMap, noInputs, playerId, testLoot } from "../testing/testWorld.ts";
import type { World } from "../world.ts";
import { checkWorld } from "./checkWorld.ts";
import { readSave } from "./readSave.ts";
import { openRecord, RecordKind, sealRecord } from "./record.ts";
import { firstSaveState } from "./saveState.ts";
import { SaveWriter } from "./saveWriter.ts";
import { mendSides } from "./side/mendSides.ts";
import { restoreWorld, snapshotWorld } from "./snapshot.ts";
import { SnapshotError } from "./snapshotError.ts";

const options = { map: huntMap, loot: testLoot, seed: 1 };
type Records = Map<string, Uint8Array>;

/** What a save must keep of hunts, hunters, teams, calendar and marks. Nobody is online in a world that was read. */
function summary({ hunts, teams, season, board, solo, loot, accounts }: World): unknown {
  const { hunters } = hunts;
  const list = hunts.list.map((hunt) => ({
    ...hunt,
    secret: [...hunt.secret],
    entropy: [...hunt.entropy],
    ties: [...hunt.ties],
    caches: { salts: hunt.caches.salts, columns: hunt.caches.columns().map((column) => [...column]) },
    struck: hunt.struck.map((struck) => ({ ...struck, diggers: [], since: [] })),
  }));
  const rows = Array.from({ length: hunters.high }, (row: undefined, index) => {
    if (hunters.account[index] === 0) return row;
    const values = Object.entries(hunters).flatMap(([name, column]: [string, unknown]) =>
      column instanceof Uint8Array || column instanceof Uint16Array || column instanceof Uint32Array
        ? name === "away" || name === "awayTick" || name === "readings"
          ? []
          : [[name, column[index]]]
        : [],
    );
    const dropped = hunters.away[index] === Away.dropped ? ["dropped", hunters.awayTick[index]] : [];
    return [...values, ...hunters.keptReadings(index), ...dropped];
  });
  const marks = [...loot.at.entries()].filter(([, kind]) => isMark(kind));
  const boards = Array.from({ length: accounts.high }, (_, row) => [
    board.pointsToday(row),
    season.pointsOf(row),
    accounts.bot[row],
    accounts.tutorialDone[row],
    accounts.dailyDay[row],
  ]);
  return {
    list,
    last: [hunts.lastNumber, hunts.lastThread],
    rows,
    teams: teams.slots,
    season: [season.number, season.pending, season.archives, season.greatFinds, board.day],
    solo: [solo.secret === undefined ? [] : [...solo.secret], solo.glintDay, solo.glintCursor],
    marks,
    boards,
  };
}

function makeSaver(world: World) {
  const writer = new SaveWriter(world, {
    state: firstSaveState("L"),
    whole: true,
    makeBuffer: (bytes) => new Uint8Array(bytes),
  });
  const records: Records = new Map();
  const save = (durable = true): void => {
    const { clear, drops, puts } = writer.take();
    if (durable) {
      if (clear) records.clear();
      for (const key of drops) records.delete(key);
      for (const { key, bytes } of puts) records.set(key, bytes.slice());
    }
    writer.settle(durable);
  };
  return { writer, records, save };
}

const day: Command = { type: "calendar", day: 20_000, season: 3 };
const secret: Command = { type: "soloSecret", secret: Uint8Array.from({ length: 32 }, (_, i) => i) };

test.each([1, 2, 3, 4, 5, 6])(
  "seed %i: a world restored in each part of a hunt steps on like the original until that is archived",
  (seed) => {
    const script = disturbedHunt(seed);
    script.step([day, secret]);
    let restored: World | undefined;
    while (!script.archived) {
      const { phase, clock } = script.state;
      // In the countdown of 40 ticks the plan is being made; in the waves caches are struck.
      const restores = phase === "running" ? clock % 300 === 150 : clock === 2 || clock === 20;
      if (restores || restored === undefined) {
        restored = restoreWorld(snapshotWorld(script.world), { ...options, seed: 99 });
        expect(hashWorld(restored)).toBe(hashWorld(script.world));
      }
      script.step();
      stepWorld(restored, { commands: script.commands, inputs: script.inputs });
      expect(hashHunts(restored)).toBe(hashHunts(script.world));
      if (script.steps % 20 === 0) expect(hashWorld(restored)).toBe(hashWorld(script.world));
    }
    expect(hashWorld(restored as World)).toBe(hashWorld(script.world));
  },
);

test.each([7, 8, 9])(
  "seed %i: reading gives the hunts of the last durable save, all through a hunt",
  (seed) => {
    const script = disturbedHunt(seed);
    script.step([day, secret]);
    const { writer, records, save } = makeSaver(script.world);
    for (let i = 0; !script.archived; i++) {
      for (let steps = 1 + (i % 40); steps > 0 && !script.archived; steps--) script.step();
      writer.copyChanged(i % 7);
      if (i % 5 === 4) {
        save(false);
        script.step();
      }
      save();
      const read = readSave(records, options);
      expect(read.notes).toEqual([]);
      expect(read.whole).toBe(false);
      expect(read.state).toEqual(writer.state);
      expect(summary(read.world)).toEqual(summary(script.world));
      checkWorld(read.world);
    }
  },
);

test("a world that was read in the middle of a hunt plays it to its end with the players who come back", () => {
  const script = disturbedHunt(4);
  script.until(({ state }) => state.phase === "running" && state.wave === 2 && state.struck.length > 0);
  const { records, save } = makeSaver(script.world);
  save();
  const { world } = readSave(records, options);
  const { found, clock } = script.state;
  const [hunt] = world.hunts.list;
  expect([hunt.clock, hunt.found.length]).toEqual([clock, found.length]);
  const enters = Array.from(
    { length: 14 },
    (_, n): Command => ({ type: "enter", playerId: playerId(n), name: `P${n}` }),
  );
  const facts = [...stepWorld(world, { commands: enters, inputs: noInputs() })];
  expect(facts.filter(({ type }) => type === "reading" || type === "clue").length).toBeGreaterThan(0);
  for (let i = 0; world.hunts.list.length > 0 && i < 20_000; i++) {
    facts.push(...stepWorld(world, { commands: [], inputs: noInputs() }));
  }
  for (const type of ["huntOver", "huntArchived"]) {
    expect(facts.filter((fact) => fact.type === type)).toEqual([{ type, hunt: shortHunt.number }]);
  }
  checkWorld(world);
});

test("what is not changed is not written: without hunts a save has no side record, hunter page or hunter delta", () => {
  const script = disturbedHunt(0);
  const { writer, save } = makeSaver(script.world);
  while (!script.archived) script.step();
  save();
  for (let i = 0; i < 3; i++) {
    stepWorld(script.world, { commands: [], inputs: noInputs() });
    const keys = writer.take().puts.map(({ key }) => key.split(":")[0]);
    writer.settle(true);
    const sides = keys.filter((key) => ["hunts", "season", "teams", "solo"].includes(key));
    if (i > 0) expect(sides).toEqual([]);
  }
});

test("on another map hunts stand still until they are cancelled, and nothing of the old map's places is left", () => {
  const script = disturbedHunt(3);
  script.until(({ state }) => state.phase === "running" && state.found.length > 1);
  const { records, save } = makeSaver(script.world);
  save();
  const other = { ...options, map: makeMap(40, 30, 0, "other") };
  const { world, whole, toCancel } = readSave(records, other);
  expect([whole, toCancel]).toEqual([true, [1]]);
  const [hunt] = world.hunts.list;
  expect([hunt.paused, hunt.struck, world.loot.marks.total]).toEqual([true, [], 0]);
  for (let i = 0; i < 50; i++) stepWorld(world, { commands: [], inputs: noInputs() });
  expect(hunt.phase).toBe("running");
  const facts = stepWorld(world, { commands: [{ type: "cancelHunt", hunt: 1 }], inputs: noInputs() });
  expect(facts).toContainEqual({ type: "huntCancelled", hunt: 1 });
  for (let i = 0; i < 800; i++) stepWorld(world, { commands: [], inputs: noInputs() });
  expect(world.hunts.list).toEqual([]);
});

describe("damage", () => {
  const script = disturbedHunt(5);
  script.step([day, secret]);
  const { records, save } = makeSaver(script.world);
  script.until(({ state }) => state.phase === "running" && state.wave === 2 && state.struck.length > 0);
  for (let i = 0; i < 12; i++) {
    for (let steps = 0; steps < 9; steps++) script.step();
    save();
  }

  const keyOf = fc.constantFrom(...records.keys());

  function withDamage(key: string, damage: (bytes: Uint8Array) => void): Records {
    const copy: Records = new Map(records);
    const bytes = records.get(key)?.slice() ?? new Uint8Array(0);
    damage(bytes);
    return copy.set(key, bytes);
  }

  function play(world: World): void {
    checkWorld(world);
    const commands = Array.from(
      { length: 16 },
      (_, n): Command => ({ type: "enter", playerId: playerId(n), name: undefined }),
    );
    stepWorld(world, { commands, inputs: noInputs() });
    for (let i = 0; i < 30; i++) stepWorld(world, { commands: [], inputs: noInputs() });
    checkWorld(world);
  }

  test("a flipped bit in any record is noted and replaced by an older version or a copy", () => {
    fc.assert(
      fc.property(keyOf, fc.nat(), fc.nat(7), (key, at, bit) => {
        const read = readSave(
          withDamage(key, (bytes) => {
            bytes[at % bytes.length] ^= 1 << bit;
          }),
          options,
        );
        expect(read.notes.join("\n")).toContain(key);
        expect(read.whole).toBe(true);
        expect(read.world.hunts.list.length).toBe(1);
        play(read.world);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  test("any bytes under a right hash give an error that names the value, or a world that can be played", () => {
    fc.assert(
      fc.property(
        keyOf,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (key, edits) => {
          const [kind, index] = key.split(":");
          const number = RecordKind[kind as keyof typeof RecordKind];
          const place = kind === "delta" || kind === "hunterDelta" ? 0 : Number(index);
          const damaged = withDamage(key, (bytes) => {
            for (const [at, value] of edits) bytes[16 + (at % (bytes.length - 16))] = value;
            sealRecord(bytes, number, place, new DataView(bytes.buffer).getUint32(8, true));
            expect(() => openRecord(key, bytes, number, place)).not.toThrow();
          });
          try {
            play(readSave(damaged, options).world);
          } catch (error) {
            if (!(error instanceof SnapshotError)) throw error;
            expect(error.message).toMatch(/^saved .*expected/s);
          }
        },
      ),
      { seed: 1, numRuns: 150 },
    );
  });

  test("the hunts of the save before are used if the newest are damaged; if both are, reading fails and says so", () => {
    const [newest] = [...records.keys()]
      .filter((key) => key.startsWith("hunts:"))
      .sort((a, b) => saveOf(b) - saveOf(a));
    const flip = (bytes: Uint8Array): void => {
      bytes[40] ^= 1;
    };
    const read = readSave(withDamage(newest, flip), options);
    expect(read.notes).toEqual([
      expect.stringMatching(`^saved record ${newest}: damaged bytes`),
      `the hunts of save ${saveOf(newest) - 1} are used`,
    ]);
    expect(read.world.hunts.list[0].clock).toBe(script.state.clock - 9);
    const both = withDamage(newest, flip);
    both.set(newest === "hunts:0" ? "hunts:1" : "hunts:0", new Uint8Array(20));
    expect(() => readSave(both, options)).toThrow(/hunts:0: .*hunts:1: .*no older version is usable/);
    const gone: Records = new Map(records);
    gone.delete("hunts:0");
    gone.delete("hunts:1");
    expect(() => readSave(gone, options)).toThrow("no record hunts; no older version is usable");
  });

  test("with the hunts of the save before, the numbers of hunters by cache are those of the hunters' rows", () => {
    const hunt = disturbedHunt(2);
    hunt.acting = false;
    hunt.until(({ state }) => state.phase === "running" && state.untuned.length === 0);
    const saver = makeSaver(hunt.world);
    saver.save();
    hunt.step([{ type: "retune", mover: hunt.movers[0] }]);
    saver.save();
    const newest = `hunts:${saver.writer.state.sides.hunts.slot}`;
    saver.records.set(newest, new Uint8Array(20));
    const { world, notes } = readSave(saver.records, options);
    expect(notes.length).toBeGreaterThan(0);
    const { hunters, list } = world.hunts;
    const tuned = Array.from({ length: list[0].caches.count }, (_, cache) =>
      hunters.cache.subarray(0, hunters.high).reduce((sum, one) => sum + (one === cache ? 1 : 0), 0),
    );
    expect([...list[0].caches.hunters]).toEqual(tuned);
  });

  test("a hunter without an account is in no hunt any more", () => {
    const { world } = readSave(records, options);
    const { hunters } = world.hunts;
    const row = hunters.hunt.indexOf(1);
    hunters.account[row] = 900_000;
    const notes: string[] = [];
    mendSides(world, notes);
    expect(notes).toEqual([`hunter ${row}: its player or its hunt 1 is not there, so the row is free`]);
    expect([hunters.account[row], hunters.hunt[row], hunters.thread[row]]).toEqual([0, 0, 0]);
  });

  test("a save of which only a part was written gives an error that says what, or a world that can be played", () => {
    const before: Records = new Map(records);
    for (let steps = 0; steps < 60; steps++) script.step();
    save();
    const changed = [...records].filter(([key, bytes]) => before.get(key) !== bytes);
    const dropped = [...before.keys()].filter((key) => !records.has(key));
    expect(changed.length).toBeGreaterThan(3);
    fc.assert(
      fc.property(fc.subarray(changed), fc.subarray(dropped), (puts, drops) => {
        const half: Records = new Map(before);
        for (const [key, bytes] of puts) half.set(key, bytes);
        for (const key of drops) half.delete(key);
        try {
          play(readSave(half, options).world);
        } catch (error) {
          if (!(error instanceof SnapshotError)) throw error;
          expect(error.message).toMatch(/^saved .*expected|no older version/s);
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  function saveOf(key: string): number {
    const bytes = records.get(key) ?? new Uint8Array(16);
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(8, true);
  }
});

test("a cache of one's own is in a snapshot, not in a save: its mark goes, and a search can begin again", () => {
  const script = new ScriptedHunt({ seed: 1, players: 2 });
  script.acting = false;
  while (!script.archived) script.step();
  script.step([day, secret, { type: "solo", mover: script.movers[0], act: "daily" }]);
  expect(script.world.solo.searches.size).toBe(1);
  expect(script.world.hunts.hunters.thread[script.row(0)]).toBeGreaterThan(0);
  const restored = restoreWorld(snapshotWorld(script.world), options);
  expect(restored.solo.searches).toEqual(script.world.solo.searches);
  const { records, save } = makeSaver(script.world);
  save();
  const { solo, hunts } = readSave(records, options).world;
  expect([solo.searches.size, hunts.hunters.thread[script.row(0)]]).toEqual([0, 0]);
});
