// Quantiles of round-trip times from buckets.
import { RTT_BUCKETS_MS } from "@doubloon/shared/protocol/figures";
import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { expect, test } from "vitest";
import { bucketLabel, countOf, rttQuantile, sumSampleBuckets } from "./rttDistribution.ts";

/** Counts by bucket; the rest are empty. */
const buckets = (...counts: number[]) => [
  ...counts,
  ...new Array(RTT_BUCKETS_MS.length + 1 - counts.length).fill(0),
];

test("buckets of all samples are summed", () => {
  const samples = [
    makeAdminSample({ rttBuckets: buckets(1, 2) }),
    makeAdminSample({ rttBuckets: buckets(0, 3, 4) }),
  ];
  expect(sumSampleBuckets(samples)).toEqual(buckets(1, 5, 4));
  expect(countOf(sumSampleBuckets([]))).toBe(0);
});

test("a quantile is interpolated within its bucket", () => {
  expect(rttQuantile(buckets(), 0.5)).toBeUndefined();
  expect(rttQuantile(buckets(0, 0, 10), 0.5)).toBeCloseTo(3.5);
  expect(rttQuantile(buckets(50, 0, 0, 50), 0.5)).toBeCloseTo(1);
  expect(rttQuantile(buckets(50, 0, 0, 50), 0.95)).toBeCloseTo(9.5);
  expect(rttQuantile(buckets(10), 1)).toBeCloseTo(1);
});

test("a quantile above all bounds is infinite", () => {
  const slow = buckets();
  slow[RTT_BUCKETS_MS.length] = 1;
  expect(rttQuantile(slow, 0.99)).toBe(Number.POSITIVE_INFINITY);
});

test("every bucket has its own label", () => {
  const labels = Array.from({ length: RTT_BUCKETS_MS.length + 1 }, (_, i) => bucketLabel(i));
  expect(labels[0]).toBe("0–1 ms");
  expect(labels[1]).toBe("1–2 ms");
  expect(labels.at(-1)).toBe("over 1000 ms");
  expect(new Set(labels).size).toBe(labels.length);
});
