// From samples to the lines and words of a chart.
import { describe, expect, test } from "vitest";
import { makeSample } from "../testing/makeSample.ts";
import { chartColumns, describeChart, niceMax, summarize } from "./chartData.ts";
import type { ChartSpec } from "./chartSpec.ts";

const online = { label: "Online", of: (sample: { online: number }) => sample.online };
const spec: ChartSpec = { title: "Players", format: (value) => `${value} p`, series: [online] };
const samples = [
  makeSample({ at: 1_000, online: 3 }),
  makeSample({ at: 2_000, online: 5 }),
  makeSample({ at: 9_000, online: 1 }),
];

test("seconds that are missing break the line", () => {
  expect(chartColumns(samples, [online])).toEqual([
    [1, 2, 2.001, 9],
    [3, 5, null, 1],
  ]);
});

test("a second without a figure has none in the chart", () => {
  const some = {
    label: "Some",
    of: (sample: { online: number }) => (sample.online > 2 ? sample.online : undefined),
  };
  expect(chartColumns(samples, [some])[1]).toEqual([3, 5, null, null]);
});

test("an axis ends at a round figure, never at nothing", () => {
  expect([0, 0.003, 0.9, 1, 1.1, 4, 51, 9_999, Number.NaN].map(niceMax)).toEqual([
    1, 0.005, 1, 1, 2, 5, 100, 10_000, 1,
  ]);
});

describe("in words", () => {
  test("a chart says where it stands and how far it went", () => {
    expect(summarize(samples, online)).toEqual({ label: "Online", now: 1, lowest: 1, mean: 3, highest: 5 });
    expect(describeChart(spec, samples)).toBe(
      "Players over the last five minutes. Online: now 1 p, from 1 p to 5 p.",
    );
  });

  test("an empty chart says so", () => {
    expect(describeChart(spec, [])).toBe("Players over the last five minutes. Online: no figures yet.");
  });
});
