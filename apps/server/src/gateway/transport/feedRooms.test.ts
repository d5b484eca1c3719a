import type { RoomId } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import { feedIdOf } from "../../link/feedId.ts";
import { FeedRooms } from "./feedRooms.ts";

test("a room's name and the set of it are built once, however many players cross", () => {
  const handed = new Set<Set<string>>();
  const left: string[] = [];
  const rooms = new FeedRooms({
    addAll: (_socketId, names) => void handed.add(names),
    del: (_socketId, name) => void left.push(name),
  });
  const feed = feedIdOf(7 as RoomId, 0);
  const other = feedIdOf(7 as RoomId, 1);
  for (let i = 0; i < 1000; i++) {
    rooms.join(`socket-${i}`, feed);
    rooms.leave(`socket-${i}`, feed);
    rooms.join(`socket-${i}`, other);
  }
  expect([...handed].map((names) => [...names])).toEqual([["room:7"], ["room:7/1"]]);
  expect(new Set(left)).toEqual(new Set(["room:7"]));
});

test("the cache of names is bounded, and names stay right beyond it", () => {
  const names: string[] = [];
  const rooms = new FeedRooms({ addAll: (_socketId, set) => void names.push(...set), del: () => {} });
  for (let room = 0; room < 10_000; room++) rooms.join("socket", feedIdOf(room as RoomId, 0));
  rooms.join("socket", feedIdOf(0 as RoomId, 0));
  expect(names[9_999]).toBe("room:9999");
  expect(names[10_000]).toBe("room:0");
});
