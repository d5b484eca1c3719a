import { expect, it } from "vitest";
import type { Clock } from "./clock.ts";
import { GameClock } from "./gameClock.ts";

/** A base clock that the test moves. */
function makeBase() {
  let nowMs = 1_000;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const clock: Clock = {
    nowMs: () => nowMs,
    after(delayMs, run) {
      const timer = { atMs: nowMs + delayMs, run };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
  };
  return {
    clock,
    run(ms: number): void {
      const endMs = nowMs + ms;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > endMs) break;
        nowMs = Math.max(nowMs, next.atMs);
        timers.delete(next);
        next.run();
      }
      nowMs = endMs;
    },
  };
}

it("runs at the speed that is set, without a jump, and timers with it", () => {
  const base = makeBase();
  const game = new GameClock(base.clock);
  const fired: number[] = [];
  game.after(100, () => fired.push(game.nowMs()));
  base.run(50);
  expect(game.nowMs()).toBe(1_050);
  game.setSpeed(20);
  expect(game.nowMs()).toBe(1_050);
  base.run(2);
  expect(fired).toEqual([]);
  base.run(1);
  expect(fired).toEqual([1_100]);
  expect(game.nowMs()).toBe(1_110);
});

it("stands at speed 0 but for what is due at once, and moves on by steps", () => {
  const base = makeBase();
  const game = new GameClock(base.clock);
  const fired: string[] = [];
  game.setSpeed(0);
  game.after(50, () => fired.push("later"));
  game.after(0, () => fired.push("now"));
  base.run(10_000);
  expect(fired).toEqual(["now"]);
  expect(game.nowMs()).toBe(1_000);
  game.advance(49);
  base.run(1);
  expect(fired).toEqual(["now"]);
  game.advance(1);
  base.run(0);
  expect(fired).toEqual(["now", "later"]);
  game.setSpeed(1);
  base.run(5);
  expect(game.nowMs()).toBe(1_055);
});

it("runs timers in order, and none that was cancelled", () => {
  const base = makeBase();
  const game = new GameClock(base.clock);
  const fired: number[] = [];
  const third = game.after(30, () => fired.push(3));
  game.after(10, () => {
    fired.push(1);
    third.cancel();
  });
  game.after(20, () => fired.push(2));
  game.advance(100);
  base.run(0);
  expect(fired).toEqual([1, 2]);
  expect(() => game.setSpeed(-1)).toThrow("speed -1, expected 0 to 1000");
});
