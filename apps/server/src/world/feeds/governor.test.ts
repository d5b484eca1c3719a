import { expect, test } from "vitest";
import { FRAME_RATES } from "../../config/settings.ts";
import { fullPace, govern, type Load, type Pace } from "./governor.ts";
import { LAST_STEP, levelFor, rateAt, roomClasses, workAt } from "./rateLadder.ts";

/** Work at each step of one feed with 1,000 viewers in a quiet room. */
const work = [10_000, 10_000, 10_000, 5_000, 5_000, 4_000, 2_000];
const calm: Load = {
  worldMs: 1,
  gatewayMs: 2,
  worldBusy: 0.4,
  gatewayBusy: 0.3,
  machineBusy: 0.4,
  ownFraction: 0,
  work,
};
const late: Load = { ...calm, worldMs: 60 };
const middling: Load = { ...calm, worldMs: 18 };

function after(pace: Pace, load: Load, seconds: number): Pace {
  let next = pace;
  for (let i = 0; i < seconds; i++) next = govern(next, load);
  return next;
}
const done = (pace: Pace): number => workAt(pace.level, work);

test("one late second changes nothing, two cut a tenth, and the reason is stated", () => {
  expect(after(fullPace, late, 1).level).toBe(0);
  const lowered = after(fullPace, late, 2);
  expect(lowered).toMatchObject({ reason: "world 60 ms late", cause: "world" });
  expect(done(lowered)).toBeCloseTo(9_000);
  expect(after(fullPace, { ...calm, gatewayMs: 25 }, 2)).toMatchObject({
    reason: "gateway 25 ms late",
    cause: "gateway",
  });
});

test("one very late second is enough, and cuts more", () => {
  expect(done(after(fullPace, { ...late, worldMs: 200 }, 1))).toBeCloseTo(6_000);
  expect(done(after(fullPace, { ...calm, gatewayMs: 110 }, 2))).toBeCloseTo(3_600);
});

test("the level falls no further than the lowest rates, and rises to full rate by at most a quarter at a time", () => {
  let pace = after(fullPace, { ...late, worldMs: 200 }, 100);
  expect(pace.level).toBe(LAST_STEP);
  for (let seconds = 0; pace.level > 0; seconds++) {
    expect(seconds).toBeLessThan(12);
    const next = govern(pace, { ...calm, worldBusy: 0.1, gatewayBusy: 0.1 });
    expect(done(next)).toBeGreaterThan(done(pace));
    expect(done(next) / done(pace)).toBeLessThanOrEqual(1.25 + 1e-9);
    expect(next.cause).toBe("recovery");
    pace = next;
  }
});

test("between the two thresholds nothing changes, however long it lasts", () => {
  const pace = after(fullPace, late, 4);
  expect(after(pace, middling, 1000).level).toBe(pace.level);
  // Late seconds that are not consecutive do not add up.
  let spiky = fullPace;
  for (let i = 0; i < 50; i++) spiky = after(after(spiky, late, 1), middling, 1);
  expect(spiky.level).toBe(0);
});

test("crowded rooms never have a higher rate than busy ones, busy ones never than quiet ones, and no room exceeds the maximum", () => {
  for (let step = 0; step <= LAST_STEP; step++) {
    for (const most of FRAME_RATES) {
      const rates = roomClasses.map((roomClass) => rateAt(step, roomClass, most));
      expect(rates).toEqual([...rates].sort((a, b) => b - a));
      expect(Math.max(...rates)).toBeLessThanOrEqual(most);
      for (const rate of rates) expect(FRAME_RATES).toContain(rate);
    }
  }
});

test("a raise that makes frames later is undone at once; each failure doubles the backoff and makes the next raise smaller", () => {
  let pace = after(fullPace, { ...late, worldMs: 200 }, 4);
  const tight: Load = { ...calm, gatewayBusy: 0.4, worldBusy: 0.4 };
  const waits = [];
  const shares = [];
  for (let i = 0; i < 7; i++) {
    let seconds = 1;
    let raised = govern(pace, tight);
    for (; raised.level === pace.level; raised = govern(raised, tight)) seconds++;
    waits.push(seconds);
    shares.push(done(raised) / done(pace) - 1);
    const back = govern(raised, { ...tight, gatewayMs: 7 });
    expect(back).toMatchObject({ level: pace.level, reason: "raising made frames later" });
    pace = back;
  }
  expect(waits).toEqual([1, 4, 8, 16, 32, 64, 64]);
  expect(shares).toEqual([...shares].sort((a, b) => b - a));
  expect(shares.at(-1)).toBeCloseTo(0.02);
  // After a raise that lasts, the backoff is shorter again.
  const lasting = after(after(pace, tight, 64), tight, 4);
  expect(lasting.backoffSeconds).toBe(32);
});

test("after a disturbance rates return quickly to the sustained work, and not above it", () => {
  const low: Load = { ...calm, gatewayBusy: 0.2, worldBusy: 0.2 };
  const settled: Pace = { ...fullPace, level: levelFor(4_500, work), backoffSeconds: 64 };
  const before = after(settled, calm, 20);
  expect(before.sustainedWork).toBe(4_500);
  const disturbed = after(before, { ...late, worldMs: 200 }, 3);
  expect(done(disturbed)).toBe(2_000);
  const back = after(disturbed, low, 3);
  expect(done(back)).toBeCloseTo(4_500);
  expect(done(after(back, low, 10))).toBeCloseTo(4_500);
});

test("a saturated gateway lowers the rates, even if its event-loop delay is small", () => {
  const full: Load = { ...calm, gatewayBusy: 0.96 };
  expect(after(fullPace, full, 1).level).toBe(0);
  expect(after(fullPace, full, 2)).toMatchObject({ reason: "gateway 96 % busy", cause: "gateway" });
});

test("no raise exceeds the predicted capacity", () => {
  const pace = after(fullPace, { ...late, worldMs: 200 }, 3);
  const most = (load: Partial<Load>): number => {
    // Utilization grows with the work.
    let next = pace;
    for (let i = 0; i < 300; i++) {
      const more = done(next) / done(pace);
      const busy = {
        worldBusy: (load.worldBusy ?? 0.1) * more,
        gatewayBusy: (load.gatewayBusy ?? 0.1) * more,
        machineBusy: (load.machineBusy ?? 0.1) * more,
      };
      next = govern(next, { ...calm, ...load, ...busy });
    }
    return done(next) / done(pace);
  };
  expect(most({ worldBusy: 0.7 }) * 0.7).toBeLessThanOrEqual(1);
  expect(most({ gatewayBusy: 0.5 }) * 0.5).toBeLessThanOrEqual(0.7);
  expect(most({ gatewayBusy: 0.5 }) * 0.5).toBeGreaterThan(0.65);
  // A busy machine counts if its gateways' delays show.
  expect(most({ machineBusy: 0.4, gatewayMs: 5 }) * 0.4).toBeLessThanOrEqual(0.6);
  // It also counts if the server causes much of the load.
  expect(most({ machineBusy: 0.4, gatewayMs: 1, ownFraction: 0.3 }) * 0.4).toBeLessThanOrEqual(0.6);
  expect(most({ machineBusy: 0.5, gatewayMs: 1 })).toBeGreaterThan(2);
});
