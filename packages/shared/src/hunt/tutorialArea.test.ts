import { expect, test } from "vitest";
import { NO_WAY, stepsFrom } from "./stepsFrom.ts";
import { tutorialPlaces } from "./tutorialArea.ts";

/** A wall from the north with its last tile at row 9. */
const isFree = (x: number, y: number): boolean => x !== 12 || y > 9;

test("steps go around what is blocked, and not beyond the most steps", () => {
  const area = { x: 10, y: 5, width: 6, height: 8 };
  const steps = stepsFrom(area, 11, 5, 12, isFree);
  const at = (x: number, y: number) => steps[(y - 5) * 6 + x - 10];
  expect([at(11, 5), at(10, 5), at(11, 10), at(12, 10), at(13, 9)]).toEqual([0, 1, 5, 6, 8]);
  expect([at(12, 7), at(15, 5)]).toEqual([NO_WAY, NO_WAY]);
  expect(stepsFrom(area, 12, 7, 12, isFree).every((far) => far === NO_WAY)).toBe(true);
});

test("the tutorial's cache lies 4 to 8 tiles from the start on this side of the water, also at the map's edges", () => {
  const river = (x: number) => x !== 13;
  const inland = tutorialPlaces({ x: 2, y: 12, width: 17, height: 17 }, river);
  // The player began at 10, 20.
  expect([inland(6, 20), inland(7, 20), inland(12, 24), inland(14, 20), inland(2, 12)]).toEqual([
    true,
    false,
    true,
    false,
    true,
  ]);
  // The player began at 3, 1: the area is cut in the west and in the north.
  const corner = tutorialPlaces({ x: 0, y: 0, width: 12, height: 10 }, () => true);
  expect([corner(7, 1), corner(6, 1), corner(3, 5), corner(3, 4)]).toEqual([true, false, true, false]);
});
