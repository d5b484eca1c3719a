import type { Tick } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import { GameLoop } from "./gameLoop.ts";
import { makeHandClock } from "./testing/handClock.ts";

/** A game loop in which every slot has frames and takes `slotMs` to send. */
function makePulse(slotMs: number) {
  const clock = makeHandClock();
  const log: string[] = [];
  const lates: number[] = [];
  const turns: number[] = [];
  let ticks = 0;
  const pulse = new GameLoop({
    clock,
    step: () => log.push(`tick ${++ticks}`),
    nextSlot: (slot) => slot,
    send(slot, lateMs) {
      log.push(`slot ${slot}`);
      lates.push(lateMs);
      clock.stall(slotMs);
    },
    skipped: (ms) => log.push(`skipped ${ms}`),
    housekeeping: () => turns.push(log.length),
  });
  return { clock, pulse, log, lates, turns };
}

test("without load, each slot runs in its 5 ms, and each step runs before the slots that follow it", () => {
  const { clock, pulse, log, lates } = makePulse(0);
  pulse.start(0 as Tick);
  clock.turn(105);
  expect(log.slice(0, 12)).toEqual([
    ...Array.from({ length: 9 }, (_, i) => `slot ${i + 1}`),
    "tick 1",
    "slot 10",
    "slot 11",
  ]);
  expect(log.filter((line) => line.startsWith("tick"))).toEqual(["tick 1", "tick 2"]);
  expect(Math.max(...lates)).toBe(0);
});

test("a late world sends a few slots a turn, in order, and skips none", () => {
  const { clock, pulse, log, turns } = makePulse(2);
  pulse.start(0 as Tick);
  clock.stall(200);
  clock.turn(0.5);
  // The turn ends after 4 ms, and the event loop is free between two turns.
  const first = log.slice(0, turns[0]);
  expect(first).toEqual(["tick 1", "slot 1", "slot 2"]);
  clock.turn(400);
  const slots = log.filter((line) => line.startsWith("slot")).map((line) => Number(line.slice(5)));
  expect(slots).toEqual(slots.map((_, i) => i + 1));
  expect(slots.length).toBeGreaterThan(80);
  for (const tick of [2, 3, 4])
    expect(log.indexOf(`tick ${tick}`)).toBeLessThan(log.indexOf(`slot ${tick * 10}`));
});

test("a world that is too far behind skips whole ticks, and its time with them", () => {
  const { clock, pulse, log } = makePulse(0);
  pulse.start(100 as Tick);
  expect(pulse.timeMs()).toBe(5000);
  clock.stall(10_040);
  clock.turn(0);
  expect(log[0]).toBe("skipped 9950");
  expect(pulse.timeMs()).toBe(5000 + 90);
  pulse.stop();
  const { length } = log;
  clock.turn(1000);
  expect(log.length).toBe(length);
});

test("a loop that is to stop when something is done stops right after the step that does it, or with the next stop", async () => {
  const { clock, pulse, log } = makePulse(0);
  const ticks = (): number => log.filter((line) => line.startsWith("tick")).length;
  pulse.start(0 as Tick);
  clock.turn(60);
  const stopping = pulse.stopWhen(() => ticks() >= 3);
  clock.turn(300);
  await stopping;
  expect([ticks(), log.at(-1), pulse.stopped]).toEqual([3, "tick 3", true]);
  pulse.resume();
  expect(pulse.stopped).toBe(false);
  const never = pulse.stopWhen(() => false);
  pulse.stop();
  await never;
  await pulse.stopWhen(() => false);
});
