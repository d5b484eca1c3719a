import { describe, expect, it } from "vitest";
import { niceCeiling } from "./chart.ts";
import { benchChart, benchPage, curveChart, curvePage, ratios } from "./page.ts";
import type { BenchResults, CurvePoint } from "./results.ts";

const latencyMs = { p50: 1, p95: 2, p99: 3 };
const fanOutRow = (name: string, framesPerSecond: number) => ({
  name,
  framesPerSecond,
  coreShare: 0.99,
  cpuMicrosPerFrame: 10,
  rssKiBPerConnection: 20,
  heapKiBPerConnection: 5,
  latencyMs,
  arrived: 1,
  loadShare: 0.8,
  longestGcMs: 1,
});
const worldRow = (name: string, playersPerCore: number) => ({
  name,
  playersPerCore,
  cpuMicrosPerPlayerSecond: 100,
  bytesPerMover: 4.5,
  kibPerSecondPerPlayer: 3,
  rssKiBPerPlayer: 20,
  latencyMs,
  longestGcMs: 1,
  loadShare: 0.8,
  limit: "p95 29 ms",
});
const results: BenchResults = {
  fanOut: [fanOutRow("net", 100_000), fanOutRow("doubloon", 95_000)],
  world: [worldRow("colyseus", 1_600), worldRow("doubloon", 8_000)],
};
const conditions = {
  commandLine: "npm run bench",
  machine: "2 cores",
  date: "2026-01-01T00:00:00.000Z",
  connections: 5_000,
};

describe("the page", () => {
  it("has every row, with as many cells as the header", () => {
    const lines = benchPage(results, conditions).split("\n");
    const tables = lines.filter((line) => line.startsWith("|"));
    expect(tables).toHaveLength(8);
    const cells = tables.map((line) => line.split("|").length);
    expect(new Set(cells.slice(0, 4)).size).toBe(1);
    expect(new Set(cells.slice(4)).size).toBe(1);
    expect(lines).toContain("In frames a second, Doubloon is 0.95 times net.");
    expect(lines).toContain("In players, Doubloon is 5 times colyseus.");
  });

  it("omits what was not measured", () => {
    expect(benchPage({ fanOut: [], world: results.world }, conditions)).not.toContain("## Fan-out");
    expect(ratios([fanOutRow("net", 1)], (row) => row.framesPerSecond, "frames")).toEqual([]);
  });

  it("draws proportional bars and is well-formed", () => {
    const svg = benchChart(results);
    const widths = [...svg.matchAll(/<rect x="110"[^>]* width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(widths).toHaveLength(4);
    expect(widths[1] / widths[0]).toBeCloseTo(0.95, 2);
    expect(widths[2] / widths[3]).toBeCloseTo(0.2, 2);
    expect(svg.match(/<text/g)?.length).toBe(svg.match(/<\/text>/g)?.length);
    expect(svg).not.toContain("NaN");
  });

  it("shows the curve", () => {
    const points: CurvePoint[] = (["uniform", "hotspot"] as const).flatMap((spread) =>
      [1_000, 20_000].map((players) => ({
        spread,
        players,
        joined: players,
        cpuMicrosPerPlayerSecond: 50,
        kibPerSecondPerPlayer: 2,
        framesPerSecondPerPlayer: 5,
        latencyMs,
      })),
    );
    expect(
      curvePage(points, conditions)
        .split("\n")
        .filter((line) => line.startsWith("|")),
    ).toHaveLength(6);
    expect(curveChart(points).match(/<polyline/g)).toHaveLength(6);
    expect(curveChart(points)).not.toContain("NaN");
    expect(curveChart([])).not.toContain("NaN");
  });

  it("rounds axes up to readable values", () => {
    expect([0.7, 1, 1.2, 4, 51, 99, 100].map(niceCeiling)).toEqual([1, 1, 2, 5, 100, 100, 100]);
  });
});
