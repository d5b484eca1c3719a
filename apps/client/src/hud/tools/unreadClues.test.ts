import type { Clue } from "@doubloon/shared/protocol/huntEvents";
import { expect, it } from "vitest";
import { unreadClues } from "./unreadClues.ts";

const clue = (wave: number): Clue => ({ kind: "riddle", hunt: 1, thread: 1, wave, lines: [] });

it("counts the clues that came after the newest one seen, and all of another thread", () => {
  const clues = [clue(0), clue(1), clue(2)];
  expect(unreadClues(clues, undefined)).toBe(3);
  expect(unreadClues(clues, clues[0])).toBe(2);
  expect(unreadClues(clues, clues[2])).toBe(0);
  expect(unreadClues(clues, clue(9))).toBe(3);
  expect(unreadClues([], undefined)).toBe(0);
});
