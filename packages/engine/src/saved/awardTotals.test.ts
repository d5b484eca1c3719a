// The scores of a saved world against the awards that were counted: equal after any play, and a changed score is found.
import { describe, expect, it } from "vitest";
import { sumOfScores } from "../boards/awardTotals.ts";
import { stepWorld } from "../stepWorld.ts";
import { makeMap, testLoot, Wanderers } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";
import { readSave } from "./readSave.ts";
import { RecordKind, sealRecord } from "./record.ts";
import { firstSaveState } from "./saveState.ts";
import { SaveWriter } from "./saveWriter.ts";
import { restoreWorld, snapshotWorld } from "./snapshot.ts";

const options = { map: makeMap(70, 60), loot: testLoot, seed: 1 };

function play(steps: number): World {
  const world = createWorld(options);
  const wanderers = new Wanderers(3, 200, 8, 60);
  for (let i = 0; i < steps; i++) {
    const commands = wanderers.next(70 * 256, 60 * 256);
    wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
    expect(sumOfScores(world.accounts)).toBe(world.awards.sum);
  }
  return world;
}

function save(world: World): Map<string, Uint8Array> {
  const makeBuffer = (bytes: number): Uint8Array => new Uint8Array(bytes);
  const writer = new SaveWriter(world, { state: firstSaveState("L"), whole: true, makeBuffer });
  const records = new Map(writer.take().puts.map(({ key, bytes }) => [key, bytes.slice()]));
  writer.settle(true);
  return records;
}

describe("award totals", () => {
  it("are the sum of all scores at every tick, and after a save", () => {
    const world = play(300);
    expect(world.awards.treasure).toBeGreaterThan(0);
    const read = readSave(save(world), options);
    expect([read.notes, read.whole]).toEqual([[], false]);
    expect({ ...read.world.awards }).toEqual({ ...world.awards });
  });

  it("show that a saved score was changed, by points that nobody won", () => {
    const world = play(300);
    const { sum } = world.awards;
    world.accounts.score[world.board.order[0]] += 7;
    const { notes, world: read } = readSave(save(world), options);
    expect(notes).toEqual([
      expect.stringContaining(`saved accounts: ${sum + 7} points in all, expected the ${sum} that were won`),
    ]);
    // The world goes on with the scores that it has.
    expect(read.awards.sum).toBe(sum + 7);
    expect(readSave(save(read), options).notes).toEqual([]);
  });

  it("begin with the scores of a world that was saved without them", () => {
    const world = play(300);
    const records = save(world);
    for (const [key, bytes] of records) {
      if (!key.startsWith("base:")) continue;
      const slot = Number(key.slice(5));
      const older = bytes.slice(0, bytes.length - 32);
      new DataView(older.buffer).setUint16(16 + 86, 0, true);
      sealRecord(older, RecordKind.base, slot, 1);
      records.set(key, older);
    }
    const read = readSave(records, options);
    expect(read.notes).toEqual([]);
    expect({ ...read.world.awards }).toEqual({ before: world.awards.sum, treasure: 0, hunts: 0, own: 0 });
    const restored = restoreWorld(snapshotWorld(world), options);
    expect(restored.awards.before).toBe(world.awards.sum);
  });
});
