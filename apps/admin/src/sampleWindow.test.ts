// The window of the charts across gaps and restarts.

import { makeAdminSample } from "@doubloon/shared/testing/adminSample";
import { expect, test } from "vitest";
import { appendSample, mergeHistory } from "./sampleWindow.ts";

const T0 = 1_800_000_000_000;
const at = (...seconds: number[]) => seconds.map((second) => makeAdminSample({ at: T0 + second * 1_000 }));
const seconds = (samples: readonly { at: number }[]) => samples.map((sample) => (sample.at - T0) / 1_000);

test("samples are appended, and a sample that is not newer is ignored", () => {
  let window = at(1, 2);
  for (const sample of at(3, 3, 2, 4)) window = [...appendSample(window, sample)];
  expect(seconds(window)).toEqual([1, 2, 3, 4]);
});

test("samples older than five minutes are removed, however few there are", () => {
  expect(seconds(appendSample(at(0, 100, 299), at(300)[0]))).toEqual([100, 299, 300]);
});

test("the window holds at most 300 samples, even if they arrive faster", () => {
  let window: ReturnType<typeof appendSample> = [];
  for (let i = 0; i < 1_000; i++) window = appendSample(window, at(i / 10)[0]);
  expect(window.length).toBe(300);
  expect(seconds(window).at(-1)).toBe(99.9);
});

test("the server's history fills the gap of a lost connection", () => {
  expect(seconds(mergeHistory(at(1, 2, 3), at(2, 3, 4, 5)))).toEqual([1, 2, 3, 4, 5]);
});

test("the history of a server that has just started removes no older samples", () => {
  expect(seconds(mergeHistory(at(1, 2), []))).toEqual([1, 2]);
  expect(seconds(mergeHistory(at(1, 2), at(20)))).toEqual([1, 2, 20]);
});
