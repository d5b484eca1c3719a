// Turning the pages of the leaderboard.
import { expect, test } from "vitest";
import { FIRST_QUERY, pageCount, pageOf, toPage, withPageSize, withSearch } from "./paging.ts";

const query = { offset: 50, limit: 25, search: "gr" };

test("pages are counted, and an empty ranking has one", () => {
  expect(pageOf(FIRST_QUERY)).toBe(0);
  expect(pageOf(query)).toBe(2);
  expect([0, 1, 25, 26, 10_000].map((total) => pageCount(total, 25))).toEqual([1, 1, 1, 2, 400]);
});

test("pages are clamped to the first and the last", () => {
  expect(toPage(query, 1, 100)).toEqual({ ...query, offset: 25 });
  expect(toPage(query, -1, 100).offset).toBe(0);
  expect(toPage(query, 99, 100).offset).toBe(75);
  expect(toPage(query, Number.POSITIVE_INFINITY, 101).offset).toBe(100);
  expect(toPage(query, 3, 0).offset).toBe(0);
});

test("another page size keeps the first row on the page", () => {
  expect(withPageSize({ ...query, offset: 75 }, 50)).toEqual({ ...query, limit: 50, offset: 50 });
  expect(withPageSize({ ...query, offset: 75 }, 10).offset).toBe(70);
});

test("a search starts on its first page", () => {
  expect(withSearch(query, "mo")).toEqual({ offset: 0, limit: 25, search: "mo" });
});
