// The five minutes that the charts show, through gaps and restarts.
import { expect, test } from "vitest";
import { appendSample, mergeHistory } from "./sampleWindow.ts";
import { makeSample } from "./testing/makeSample.ts";

const T0 = 1_800_000_000_000;
const at = (...seconds: number[]) => seconds.map((second) => makeSample({ at: T0 + second * 1_000 }));
const seconds = (samples: readonly { at: number }[]) => samples.map((sample) => (sample.at - T0) / 1_000);

test("samples are appended, and one that is not newer is passed over", () => {
  let window = at(1, 2);
  for (const sample of at(3, 3, 2, 4)) window = [...appendSample(window, sample)];
  expect(seconds(window)).toEqual([1, 2, 3, 4]);
});

test("nothing older than five minutes stays, however few samples there are", () => {
  expect(seconds(appendSample(at(0, 100, 299), at(300)[0]))).toEqual([100, 299, 300]);
});

test("never more than five minutes of one a second, even if they come faster", () => {
  let window: ReturnType<typeof appendSample> = [];
  for (let i = 0; i < 1_000; i++) window = appendSample(window, at(i / 10)[0]);
  expect(window.length).toBe(300);
  expect(seconds(window).at(-1)).toBe(99.9);
});

test("the server's history fills the gap of a lost connection", () => {
  expect(seconds(mergeHistory(at(1, 2, 3), at(2, 3, 4, 5)))).toEqual([1, 2, 3, 4, 5]);
});

test("a server that has just started does not take away what was seen before", () => {
  expect(seconds(mergeHistory(at(1, 2), []))).toEqual([1, 2]);
  expect(seconds(mergeHistory(at(1, 2), at(20)))).toEqual([1, 2, 20]);
});
