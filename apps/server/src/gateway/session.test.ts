import type { Tick } from "@doubloon/shared/ids";
import { addTicks } from "@doubloon/shared/time";
import { describe, expect, test } from "vitest";
import { TokenBucket } from "../lib/tokenBucket.ts";
import { Session } from "./session.ts";
import type { Connection } from "./transport/connection.ts";

const tick = (value: number): Tick => (value >>> 0) as Tick;

// Also where tick numbers wrap around.
describe.each([1_000, 0xffff_fff8])("how far a client is behind, from tick %i on", (start) => {
  const at = (count: number): Tick => addTicks(tick(start), count);
  const makeSession = (): Session =>
    new Session(1, undefined as never, {} as Connection, new TokenBucket(1, 1, 0));

  test("is measured from the oldest unacknowledged frame", () => {
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

  test("a long pause between frames does not count", () => {
    const session = makeSession();
    session.sent(at(0));
    session.seen(at(0));
    session.sent(at(500));
    expect(session.behindTicks(at(500))).toBe(0);
  });

  test("acknowledging a frame never sent counts as the newest sent, an old one as nothing", () => {
    const session = makeSession();
    session.sent(at(0));
    session.sent(at(20));
    session.seen(at(-50));
    expect(session.behindTicks(at(20))).toBe(20);
    session.seen(at(5_000));
    expect(session.behindTicks(at(20))).toBe(0);
  });

  test("a client that asks for a keyframe has read all frames", () => {
    const session = makeSession();
    session.sent(at(0));
    session.readAll();
    expect(session.behindTicks(at(80))).toBe(0);
  });
});

test("a bucket gives its burst at once and then its rate per second", () => {
  const bucket = new TokenBucket(10, 3, 0);
  expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false]);
  expect([bucket.take(99), bucket.take(100), bucket.take(100)]).toEqual([false, true, false]);
  expect([1, 2, 3, 4].map(() => bucket.take(60_000))).toEqual([true, true, true, false]);
});
