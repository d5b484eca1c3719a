import { expect, test } from "vitest";
import { AddressTable } from "./addressTable.ts";

test("connections are counted by address", () => {
  const table = new AddressTable({ perSecond: 1, burst: 1 });
  expect([table.open("a", 0, 0), table.open("a", 0, 0), table.open("b", 0, 0)]).toEqual([1, 2, 1]);
  table.close("a", 0);
  expect([table.openFrom("a"), table.openFrom("b"), table.openFrom("c")]).toEqual([1, 1, 0]);
  table.close("c", 0);
});

test("each address has its own bucket, and closing a connection does not refill it", () => {
  const table = new AddressTable({ perSecond: 2, burst: 3 });
  const takes = (group: string, nowMs: number): boolean => {
    table.open(group, 0, nowMs);
    const taken = table.take(group, nowMs);
    table.close(group, nowMs);
    return taken;
  };
  expect([1, 2, 3, 4].map(() => takes("a", 0))).toEqual([true, true, true, false]);
  expect(takes("b", 0)).toBe(true);
  expect([takes("a", 499), takes("a", 500), takes("a", 500)]).toEqual([false, true, false]);
});

test("`extra` raises the limits of a group's bucket", () => {
  const table = new AddressTable({ perSecond: 1, burst: 1 });
  table.open("own", 2, 0);
  expect([1, 2, 3, 4].map(() => table.take("own", 0))).toEqual([true, true, true, false]);
});

test("idle addresses are removed once their buckets are full again, and are bounded before", () => {
  const table = new AddressTable({ perSecond: 1, burst: 10 }, 100);
  const visit = (group: string, nowMs: number): void => {
    table.open(group, 0, nowMs);
    table.close(group, nowMs);
  };
  for (let i = 0; i < 10_000; i++) visit(`flood ${i}`, 0);
  expect(table.size).toBe(100);
  table.open("player", 0, 0);
  visit("late", 10_001);
  expect(table.size).toBe(2);
  expect(table.openFrom("player")).toBe(1);
});
