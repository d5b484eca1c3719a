import { expect, it } from "vitest";
import { loadCurveTable, putLoadCurve, readLoad } from "./loadCurve.ts";

const POINT = { players: 1_000, load: 0.2, connections: 0.06, loop: 0.2, tick: 0.1, p95Ms: 1.4 };

it("reads the load and its three shares", () => {
  const text = `# HELP doubloon_load x
doubloon_load 0.5
doubloon_load_share{part="connections"} 0.1
doubloon_load_share{part="loop"} 0.5
doubloon_load_share{part="tick"} 0.25
`;
  expect(readLoad(text)).toEqual({ load: 0.5, connections: 0.1, loop: 0.5, tick: 0.25 });
  expect(() => readLoad("doubloon_load 0.5\n")).toThrow(
    '/metrics has no doubloon_load_share{part="connections"}',
  );
});

it("replaces the table of a page, and only that", () => {
  const page = "before\n<!-- load-curve: old -->\nold\n<!-- /load-curve -->\nafter\n";
  const put = putLoadCurve(page, [POINT], "On a machine.");
  expect(put).toContain(loadCurveTable([POINT]));
  expect(put).toMatch(/^before\n<!-- load-curve: [\s\S]*On a machine\.\n<!-- \/load-curve -->\nafter\n$/);
  expect(put).not.toContain("old");
  expect(putLoadCurve(put, [POINT], "On a machine.")).toBe(put);
  expect(() => putLoadCurve("no marks", [POINT], "")).toThrow("has no <!-- load-curve: ");
});
