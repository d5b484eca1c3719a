import type { Tick } from "@doubloon/shared/ids";
import { addTicks } from "@doubloon/shared/time";
import { describe, expect, test } from "vitest";
import { TokenBucket } from "../lib/tokenBucket.ts";
import { Session } from "./session.ts";
import type { Connection } from "./transport/connection.ts";

const tick = (value: number): Tick => (value >>> 0) as Tick;

// Across the wrap of ticks as well.
describe.each([1_000, 0xffff_fff8])("how far a client is behind, from tick %i", (start) => {
  const at = (count: number): Tick => addTicks(tick(start), count);
  const makeSession = (): Session =>
    new Session(1, undefined as never, {} as Connection, new TokenBucket(1, 1, 0));

  test("counts from the oldest frame that it has not acknowledged", () => {
    const session = makeSession();
    expect(session.behindTicks(at(0))).toBe(0);
    session.sent(at(0));
    session.sent(at(5));
    session.sent(at(10));
    expect(session.behindTicks(at(10))).toBe(10);
    session.seen(at(5));
    expect(session.behindTicks(at(10))).toBe(4);
    session.seen(at(10));
    expect(session.behindTicks(at(100))).toBe(0);
  });

  test("a room in which nothing is sent for long is no reason to be behind", () => {
    const session = makeSession();
    session.sent(at(0));
    session.seen(at(0));
    session.sent(at(500));
    expect(session.behindTicks(at(500))).toBe(0);
  });

  test("an acknowledgement of a frame that was never sent counts as the newest sent, an old one not at all", () => {
    const session = makeSession();
    session.sent(at(0));
    session.sent(at(20));
    session.seen(at(-50));
    expect(session.behindTicks(at(20))).toBe(20);
    session.seen(at(5_000));
    expect(session.behindTicks(at(20))).toBe(0);
  });

  test("one who asks for a keyframe has read what was sent", () => {
    const session = makeSession();
    session.sent(at(0));
    session.readAll();
    expect(session.behindTicks(at(80))).toBe(0);
  });
});

test("a bucket gives its burst at once and then so many a second", () => {
  const bucket = new TokenBucket(10, 3, 0);
  expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false]);
  expect([bucket.take(99), bucket.take(100), bucket.take(100)]).toEqual([false, true, false]);
  expect([1, 2, 3, 4].map(() => bucket.take(60_000))).toEqual([true, true, true, false]);
});
