import type { Tick } from "@doubloon/shared/ids";
import { bodyFits } from "@doubloon/shared/movement";
import { expect, test } from "vitest";
import { restoreWorld, snapshotWorld } from "./saved/snapshot.ts";
import { SnapshotError } from "./saved/snapshotError.ts";
import { stepWorld } from "./stepWorld.ts";
import { hashBodies } from "./testing/hashBodies.ts";
import { hashWorld } from "./testing/hashWorld.ts";
import { makeMap, testLoot, Wanderers } from "./testing/testWorld.ts";
import { createWorld, type World } from "./world.ts";

const map = makeMap(70, 60);

function run(world: World, wanderers: Wanderers, steps: number): number[] {
  const hashes: number[] = [];
  for (let i = 0; i < steps; i++) {
    const commands = wanderers.next(70 * 256, 60 * 256);
    wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
    hashes.push(hashWorld(world));
  }
  return hashes;
}

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  "seed %i and the same commands give the same world at every tick",
  (seed) => {
    const runs = [0, 1].map(() =>
      run(createWorld({ map, loot: testLoot, seed }), new Wanderers(seed, 60), 120),
    );
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0]).size).toBe(120);
  },
);

test.each(Array.from({ length: 20 }, (_, seed) => seed))(
  "seed %i gives the same digs, poses, emotes and marks at every tick",
  (seed) => {
    const runs = [0, 1].map(() => {
      const world = createWorld({ map, loot: testLoot, seed, tick: (0xffffffff - 100) as Tick });
      const wanderers = new Wanderers(seed, 60, 30, 300, true);
      return Array.from({ length: 400 }, () => {
        const commands = wanderers.next(70 * 256, 60 * 256);
        wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
        return hashBodies(world);
      });
    });
    expect(runs[0]).toEqual(runs[1]);
    expect(new Set(runs[0]).size).toBeGreaterThan(200);
  },
);

test.each([0, 0xffffffff - 100])("a restored world steps like the original, starting at tick %i", (first) => {
  for (let seed = 100; seed < 105; seed++) {
    const options = { map, loot: testLoot, seed, tick: first as Tick };
    const world = createWorld(options);
    const wanderers = new Wanderers(seed, 60);
    run(world, wanderers, 700);
    const restored = restoreWorld(snapshotWorld(world), { ...options, seed: 0 });
    expect(hashWorld(restored)).toBe(hashWorld(world));
    for (let i = 0; i < 300; i++) {
      const commands = wanderers.next(70 * 256, 60 * 256);
      const input = { commands, inputs: wanderers.inputs };
      stepWorld(restored, input);
      wanderers.observe(stepWorld(world, input));
      expect(hashWorld(restored)).toBe(hashWorld(world));
    }
  }
});

test("restoring on another map keeps players and scores, moves players to spawn points and places new loot", () => {
  const world = createWorld({ map, loot: testLoot, seed: 1 });
  run(world, new Wanderers(1, 80), 600);
  const other = makeMap(40, 90, 13, "other");
  const restored = restoreWorld(snapshotWorld(world), { map: other, loot: testLoot, seed: 2 });
  expect(restored.accounts.count).toBe(world.accounts.count);
  expect([...restored.accounts.score]).toEqual([...world.accounts.score]);
  expect(restored.movers.count).toBe(world.movers.count);
  for (let mover = 0; mover < restored.movers.high; mover++) {
    if (!restored.movers.has(mover)) continue;
    const { x, y } = restored.movers;
    expect(bodyFits(restored.ground, x[mover], y[mover])).toBe(true);
    const away = other.spawns.map(({ tileX, tileY }) =>
      Math.hypot(x[mover] / 256 - tileX, y[mover] / 256 - tileY),
    );
    expect(Math.min(...away)).toBeLessThan(14);
  }
  expect(restored.loot.total).toBe(createWorld({ map: other, loot: testLoot, seed: 2 }).loot.total);
});

test("damaged bytes throw a SnapshotError", () => {
  const world = createWorld({ map, loot: testLoot, seed: 1 });
  run(world, new Wanderers(1, 30), 50);
  const whole = snapshotWorld(world);
  const options = { map, loot: testLoot, seed: 1 };
  for (let i = 0; i < whole.length; i += 61) {
    const flipped = whole.slice();
    flipped[i] ^= 1 << (i & 7);
    expect(() => restoreWorld(flipped, options)).toThrow(SnapshotError);
    expect(() => restoreWorld(whole.subarray(0, i), options)).toThrow(SnapshotError);
  }
  expect(() => restoreWorld(new Uint8Array(0), options)).toThrow(SnapshotError);
});
