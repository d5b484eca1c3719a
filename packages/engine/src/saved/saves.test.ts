// Saving and reading a world: the same world comes back, or after damage an older one or a clear error.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepWorld } from "../stepWorld.ts";
import { makeMap, noInputs, playerId, testLoot, Wanderers } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";
import { savedHead } from "./baseRecord.ts";
import { checkWorld } from "./checkWorld.ts";
import { hashBytes } from "./hash.ts";
import { readSave } from "./readSave.ts";
import { openRecord, RecordKind, sealRecord } from "./record.ts";
import { firstSaveState } from "./saveState.ts";
import { SaveWriter } from "./saveWriter.ts";
import { restoreWorld, snapshotWorld } from "./snapshot.ts";
import { SnapshotError } from "./snapshotError.ts";
import { PAGE_ROWS } from "./tables/accountRow.ts";

const map = makeMap(70, 60);
const options = { map, loot: testLoot, seed: 1 };
type Records = Map<string, Uint8Array>;

/** A world with a crowd and a ledger's records, with functions to run and to save it. */
function makeSaves(seed: number, players: number) {
  const world = createWorld({ ...options, seed });
  const wanderers = new Wanderers(seed, players, 8, 60);
  const state = firstSaveState("L");
  const writer = new SaveWriter(world, { state, whole: true, makeBuffer: (n) => new Uint8Array(n) });
  const records: Records = new Map();
  const run = (steps: number): void => {
    for (let i = 0; i < steps; i++) {
      const commands = wanderers.next(70 * 256, 60 * 256);
      wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
    }
  };
  const save = (durable = true): void => {
    const { clear, drops, puts } = writer.take();
    if (durable) {
      if (clear) records.clear();
      for (const key of drops) records.delete(key);
      for (const { key, bytes } of puts) records.set(key, bytes.slice());
    }
    writer.settle(durable);
  };
  return { world, writer, records, run, save };
}

/** What a save must keep: every player's id, name, score, rank and position, and the loot. */
function summary(world: World): unknown {
  const { accounts, movers, board, loot } = world;
  const players: unknown[] = [];
  for (let place = 0; place < board.count; place++) {
    const row = board.order[place];
    const mover = accounts.mover[row];
    const [x, y] =
      mover > 0 ? [movers.x[mover - 1], movers.y[mover - 1]] : [accounts.x[row], accounts.y[row]];
    players.push([
      accounts.idOf(row),
      accounts.nameOf(row),
      accounts.score[row],
      accounts.scoredAt[row],
      x,
      y,
    ]);
  }
  return { tick: world.tick, serial: board.serial, random: [...world.random], players, loot: [...loot.at] };
}

test("reading always gives the world of the last durable save, whichever saves failed in between", () => {
  for (let seed = 1; seed < 4; seed++) {
    const { world, writer, records, run, save } = makeSaves(seed, 700);
    for (let i = 0; i < 40; i++) {
      run(1 + (i % 7));
      // Some accounts are copied earlier, and the world steps on in between.
      writer.copyChanged(i % 5);
      run(i % 3);
      if (i % 4 === 3) {
        save(false);
        run(2);
      }
      save();
      const read = readSave(records, options);
      expect(summary(read.world)).toEqual(summary(world));
      expect(read.notes).toEqual([]);
      expect(read.whole).toBe(false);
      expect(read.state).toEqual(writer.state);
      expect(savedHead(records)).toEqual({ lineage: "L", save: writer.state.save, tick: world.tick });
      checkWorld(read.world);
    }
  }
});

test("a world that was read from its saves can be saved and read again, repeatedly", () => {
  const saves = makeSaves(9, 600);
  saves.run(50);
  saves.save();
  let { world, state } = readSave(saves.records, options);
  for (let restart = 0; restart < 5; restart++) {
    const writer = new SaveWriter(world, { state, whole: false, makeBuffer: (n) => new Uint8Array(n) });
    const wanderers = new Wanderers(restart, 600, 8, 60);
    for (let i = 0; i < 10; i++) {
      for (let step = 0; step < 5; step++) {
        const commands = wanderers.next(70 * 256, 60 * 256);
        wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
      }
      const { drops, puts } = writer.take();
      for (const key of drops) saves.records.delete(key);
      for (const { key, bytes } of puts) saves.records.set(key, bytes.slice());
      writer.settle(true);
      expect(summary(readSave(saves.records, options).world)).toEqual(summary(world));
    }
    ({ world, state } = readSave(saves.records, options));
  }
});

test("the records are bounded: old deltas are dropped, pages and base records are kept twice", () => {
  const { world, records, run, save } = makeSaves(2, 600);
  for (let i = 0; i < 100; i++) {
    run(3);
    save();
  }
  const pages = Math.ceil(world.accounts.high / PAGE_ROWS);
  const kinds = [...records.keys()].map((key) => key.split(":")[0]);
  expect(kinds.filter((kind) => kind === "base").length).toBe(2);
  expect(kinds.filter((kind) => kind === "page").length).toBe(2 * pages);
  expect(kinds.filter((kind) => kind === "delta").length).toBeLessThanOrEqual(3 * pages + 1);
});

test("a forgotten player is not read back, and the freed row is reused", () => {
  const { world, records, writer, save } = makeSaves(1, 0);
  const enter = (n: number) => ({ type: "enter", playerId: playerId(n), name: `P${n}` }) as const;
  const step = (commands: Parameters<typeof stepWorld>[1]["commands"]) =>
    stepWorld(world, { commands, inputs: noInputs() });
  step([enter(1), enter(2)]);
  step([{ type: "leave", mover: 0 as never }]);
  save();
  world.tick = ((world.tick + 24 * 3600 * 20) >>> 0) as typeof world.tick;
  step([]);
  save();
  const read = readSave(records, options).world;
  expect(read.accounts.count).toBe(1);
  expect(read.accounts.find(playerId(1))).toBeUndefined();
  step([enter(3)]);
  save();
  expect(world.accounts.find(playerId(3))).toBe(0);
  expect(summary(readSave(records, options).world)).toEqual(summary(world));
  expect(writer.state.save).toBe(3);
});

test("on another map players and scores are kept, positions are not, and the next save writes everything", () => {
  const { world, records, run, save } = makeSaves(3, 80);
  run(300);
  save();
  const read = readSave(records, { ...options, map: makeMap(40, 30, 13, "other") });
  expect(read.whole).toBe(true);
  expect(read.world.accounts.count).toBe(world.accounts.count);
  expect([...read.world.board.order.subarray(0, read.world.board.count)]).toEqual([
    ...world.board.order.subarray(0, world.board.count),
  ]);
  expect(new Set(read.world.accounts.x.subarray(0, read.world.accounts.high))).toEqual(new Set([-1]));
});

describe("damage", () => {
  const { world, records, run, save } = makeSaves(5, 600);
  for (let i = 0; i < 20; i++) {
    run(10);
    save();
  }
  const points = (of: World): number =>
    of.accounts.score.subarray(0, of.accounts.high).reduce((a, b) => a + b, 0);

  /** Reads damaged records: it gives a clear error, or a valid world that can be stepped. */
  function readDamaged(damaged: Records): readonly string[] | undefined {
    try {
      const read = readSave(damaged, options);
      checkWorld(read.world);
      const wanderers = new Wanderers(1, 50);
      for (let i = 0; i < 5; i++) {
        const commands = wanderers.next(70 * 256, 60 * 256);
        wanderers.observe(stepWorld(read.world, { commands, inputs: wanderers.inputs }));
      }
      checkWorld(read.world);
      return read.notes;
    } catch (error) {
      expect(error).toBeInstanceOf(SnapshotError);
      expect((error as Error).message).toMatch(/saved|expected/);
      return undefined;
    }
  }

  function withDamage(key: string, damage: (bytes: Uint8Array) => Uint8Array): Records {
    const copy: Records = new Map(records);
    const bytes = records.get(key);
    if (bytes === undefined) throw new Error(`no ${key}`);
    copy.set(key, damage(bytes.slice()));
    return copy;
  }

  const keyOf = fc.constantFrom(...records.keys());

  test("a flipped bit anywhere is detected, noted and repaired from older records", () => {
    fc.assert(
      fc.property(keyOf, fc.nat(), fc.nat(7), (key, at, bit) => {
        const damaged = withDamage(key, (bytes) => {
          bytes[at % bytes.length] ^= 1 << bit;
          return bytes;
        });
        const read = readSave(damaged, options);
        expect(read.notes.join("\n")).toContain(key);
        expect(read.whole).toBe(true);
        checkWorld(read.world);
        expect(readDamaged(damaged)).toBeDefined();
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("a truncated record is detected the same way", () => {
    fc.assert(
      fc.property(keyOf, fc.nat(), (key, length) => {
        const damaged = withDamage(key, (bytes) => bytes.subarray(0, length % bytes.length));
        expect(readDamaged(damaged)?.join("\n")).toContain(key);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test("a record with a correct hash and arbitrary bytes gives an error or a valid world", () => {
    fc.assert(
      fc.property(
        keyOf,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (key, edits) => {
          const [kind, index] = key.split(":");
          const damaged = withDamage(key, (bytes) => {
            for (const [at, value] of edits) bytes[16 + (at % (bytes.length - 16))] = value;
            const number = new DataView(bytes.buffer).getUint32(8, true);
            const place = kind === "delta" ? 0 : Number(index);
            sealRecord(bytes, RecordKind[kind as keyof typeof RecordKind], place, number);
            expect(() =>
              openRecord(key, bytes, RecordKind[kind as keyof typeof RecordKind], place),
            ).not.toThrow();
            return bytes;
          });
          readDamaged(damaged);
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  test("a damaged newest base record loses no points; two damaged base records or page versions are an error", () => {
    const newest = `base:${20 % 2}`;
    const other = `base:${19 % 2}`;
    const flip = (bytes: Uint8Array): Uint8Array => bytes.fill(255, 40, 44);
    const read = readSave(withDamage(newest, flip), options);
    expect(points(read.world)).toBe(points(world));
    expect(read.notes).toEqual([
      expect.stringMatching(`^saved record ${newest}: damaged bytes, expected `),
      "the base record of save 19 is used",
    ]);
    const both = withDamage(newest, flip);
    both.set(other, new Uint8Array(3));
    expect(() => readSave(both, options)).toThrow(/no saved base record is intact: .*base:0.*base:1/);
    const pages = withDamage("page:0:0", flip);
    pages.set("page:0:1", flip(records.get("page:0:1")!.slice()));
    expect(() => readSave(pages, options)).toThrow(/page:0:0: damaged bytes.*page:0:1.*no older version/);
  });

  test("a damaged newest page version leaves its players unchanged", () => {
    for (const key of ["page:0:0", "page:0:1", "page:1:0", "page:1:1"]) {
      const read = readSave(
        withDamage(key, (bytes) => bytes.fill(255, 100, 120)),
        options,
      );
      expect(read.notes[0]).toContain(key);
      const before = readSave(records, options).world;
      expect(summary(read.world)).toEqual(summary(before));
    }
  });
});

test("a snapshot with a correct hash and arbitrary bytes gives an error or a valid world", () => {
  const { world, run } = makeSaves(4, 60);
  run(400);
  const whole = snapshotWorld(world);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }), (edits) => {
      const bytes = whole.slice();
      for (const [at, value] of edits) bytes[16 + (at % (bytes.length - 16))] = value;
      new DataView(bytes.buffer).setUint32(12, hashBytes(bytes.subarray(16), 2), true);
      let restored: World;
      try {
        restored = restoreWorld(bytes, options);
      } catch (error) {
        expect(error).toBeInstanceOf(SnapshotError);
        return;
      }
      checkWorld(restored);
      const wanderers = new Wanderers(1, 50);
      for (let i = 0; i < 5; i++) {
        const commands = wanderers.next(70 * 256, 60 * 256);
        wanderers.observe(stepWorld(restored, { commands, inputs: wanderers.inputs }));
      }
    }),
    {
      seed: 1,
      numRuns: 150,
      // Another map, and a mover that came from a chunk, or went to a place, which this map does not have.
      examples: [730466270, 791887013].map((at, i) => [
        [
          [at, i === 0 ? 20 : 1],
          [0, 0],
        ],
      ]),
    },
  );
});
