import type { Clue } from "@doubloon/shared/protocol/huntEvents";
import { expect, it } from "vitest";
import { shownClues } from "./shownClues.ts";

const of = { hunt: 1, thread: 2, wave: 1 };
const hint = (width: number): Clue => ({ ...of, kind: "hint", area: { x: 0, y: 0, width, height: 8 } });
const riddle: Clue = { ...of, kind: "riddle", lines: ["East of the bridge."] };

it("shows the newest clue first, and of the hints only the last", () => {
  expect(shownClues([riddle, hint(64), hint(32)])).toEqual([hint(32), riddle]);
  expect(shownClues([])).toEqual([]);
});
