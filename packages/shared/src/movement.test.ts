import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HEADINGS, STEP_SUB } from "./heading.ts";
import { BOOTS_PERCENT } from "./hunt/rules.ts";
import {
  BODY_HALF_SUB,
  bodyFits,
  Gait,
  type Ground,
  gaitOf,
  headingOf,
  Intent,
  motionDx,
  motionDy,
  packMotion,
  stepWalker,
  type Walker,
} from "./movement.ts";
import { TILE_SUB } from "./space.ts";

/** Ground from a drawing: `#` is blocked, and so is everything outside. */
function drawnGround(rows: readonly string[]): Ground {
  return { blockedAt: (x, y) => (rows[y]?.[x] ?? "#") === "#" };
}

function walkerAt(tileX: number, tileY: number, intent: Partial<Walker> = {}): Walker {
  return {
    x: tileX * TILE_SUB + TILE_SUB / 2,
    y: tileY * TILE_SUB + TILE_SUB / 2,
    heading: 0,
    gait: Gait.stopped,
    intent: Intent.stop,
    targetX: 0,
    targetY: 0,
    fast: false,
    ...intent,
  };
}

const anyField = fc
  .array(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), { minLength: 12, maxLength: 12 })
  .map((cells) => {
    const rows = cells.map((row) => row.map((wall) => (wall ? "#" : ".")).join(""));
    rows[5] = `${rows[5].slice(0, 5)}.${rows[5].slice(6)}`;
    return drawnGround(rows);
  });

const anyIntent = fc.record({
  heading: fc.nat(HEADINGS - 1),
  intent: fc.constantFrom(Intent.stop, Intent.heading, Intent.point),
  targetX: fc.nat(12 * TILE_SUB),
  targetY: fc.nat(12 * TILE_SUB),
});

describe("M2 M3 walls", () => {
  it("M2 a body never overlaps a blocked tile, whatever its intent", () => {
    fc.assert(
      fc.property(anyField, fc.array(anyIntent, { maxLength: 12 }), (ground, intents) => {
        const walker = walkerAt(5, 5);
        for (const intent of intents) {
          Object.assign(walker, intent);
          for (let tick = 0; tick < 20; tick++) {
            stepWalker(walker, ground);
            expect(bodyFits(ground, walker.x, walker.y)).toBe(true);
          }
        }
      }),
      { seed: 1 },
    );
  });

  it("M3 a walker slides along a wall and stops in a corner", () => {
    const ground = drawnGround(["....", "....", "####"]);
    const walker = walkerAt(0, 1, { heading: 8, intent: Intent.heading });
    const gaits: number[] = [];
    for (let tick = 0; tick < 40; tick++) {
      stepWalker(walker, ground);
      gaits.push(walker.gait);
    }
    expect(gaits[0]).toBe(Gait.walking);
    expect(gaits[10]).toBe(Gait.slidingX);
    expect(gaits[39]).toBe(Gait.stopped);
    expect(walker.intent).toBe(Intent.stop);
    expect(walker.y + BODY_HALF_SUB).toBeLessThan(2 * TILE_SUB);
    expect(walker.x + BODY_HALF_SUB).toBeGreaterThan(4 * TILE_SUB - 64);
  });

  it("M2 outside the map is blocked", () => {
    const ground = drawnGround(["."]);
    for (let heading = 0; heading < HEADINGS; heading++) {
      const walker = walkerAt(0, 0, { heading, intent: Intent.heading });
      for (let tick = 0; tick < 10; tick++) stepWalker(walker, ground);
      expect([Math.floor(walker.x / TILE_SUB), Math.floor(walker.y / TILE_SUB)]).toEqual([0, 0]);
    }
  });
});

describe("M4 walking to a point", () => {
  it("M4 on open ground a walker reaches its target exactly, by about the shortest way", () => {
    const open: Ground = { blockedAt: () => false };
    const coordinate = fc.integer({ min: -6000, max: 6000 });
    fc.assert(
      fc.property(coordinate, coordinate, (targetX, targetY) => {
        const walker = walkerAt(0, 0, { intent: Intent.point, targetX, targetY });
        const ticks = Math.ceil(Math.hypot(targetX - walker.x, targetY - walker.y) / 61) + 3;
        for (let tick = 0; tick < ticks; tick++) stepWalker(walker, open);
        expect(walker).toMatchObject({ x: targetX, y: targetY, gait: Gait.stopped, intent: Intent.stop });
      }),
      { seed: 1 },
    );
  });

  it("M4 a walker stops at a wall in front of its target", () => {
    const ground = drawnGround(["...#.", "...#.", "...#."]);
    const walker = walkerAt(0, 1, { intent: Intent.point, targetX: 4.5 * TILE_SUB, targetY: 1.5 * TILE_SUB });
    for (let tick = 0; tick < 100; tick++) stepWalker(walker, ground);
    expect(walker.gait).toBe(Gait.stopped);
    expect(walker.x).toBeLessThan(3 * TILE_SUB);
  });

  it("M4 a walk that starts from standing does not depend on where the walker faced", () => {
    fc.assert(
      fc.property(anyField, anyIntent, fc.nat(HEADINGS - 1), (ground, intent, heading) => {
        if (intent.intent === Intent.heading) return;
        const walkers = [intent.heading, heading].map((facing) =>
          walkerAt(5, 5, { ...intent, heading: facing }),
        );
        for (let tick = 0; tick < 60; tick++) {
          for (const walker of walkers) stepWalker(walker, ground);
          const [a, b] = walkers.map(({ x, y, gait }) => [x, y, gait]);
          expect(a).toEqual(b);
        }
      }),
      { seed: 1 },
    );
  });
});

it("M7 boots make a step a fifth longer in every direction, and walls hold as before", () => {
  fc.assert(
    fc.property(anyField, anyIntent, (ground, intent) => {
      const walker = Object.assign(walkerAt(5, 5), intent, { fast: true });
      for (let tick = 0; tick < 60; tick++) {
        const { x, y } = walker;
        const jumped = stepWalker(walker, ground);
        expect(jumped).toBe(walker.x !== x || walker.y !== y);
        expect(bodyFits(ground, walker.x, walker.y)).toBe(true);
      }
    }),
    { seed: 1 },
  );
  for (let heading = 0; heading < HEADINGS; heading++) {
    const open: Ground = { blockedAt: () => false };
    const walker = walkerAt(0, 0, { x: 0, y: 0, heading, intent: Intent.heading, fast: true });
    for (let tick = 0; tick < 100; tick++) stepWalker(walker, open);
    expect(Math.hypot(walker.x, walker.y) / 100 / STEP_SUB).toBeCloseTo(1 + BOOTS_PERCENT / 100, 1);
  }
});

it("M5 gait and heading describe a walker's move, unless it jumped onto its target", () => {
  fc.assert(
    fc.property(anyField, anyIntent, (ground, intent) => {
      const walker = Object.assign(walkerAt(5, 5), intent);
      for (let tick = 0; tick < 60; tick++) {
        const { x, y } = walker;
        const jumped = stepWalker(walker, ground);
        const motion = packMotion(walker.gait, walker.heading);
        if (jumped) expect([walker.x, walker.y]).toEqual([intent.targetX, intent.targetY]);
        else expect([walker.x - x, walker.y - y]).toEqual([motionDx(motion), motionDy(motion)]);
      }
    }),
    { seed: 1 },
  );
});

it("M5 a motion packs into one byte and unpacks again", () => {
  for (const gait of Object.values(Gait)) {
    for (let heading = 0; heading < HEADINGS; heading++) {
      const motion = packMotion(gait, heading);
      expect(motion).toBe(motion & 0xff);
      expect([gaitOf(motion), headingOf(motion)]).toEqual([gait, heading]);
    }
  }
});
