import { expect, test } from "vitest";
import { connectionRoom } from "./connectionRoom.ts";

test.each([
  [0, 18_000, true],
  [17_100, 18_000, true],
  [17_101, 18_000, false],
  [18_000, 18_000, false],
  [0, 1, true],
  [1, 1, false],
  [3, 0, true],
])("with %i of %i connections, room: %s", (connections, limit, room) => {
  expect(connectionRoom(connections, limit) === undefined).toBe(room);
});
