// Lines and text alternative of a chart.

import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { describe, expect, test } from "vitest";
import { chartColumns, describeChart, niceMax, summarize } from "./chartData.ts";
import type { ChartSpec } from "./chartSpec.ts";

const online = { label: "Online", read: (sample: { online: number }) => sample.online };
const spec: ChartSpec = { title: "Players", format: (value) => `${value} p`, series: [online] };
const samples = [
  makeAdminSample({ at: 1_000, online: 3 }),
  makeAdminSample({ at: 2_000, online: 5 }),
  makeAdminSample({ at: 9_000, online: 1 }),
];

test("missing seconds break the line", () => {
  expect(chartColumns(samples, [online])).toEqual([
    [1, 2, 2.001, 9],
    [3, 5, null, 1],
  ]);
});

test("a second without a value has none in the chart", () => {
  const some = {
    label: "Some",
    read: (sample: { online: number }) => (sample.online > 2 ? sample.online : undefined),
  };
  expect(chartColumns(samples, [some])[1]).toEqual([3, 5, null, null]);
});

test("an axis ends at a round number above 0", () => {
  expect([0, 0.003, 0.9, 1, 1.1, 4, 51, 9_999, Number.NaN].map(niceMax)).toEqual([
    1, 0.005, 1, 1, 2, 5, 100, 10_000, 1,
  ]);
});

describe("in words", () => {
  test("a chart gives its newest, lowest and highest value", () => {
    expect(summarize(samples, online)).toEqual({ label: "Online", now: 1, lowest: 1, mean: 3, highest: 5 });
    expect(describeChart(spec, samples)).toBe(
      "Players over the last five minutes. Online: now 1 p, from 1 p to 5 p.",
    );
  });

  test("an empty chart says that it has no values", () => {
    expect(describeChart(spec, [])).toBe("Players over the last five minutes. Online: no values yet.");
  });
});
