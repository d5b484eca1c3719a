import { expect, it } from "vitest";
import { MAX_PRINTS, PRINT_MS, Tracks } from "./tracks.ts";

const TILE = 32;

it("a walker leaves a print about each tile, left and right by turns; who stands leaves none", () => {
  const tracks = new Tracks(TILE);
  for (let x = 0; x <= 5 * TILE; x += 2) tracks.see(1, x, 100, 0);
  for (let i = 0; i < 50; i++) tracks.see(2, 300, 300, i);
  const prints = tracks.fresh(0);
  expect(prints.length).toBeGreaterThan(4);
  expect(prints.length).toBeLessThan(9);
  expect(prints.every(({ y }) => y === 100)).toBe(true);
  for (let i = 1; i < prints.length; i++) expect(prints[i].left).toBe(!prints[i - 1].left);
});

it("prints fade after a while and never become too many", () => {
  const tracks = new Tracks(TILE);
  tracks.see(1, 0, 0, 0);
  tracks.see(1, TILE, 0, 0);
  expect(tracks.fresh(PRINT_MS)).toHaveLength(1);
  expect(tracks.fresh(PRINT_MS + 1)).toHaveLength(0);
  for (let step = 0; step < 3 * MAX_PRINTS; step++) tracks.see(1, step * TILE, 0, PRINT_MS + 2);
  const prints = tracks.fresh(PRINT_MS + 2);
  expect(prints.length).toBeLessThanOrEqual(MAX_PRINTS);
  expect(prints.at(-1)?.x).toBe((3 * MAX_PRINTS - 1) * TILE);
});
