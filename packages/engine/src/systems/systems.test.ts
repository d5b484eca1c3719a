import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { MAX_LOOT_PER_CHUNK } from "@doubloon/shared/loot";
import { bodyFits, Intent } from "@doubloon/shared/movement";
import { roomAt } from "@doubloon/shared/space";
import { TICK_HZ } from "@doubloon/shared/time";
import { describe, expect, test } from "vitest";
import { makeInputBatch, pushInput } from "../commands.ts";
import { stepWorld } from "../stepWorld.ts";
import { enter, makeMap, noInputs, playerId, testLoot, Wanderers } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";

const map = makeMap(64, 64);

function makeWorld(accountLimit?: number): World {
  const options = { map, loot: testLoot, seed: 5 };
  return createWorld(accountLimit === undefined ? options : { ...options, accountLimit });
}

function step(world: World, commands: readonly Parameters<typeof stepWorld>[1]["commands"][number][] = []) {
  return [...stepWorld(world, { commands, inputs: noInputs() })];
}

/** Steps the world once with a single input. */
function stepWithInput(world: World, mover: number, seq: number, intent: number, x = 0, y = 0) {
  const inputs = makeInputBatch(1);
  pushInput(inputs, mover as MoverId, seq as InputSeq, intent, 0, x, y);
  return [...stepWorld(world, { commands: [], inputs })];
}

describe("entering and leaving", () => {
  test("N3 a returning player keeps name, position and score; a new player starts at a spawn point", () => {
    const world = makeWorld();
    const [first] = step(world, [enter(1, "Anne")]);
    expect(first).toMatchObject({ type: "entered", returning: false, takeover: false, name: "Anne" });
    world.board.setScore(0, 40);
    for (let i = 1; i <= 40; i++) stepWithInput(world, 0, i, Intent.heading);
    const place = [world.movers.x[0], world.movers.y[0]];
    const score = world.accounts.score[0];
    expect(score).toBeGreaterThanOrEqual(40);
    expect(step(world, [{ type: "leave", mover: 0 as MoverId }])).toMatchObject([{ type: "left" }]);
    const [back] = step(world, [{ type: "enter", playerId: playerId(1), name: undefined }]);
    if (back.type !== "entered") throw new Error("not entered");
    expect(back).toMatchObject({ returning: true, name: "Anne" });
    // The previous mover id is not reused yet.
    expect(back.mover).toBe(1);
    expect([world.movers.x[1], world.movers.y[1]]).toEqual(place);
    expect(world.accounts.score[0]).toBe(score);
  });

  test("N4 a player who enters while online keeps the mover, which stops and restarts its input numbers", () => {
    const world = makeWorld();
    step(world, [enter(1)]);
    stepWithInput(world, 0, 9, Intent.heading);
    expect(step(world, [enter(1, "New")])).toMatchObject([
      { type: "entered", mover: 0, takeover: true, name: "New" },
    ]);
    expect(world.movers.gait[0]).toBe(0);
    stepWithInput(world, 0, 1, Intent.heading);
    expect(world.movers.lastSeq[0]).toBe(1);
    expect(world.movers.count).toBe(1);
  });

  test("a mover id is reused only after 256 ticks, the longest free first", () => {
    const world = makeWorld();
    step(world, [enter(1), enter(2)]);
    step(world, [{ type: "leave", mover: 1 as MoverId }]);
    step(world, [{ type: "leave", mover: 0 as MoverId }]);
    for (let i = 0; i < 254; i++) step(world);
    expect(step(world, [enter(3), enter(4)])).toMatchObject([{ mover: 1 }, { mover: 2 }]);
    expect(step(world, [enter(5)])).toMatchObject([{ mover: 0 }]);
  });

  test("a full table frees only accounts of offline players without a score, the longest offline first", () => {
    const world = makeWorld(4);
    step(world, [enter(1), enter(2), enter(3), enter(4)]);
    world.board.setScore(world.accounts.find(playerId(1)) ?? -1, 9);
    world.board.setScore(world.accounts.find(playerId(2)) ?? -1, 1);
    expect(step(world, [enter(5)])).toMatchObject([{ type: "full", playerId: playerId(5) }]);
    for (const mover of [3, 2, 1, 0]) step(world, [{ type: "leave", mover: mover as MoverId }]);
    step(world, [enter(5)]);
    expect(world.accounts.find(playerId(4))).toBeUndefined();
    step(world, [enter(6)]);
    expect(world.accounts.find(playerId(3))).toBeUndefined();
    // Players with a score keep their accounts, however many others join and leave.
    for (let n = 7; n < 300; n++) {
      const [fact] = step(world, [enter(n)]);
      if (fact?.type === "entered") step(world, [{ type: "leave", mover: fact.mover }]);
    }
    expect(step(world, [enter(1), enter(2)])).toMatchObject([
      { type: "entered", playerId: playerId(1), returning: true },
      { type: "entered", playerId: playerId(2), returning: true },
    ]);
    expect(world.board.count).toBe(4);
  });

  test("an offline player without a score is forgotten after a day, one with a score is not", () => {
    const world = makeWorld();
    step(world, [enter(1), enter(2)]);
    world.board.setScore(world.accounts.find(playerId(2)) ?? -1, 1);
    step(world, [
      { type: "leave", mover: 0 as MoverId },
      { type: "leave", mover: 1 as MoverId },
    ]);
    world.tick = ((world.tick + 24 * 3600 * TICK_HZ - 2) >>> 0) as typeof world.tick;
    step(world);
    expect(world.accounts.count).toBe(2);
    step(world);
    expect(world.accounts.count).toBe(1);
    expect(world.accounts.find(playerId(1))).toBeUndefined();
  });
});

describe("inputs", () => {
  test("N5 a late input is ignored, every other one is answered even if it changes nothing", () => {
    const world = makeWorld();
    step(world, [enter(1)]);
    stepWithInput(world, 0, 2, Intent.stop);
    expect(world.movers.changeTick[0]).toBe(world.tick);
    stepWithInput(world, 0, 2, Intent.heading);
    stepWithInput(world, 0, 1, Intent.heading);
    expect(world.movers.lastSeq[0]).toBe(2);
    expect(world.movers.gait[0]).toBe(0);
  });

  test("an input for a missing mover and a target outside the map move nobody", () => {
    const world = makeWorld();
    step(world, [enter(1)]);
    stepWithInput(world, 7, 1, Intent.heading);
    stepWithInput(world, 0, 1, Intent.point, -5, 1 << 30);
    expect(world.movers.lastSeq[0]).toBe(1);
    expect(world.movedCount).toBe(0);
  });
});

describe("loot", () => {
  test("L1 loot lies on reachable free tiles of its terrain, at a steady density, however much is taken", () => {
    const world = makeWorld();
    const wanderers = new Wanderers(3, 60);
    const wanted = world.loot.targets.reduce((sum, target) => sum + target, 0);
    expect(world.loot.total).toBe(wanted);
    let taken = 0;
    for (let i = 0; i < 2000; i++) {
      const commands = wanderers.next(64 * 256, 64 * 256);
      const facts = stepWorld(world, { commands, inputs: wanderers.inputs });
      wanderers.observe(facts);
      for (const fact of facts) if (fact.type === "picked") taken++;
      let lying = 0;
      for (let tile = 0; tile < world.loot.at.length; tile++) {
        if (world.loot.at[tile] === 0) continue;
        lying++;
        if (map.blocked[tile] !== 0) throw new Error(`loot on blocked tile ${tile}`);
      }
      expect(lying).toBe(world.loot.total);
    }
    expect(taken).toBeGreaterThan(wanted);
    for (let i = 0; i < 1000; i++) step(world);
    expect(world.loot.total).toBe(wanted);
    expect(Math.max(...world.loot.counts)).toBeLessThanOrEqual(MAX_LOOT_PER_CHUNK);
    const points = world.accounts.score.reduce((sum, score) => sum + score, 0);
    expect(points).toBeGreaterThan(taken);
  });

  test("on a map without any terrain of the loot table, every kind may lie on every tile", () => {
    const plain = { ...map, terrain: new Uint8Array(64 * 64), terrains: [""] };
    expect(createWorld({ map: plain, loot: testLoot, seed: 1 }).loot.total).toBeGreaterThan(50);
  });
});

test("M2, S3 movers always stand on free ground and are listed in the chunk they stand in", () => {
  const world = makeWorld();
  const wanderers = new Wanderers(8, 120);
  for (let i = 0; i < 600; i++) {
    const commands = wanderers.next(64 * 256, 64 * 256);
    wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
    let members = 0;
    for (let chunk = 0; chunk < world.members.counts.length; chunk++) {
      for (let k = 0; k < world.members.counts[chunk]; k++) {
        const mover = world.members.lists[chunk][k];
        const { x, y } = world.movers;
        expect(roomAt(world.grid, x[mover], y[mover])).toBe(chunk);
        expect(bodyFits(world.ground, x[mover], y[mover])).toBe(true);
        members++;
      }
    }
    expect(members).toBe(world.movers.count);
  }
});
