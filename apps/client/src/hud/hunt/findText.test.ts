import type { Find } from "@doubloon/shared/protocol/huntEvents";
import { expect, it } from "vitest";
import { findText } from "./findText.ts";

const find = (tier: string, names: readonly string[], mimic = false, points = 600): Find => ({
  hunt: 1,
  cache: 0,
  tier,
  mimic,
  tileX: 0,
  tileY: 0,
  by: names.map((name) => ({ name, points })),
});

it("speaks to a player who had a part in it, and says which part", () => {
  expect(findText(find("sea chest", ["Anna"]), "Anna")).toBe("You dug up a sea chest: 600 points");
  expect(findText(find("sea chest", ["Ben", "Anna"]), "Anna")).toBe(
    "Ben and you dug up a sea chest: 1,200 points, 600 are yours",
  );
  expect(findText(find("purse", ["Ben", "Anna"], false, 1), "Anna")).toBe(
    "Ben and you dug up a purse: 2 points, 1 is yours",
  );
  expect(findText(find("purse", ["Anna"], false, 1), "Anna")).toBe("You dug up a purse: 1 point");
  expect(findText(find("sea chest", ["Ben"]), "Anna")).toBe("Ben dug up a sea chest: 600 points");
  expect(findText(find("sea chest", ["Anna"], true), "Anna")).toBe(
    "You opened a mimic: a trap, which holds no points",
  );
});

it("tells who dug up what, and all points together", () => {
  expect(findText(find("sea chest", ["Anna"]))).toBe("Anna dug up a sea chest: 600 points");
  expect(findText(find("iron box", ["Anna", "Ben"]))).toBe("Anna and Ben dug up an iron box: 1,200 points");
  expect(findText(find("crown", ["Anna", "Ben", "Cleo"]))).toBe(
    "Anna, Ben and Cleo dug up the crown: 1,800 points",
  );
  expect(findText(find("crown", ["Anna", "Ben", "Cleo", "Dan"]))).toBe(
    "Anna, Ben, Cleo and others dug up the crown: 2,400 points",
  );
  expect(findText(find("sea chest", ["Anna"], true))).toBe("Anna opened a mimic");
  expect(findText(find("sea chest", []))).toBe("Somebody dug up a sea chest: 0 points");
});
