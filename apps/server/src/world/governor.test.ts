import { expect, test } from "vitest";
import { frameRates, fullPace, govern, type Load, type Pace, rateOf, roomClasses } from "./governor.ts";

const calm: Load = { worldMs: 1, gatewayMs: 2, worldBusy: 0.4, gatewayBusy: 0.3, growth: 2 };
const late: Load = { worldMs: 120, gatewayMs: 2, worldBusy: 1, gatewayBusy: 0.3, growth: 2 };
const middling: Load = { worldMs: 18, gatewayMs: 2, worldBusy: 0.9, gatewayBusy: 0.3, growth: 2 };

function after(pace: Pace, lag: Load, seconds: number): Pace {
  let next = pace;
  for (let i = 0; i < seconds; i++) next = govern(next, lag);
  return next;
}

test("one late second changes nothing, two lower the pace, and the reason is told", () => {
  expect(after(fullPace, late, 1).level).toBe(0);
  const lowered = after(fullPace, late, 2);
  expect(lowered).toMatchObject({ level: 1, reason: "world 120 ms late", cause: "world" });
  expect(after(fullPace, { ...calm, gatewayMs: 90 }, 2)).toMatchObject({
    reason: "gateway 90 ms late",
    cause: "gateway",
  });
});

test("one second that is late by far is enough", () => {
  expect(after(fullPace, { ...late, worldMs: 200 }, 3).level).toBe(3);
  expect(after(fullPace, { ...calm, gatewayMs: 110 }, 3).level).toBe(3);
});

test("the pace falls to the last step and no further, and rises again step by step when all is in time", () => {
  let pace = after(fullPace, late, 100);
  const bottom = pace.level;
  expect(after(pace, late, 10).level).toBe(bottom);
  for (let level = bottom - 1; level >= 0; level--) {
    expect(after(pace, calm, 1).level).toBe(level + 1);
    pace = after(pace, calm, 2);
    expect(pace.level).toBe(level);
  }
  expect(after(pace, calm, 100).level).toBe(0);
  expect(pace.cause).toBe("recovery");
});

test("between late and in time nothing changes, however long", () => {
  const pace = after(fullPace, late, 4);
  expect(after(pace, middling, 1000).level).toBe(pace.level);
  // Late seconds that do not follow on each other do not add up.
  let spiky = fullPace;
  for (let i = 0; i < 50; i++) spiky = after(after(spiky, late, 1), middling, 1);
  expect(spiky.level).toBe(0);
});

test("crowded rooms never have a higher rate than busy ones, nor those than quiet ones, nor any more than allowed", () => {
  for (let pace = fullPace, i = 0; i < 20; pace = after(pace, late, 2), i++) {
    for (const most of frameRates) {
      const rates = roomClasses.map((roomClass) => rateOf(pace, roomClass, most));
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
      expect(Math.max(...rates)).toBeLessThanOrEqual(most);
      for (const rate of rates) expect(frameRates).toContain(rate);
    }
  }
});

test("after a raise that was one too many the next is tried much later, and soon again once one has lasted", () => {
  const secondsToRaise = (pace: Pace): number => {
    let seconds = 1;
    for (let next = govern(pace, calm); next.level === pace.level; next = govern(next, calm)) seconds++;
    return seconds;
  };
  let pace = after(fullPace, late, 4);
  const waits = [];
  for (let i = 0; i < 6; i++) {
    waits.push(secondsToRaise(pace));
    // It is raised, and found too much at once.
    pace = after(after(pace, calm, secondsToRaise(pace)), late, 2);
  }
  expect(waits).toEqual([2, 8, 32, 128, 256, 256]);
  // Waiting proves nothing.
  expect(secondsToRaise(after(pace, middling, 60))).toBe(256);
  // Nor need anybody wait if there is room without a doubt.
  expect(after(pace, { ...calm, worldBusy: 0.2, gatewayBusy: 0.2 }, 2).level).toBe(pace.level - 1);
  const raised = after(pace, calm, 256);
  expect(raised.level).toBe(pace.level - 1);
  expect(secondsToRaise(after(raised, middling, 60))).toBe(2);
});

test("a gateway with no time left lowers the pace, however little its delay shows", () => {
  const full: Load = { ...calm, gatewayBusy: 0.96 };
  expect(after(fullPace, full, 1).level).toBe(0);
  expect(after(fullPace, full, 2)).toMatchObject({ level: 1, reason: "gateway 96 % busy", cause: "gateway" });
});

test("nothing is raised that would ask for more than there is", () => {
  const pace = after(fullPace, late, 8);
  expect(after(pace, { ...calm, worldBusy: 0.7 }, 1000).level).toBe(pace.level);
  expect(after(pace, { ...calm, gatewayBusy: 0.5 }, 1000).level).toBe(pace.level);
  expect(after(pace, { ...calm, worldBusy: 0.7, gatewayBusy: 0.5, growth: 1.25 }, 2).level).toBe(
    pace.level - 1,
  );
});

test("levels lowered one after the other are no failed raises", () => {
  const pace = after(fullPace, late, 8);
  expect(pace.level).toBe(4);
  expect(after(pace, calm, 2).level).toBe(3);
});
