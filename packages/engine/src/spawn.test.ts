import type { RoomId } from "@doubloon/shared/ids";
import { bodyFits } from "@doubloon/shared/movement";
import { roomSees } from "@doubloon/shared/testing/roomSees";
import { expect, test } from "vitest";
import { stepWorld } from "./stepWorld.ts";
import { enter, makeMap, noInputs, testLoot } from "./testing/testWorld.ts";
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

test("the second new player sees the first", () => {
  const { movers, grid } = worldWithNewcomers(2);
  expect(roomSees(grid, movers.room[0] as RoomId, movers.room[1] as RoomId)).toBe(true);
});
