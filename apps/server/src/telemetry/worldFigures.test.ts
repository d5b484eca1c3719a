import type { Tick } from "@doubloon/shared/ids";
import { expect, it } from "vitest";
import type { RoomPace } from "../world/feeds/roomFeeds.ts";
import { makeWorldFigures } from "./worldFigures.ts";

it("a change of rates is dated to the second in which it is seen, and keeps its date", () => {
  let row: RoomPace = {
    roomClass: "quiet",
    rooms: 1,
    viewers: 2,
    rateHz: 10,
    hidden: 0,
    reason: "full rate",
  };
  let unixMs = 1_000;
  const world = { tick: 7 as Tick, playersOnline: 2, playersKnown: 3, pace: () => [row] };
  const figures = makeWorldFigures(world, () => unixMs);
  expect(figures()).toEqual({
    tick: 7,
    online: 2,
    players: 3,
    rooms: [{ roomClass: "quiet", rooms: 1, viewers: 2, rateHz: 10, hidden: 0 }],
    paceReason: "full rate",
    paceChangedAt: 0,
  });
  unixMs = 2_000;
  row = { ...row, rooms: 5, hidden: 9 };
  expect(figures().paceChangedAt).toBe(0);
  unixMs = 3_000;
  row = { ...row, rateHz: 5, reason: "gateway 90 ms late" };
  expect(figures()).toMatchObject({ paceReason: "gateway 90 ms late", paceChangedAt: 3_000 });
  unixMs = 4_000;
  expect(figures().paceChangedAt).toBe(3_000);
});
