import type { MoverId, RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { bodyFits } from "@doubloon/shared/movement";
import { expect, test } from "vitest";
import { RoomFrames, RoomStream } from "./interest/roomFrames.ts";
import { restoreWorld, snapshotWorld } from "./saved/snapshot.ts";
import { SnapshotError } from "./saved/snapshotError.ts";
import { stepWorld } from "./stepWorld.ts";
import { hashBodies } from "./testing/hashBodies.ts";
import { hashWorld } from "./testing/hashWorld.ts";
import { shortHunt } from "./testing/scriptedHunt.ts";
import { makeMap, noInputs, testLoot, Wanderers } from "./testing/testWorld.ts";
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

test("H3 H9 up to the first strike, what anybody sees is the same whatever the hunt's secret is", () => {
  let compared = 0;
  for (let seed = 0; seed < 8; seed++) {
    const hunt = { ...shortHunt, zone: { x: 0, y: 0, width: 70, height: 60 }, tools: ["spade"] as const };
    const worlds = [1, 2].map((key) => {
      const world = createWorld({ map, loot: testLoot, seed });
      const secret = new Uint8Array(32).fill(key);
      const announce = { type: "announceHunt", hunt, secret, announcement: "0".repeat(64) } as const;
      stepWorld(world, { commands: [announce], inputs: noInputs() });
      return { world, frames: new RoomFrames(world), streams: new Map<number, RoomStream>() };
    });
    const wanderers = new Wanderers(seed, 40, 40, 300, true);
    const joined = new Set<number>();
    for (let i = 0; i < 600 && worlds.every(({ world }) => world.hunts.list[0].struck.length === 0); i++) {
      const commands = [...wanderers.next(70 * 256, 60 * 256)];
      const { movers } = worlds[0].world;
      for (let mover = 0; mover < movers.high; mover++) {
        if (!movers.has(mover) || joined.has(mover)) continue;
        joined.add(mover);
        commands.push({ type: "joinHunt", mover: mover as MoverId, hunt: 1, nonce: "0".repeat(32) });
      }
      const seen = worlds.map(({ world, frames, streams }) => {
        wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
        if (world.hunts.list[0].struck.length > 0) return undefined;
        return Array.from({ length: 20 }, (_, room) => {
          const stream = streams.get(room) ?? new RoomStream(room as RoomId);
          streams.set(room, stream);
          return frames
            .encode(stream, 0 as WorldTimeMs, false)
            .delta.slice()
            .join();
        }).join("/");
      });
      if (seen[0] === undefined || seen[1] === undefined) break;
      expect(seen[0]).toBe(seen[1]);
      if (worlds[0].world.hunts.list[0].phase === "running") compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

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
