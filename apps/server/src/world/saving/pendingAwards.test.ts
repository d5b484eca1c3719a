import { expect, it } from "vitest";
import { type Awarded, PendingAwards } from "./pendingAwards.ts";

const fact = (playerId: string, value: number): Awarded =>
  ({ type: "picked", playerId, kind: value % 3, value, tileX: value, tileY: 0 }) as unknown as Awarded;

function points(facts: readonly Awarded[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { playerId, value } of facts) sums[playerId] = (sums[playerId] ?? 0) + value;
  return sums;
}

it("returns the waiting awards in order, including those put back", () => {
  const pending = new PendingAwards();
  const facts = [fact("a", 1), fact("b", 2), fact("a", 3)];
  pending.add(facts[0]);
  pending.add(facts[1]);
  const taken = pending.take();
  pending.add(facts[2]);
  pending.putBack(taken);
  expect(pending.take()).toEqual(facts);
  expect(pending.take()).toEqual([]);
});

it("is bounded by the number of players however long saves fail, and no point is lost", () => {
  const pending = new PendingAwards(100);
  const expected: Record<string, number> = {};
  for (let i = 1; i <= 50_000; i++) {
    const playerId = `p${i % 30}`;
    expected[playerId] = (expected[playerId] ?? 0) + i;
    pending.add(fact(playerId, i));
    if (i % 1000 === 0) pending.putBack(pending.take());
  }
  const taken = pending.take();
  expect(taken.length).toBeLessThanOrEqual(101);
  expect(points(taken)).toEqual(expected);
});

it("keeps every player when there are more players than single awards", () => {
  const pending = new PendingAwards(10);
  for (let i = 0; i < 1000; i++) pending.add(fact(`p${i}`, 1));
  expect(pending.take().length).toBe(1000);
});
