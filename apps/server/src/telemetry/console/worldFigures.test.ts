import type { Tick } from "@doubloon/shared/ids";
import { expect, it } from "vitest";
import type { RoomRates } from "../../world/feeds/roomFeeds.ts";
import { type MeasuredWorld, makeWorldFigures } from "./worldFigures.ts";

const savedWorld: MeasuredWorld = {
  tick: 7 as Tick,
  playersOnline: 2,
  playersRanked: 3,
  rates: () => [],
  saveAgeMs: 400,
  saveProblem: () => undefined,
};

it("a change of the frame rates gets the time of the second that sees it, and keeps it", () => {
  let row: RoomRates = {
    roomClass: "quiet",
    rooms: 1,
    viewers: 2,
    rateHz: 10,
    hidden: 0,
    reason: "full rate",
  };
  let unixMs = 1_000;
  const world: MeasuredWorld = { ...savedWorld, rates: () => [row] };
  const figures = makeWorldFigures(world, () => unixMs);
  expect(figures()).toEqual({
    tick: 7,
    online: 2,
    players: 3,
    unsavedMs: 0,
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

it("the time without a save is 0 until the world calls it a problem", () => {
  let problem: string | undefined;
  const world = { ...savedWorld, saveAgeMs: 12_300, saveProblem: () => problem };
  const figures = makeWorldFigures(world, () => 0);
  expect(figures().unsavedMs).toBe(0);
  problem = "nothing has been saved for 12 s";
  expect(figures().unsavedMs).toBe(12_300);
});
