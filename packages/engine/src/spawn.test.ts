import type { MoverId, RoomId } from "@doubloon/shared/ids";
import { bodyFits } from "@doubloon/shared/movement";
import { roomSees } from "@doubloon/shared/testing/roomSees";
import { expect, test } from "vitest";
import { stepWorld } from "./stepWorld.ts";
import { shortHunt } from "./testing/scriptedHunt.ts";
import { enter, makeMap, noInputs, playerId, testLoot } from "./testing/testWorld.ts";
import { createWorld, type World } from "./world.ts";

function worldWithNewcomers(count: number): World {
  const world = createWorld({ map: makeMap(200, 200, 5, "wide"), loot: testLoot, seed: 7 });
  for (let i = 0; i < count; i++) {
    stepWorld(world, { commands: [enter(i)], inputs: noInputs() });
  }
  return world;
}

test("new players start on free ground, at different positions", () => {
  const { movers, ground } = worldWithNewcomers(50);
  const places = new Set<string>();
  for (let mover = 0; mover < movers.high; mover++) {
    expect(bodyFits(ground, movers.x[mover], movers.y[mover])).toBe(true);
    places.add(`${movers.x[mover]} ${movers.y[mover]}`);
  }
  expect(places.size).toBeGreaterThan(25);
});

test("a new person has a piece of loot two steps away; a bot has none laid out", () => {
  const world = worldWithNewcomers(0);
  const near = (mover: number): number[] => {
    const tileX = Math.floor(world.movers.x[mover] / 256);
    const tileY = Math.floor(world.movers.y[mover] / 256);
    const tiles: number[] = [];
    for (let dy = -2; dy <= 2; dy++) {
      for (let dx = -2; dx <= 2; dx++) {
        if (Math.abs(dx) + Math.abs(dy) === 2) tiles.push((tileY + dy) * 200 + tileX + dx);
      }
    }
    return tiles;
  };
  for (let n = 0; n < 6; n++) {
    const before = world.loot.at.slice();
    stepWorld(world, { commands: [enter(n)], inputs: noInputs() });
    expect(near(n).filter((tile) => before[tile] === 0 && world.loot.at[tile] !== 0)).toHaveLength(1);
  }
  const { total } = world.loot;
  const bot = { type: "enter", playerId: playerId(50), name: "Bot", bot: true } as const;
  stepWorld(world, { commands: [bot], inputs: noInputs() });
  expect(world.loot.total).toBe(total);
});

test("while a newcomer has found nothing, another piece takes the place of one that others took; then no more", () => {
  const world = worldWithNewcomers(0);
  const rest = (): void => {
    for (let i = 0; i < 12; i++) stepWorld(world, { commands: [], inputs: noInputs() });
  };
  const lootNear = (): number[] => {
    const tileX = Math.floor(world.movers.x[0] / 256);
    const tileY = Math.floor(world.movers.y[0] / 256);
    return [...world.loot.at.keys()].filter(
      (tile) =>
        world.loot.isLoot(tile) &&
        Math.abs((tile % 200) - tileX) <= 2 &&
        Math.abs(Math.floor(tile / 200) - tileY) <= 2,
    );
  };
  stepWorld(world, { commands: [enter(0)], inputs: noInputs() });
  for (let i = 0; i < 3; i++) {
    for (const tile of lootNear()) world.loot.take(tile, world.tick);
    rest();
    expect(lootNear().length).toBeGreaterThan(0);
  }
  world.board.setScore(0, 1);
  rest();
  for (const tile of lootNear()) world.loot.take(tile, world.tick);
  expect(world.newcomers).toEqual([]);
});

test("loot behind water does not count: a newcomer gets a piece to which a short way leads", () => {
  const map = makeMap(200, 200, 0, "wide");
  const world = createWorld({ map, loot: testLoot, seed: 7 });
  stepWorld(world, { commands: [enter(0)], inputs: noInputs() });
  const tileX = Math.floor(world.movers.x[0] / 256);
  const tileY = Math.floor(world.movers.y[0] / 256);
  const tile = (dx: number): number => tileY * 200 + tileX + dx;
  for (let y = -4; y <= 4; y++) map.blocked[tile(1) + 200 * y] = 1;
  const lootBeside = (from: number, to: number): number => {
    let count = 0;
    for (let y = -3; y <= 3; y++)
      for (let x = from; x <= to; x++) if (world.loot.isLoot(tile(x) + 200 * y)) count++;
    return count;
  };
  for (const at of [...world.loot.at.keys()]) if (world.loot.isLoot(at)) world.loot.take(at, world.tick);
  world.loot.put(tile(2), 1, world.tick);
  for (let i = 0; i < 12; i++) stepWorld(world, { commands: [], inputs: noInputs() });
  expect(lootBeside(-3, 0)).toBe(1);
});

test("while a hunt can be joined, new players start at the spawn point nearest to its zone; others stay where they were", () => {
  const world = worldWithNewcomers(1);
  const before = [world.movers.x[0], world.movers.y[0]];
  stepWorld(world, { commands: [{ type: "leave", mover: 0 as MoverId }], inputs: noInputs() });
  const hunt = { ...shortHunt, zone: { x: 120, y: 130, width: 60, height: 60 } };
  const announce = {
    type: "announceHunt",
    hunt,
    secret: new Uint8Array(32),
    announcement: "0".repeat(64),
  } as const;
  stepWorld(world, { commands: [announce], inputs: noInputs() });
  stepWorld(world, { commands: [enter(0), enter(7), enter(8)], inputs: noInputs() });
  expect([world.movers.x[1], world.movers.y[1]]).toEqual(before);
  for (const mover of [2, 3]) {
    expect(Math.hypot(world.movers.x[mover] / 256 - 150, world.movers.y[mover] / 256 - 150)).toBeLessThan(12);
  }
});

test("the second new player sees the first", () => {
  const { movers, grid } = worldWithNewcomers(2);
  expect(roomSees(grid, movers.room[0] as RoomId, movers.room[1] as RoomId)).toBe(true);
});
